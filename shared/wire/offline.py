"""Numbers that a kiosk gives while the hub is away: what the two say to each other. Part of the wire format."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

SeriesNumber = Annotated[int, Meta(ge=1, lt=10**9)]
"""A ticket's number within its series."""
ShortText = Annotated[str, Meta(max_length=200)]
"""A code of the site, as the kiosk knew it."""


class NumberSpan(Struct, frozen=True):
    """Numbers ``first`` to ``last`` of a series, both included, that are one kiosk's own."""

    series: str
    first: int
    last: int


class OfflineNumbers(Struct, frozen=True):
    """Answer to ``POST /reserves``: every span that this kiosk's journal has on this service day, oldest first.
    A span that is not among them is not the kiosk's any more."""

    service_date: date
    spans: tuple[NumberSpan, ...]
    ticket_url: str
    """Address of a visitor's page with ``{token}`` in the token's place."""


class RequestOfflineNumbers(Struct, frozen=True, forbid_unknown_fields=True):
    """``left``: how many numbers of each series the kiosk still has for today; the hub tops up the low ones."""

    service_date: date
    left: dict[ShortText, Annotated[int, Meta(ge=0, lt=10**9)]] = {}
    journal: Annotated[str, Meta(max_length=64)] = ""
    """Which journal asks. A kiosk that lost its journal no longer knows what it gave: it gets new spans, and the old
    ones are given by nobody."""


class OfflineNumber(Struct, frozen=True, forbid_unknown_fields=True):
    """A number that the kiosk gave by itself."""

    service_date: date
    series: ShortText
    number: SeriesNumber
    service: ShortText
    token: ShortText
    """128 random bits, made by the kiosk: 22 characters of URL-safe base64."""
    taken_at: datetime
    """By the hub's time, as the kiosk knew it."""
    priority: bool = False
    lang: ShortText = "id"
    printed: bool = True
    """False: the paper did not come and the visitor did not note the number."""


class UploadNumbers(Struct, frozen=True, forbid_unknown_fields=True):
    numbers: tuple[OfflineNumber, ...]


class UploadOutcome(StrEnum):
    """What became of a number that was handed in."""

    TAKEN_IN = "taken_in"
    """It waits now, or is void because its paper never came."""
    KNOWN = "known"
    """It was handed in before; nothing changed."""
    EXPIRED = "expired"
    """Its day is over: it is kept, with that outcome."""
    REFUSED = "refused"
    """It is not this kiosk's, or makes no sense; ``detail`` says why. It stays in the kiosk's journal for a person."""


class UploadedNumber(Struct, frozen=True):
    label: str
    outcome: UploadOutcome
    ticket: int | None = None
    detail: str = ""


class UploadResult(Struct, frozen=True):
    """Answer to ``POST /tickets/hand-in``: one for each number, in the order in which they came."""

    numbers: tuple[UploadedNumber, ...]
