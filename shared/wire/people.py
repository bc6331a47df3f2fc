"""Requests and answers about who works with the queue: officers, sessions, keys, pairing."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from shared.wire.terms import Role


class SignIn(Struct, frozen=True, forbid_unknown_fields=True):
    officer: str
    pin: str


class ClosedByOther(Struct, frozen=True):
    """The officer's counter was closed by somebody else."""

    counter: int
    at: datetime
    cause: Literal["manager", "program", "day", "site"]
    """A manager closed it, a program with a key did, the day was closed, or the hall has this counter no more."""
    by: str | None = None
    """Name of the person or of the key; None when it was the hub itself."""


class Session(Struct, frozen=True):
    """Who is signed in, and at which counter (None: none chosen yet). ``counters`` are those open to this officer."""

    officer: str
    name: str
    role: Role
    agency: str | None
    counter: int | None
    counters: tuple[int, ...]
    put_out: ClosedByOther | None = None
    """Why the officer is at no counter any more; only on the day on which it happened, until another is opened."""


class AddOfficer(Struct, frozen=True, forbid_unknown_fields=True):
    """``agency`` None makes a manager."""

    officer: str
    name: str
    pin: str
    agency: str | None = None


class Officer(Struct, frozen=True):
    officer: str
    name: str
    role: Role
    agency: str | None
    locked_until: datetime | None = None
    """Too many wrong PINs; only in the list of officers."""


class ResetPin(Struct, frozen=True, forbid_unknown_fields=True):
    pin: str


class OfferPairing(Struct, frozen=True, forbid_unknown_fields=True):
    """Body of ``POST /pairing``: what the device will be; ``role`` is kiosk or display."""

    role: Literal["kiosk", "display"]
    name: str


class Pairing(Struct, frozen=True):
    """A code that makes one device's key, once, until ``until``."""

    code: str
    role: Role
    name: str
    until: datetime


class RedeemPairing(Struct, frozen=True, forbid_unknown_fields=True):
    code: Annotated[str, Meta(max_length=60)]
    role: Literal["kiosk", "display"] | None = None
    """What the device is that asks; a code for another kind is then refused and not used up."""


class SetZone(Struct, frozen=True, forbid_unknown_fields=True):
    """Body of ``POST /devices/{id}/zone``: a zone of the site, or None for all."""

    zone: Annotated[str, Meta(max_length=60)] | None


class CreateKey(Struct, frozen=True, forbid_unknown_fields=True):
    """``agency`` is for the role officer only: None works the counters of every agency."""

    role: Role
    name: str
    agency: str | None = None


class Key(Struct, frozen=True):
    """``key`` is shown once, in the answer that created it. ``agency`` is as in ``CreateKey``."""

    id: int
    role: Role
    name: str
    key: str | None = None
    agency: str | None = None
