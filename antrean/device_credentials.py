"""The hub and the key of a kiosk or a board: given, got by a pairing code, or kept from an earlier pairing."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from antrean.commands import options
from antrean.failure import Failed
from antrean.hub_client import HubClient, hall_authority
from antrean.processes.screens import why_no_screen
from hub import running_hub
from shared import paired
from shared.paired import Paired
from shared.wire import Code, Key, Problem, RedeemPairing, Role

F = TypeVar("F", bound=Callable[..., object])


@dataclass(frozen=True)
class DeviceCredentials:
    hub: str
    key: str
    """Empty: not paired yet, and the window asks for a code."""
    ca: Path | None


def device_options(command: F) -> F:
    """The options of every part that is a device of the hub's."""
    for option in (
        click.option(
            "--ca",
            envvar="ANTREAN_CA",
            metavar="FILE",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Certificate of the hall's own authority (antrean tls), for a hub at https://.",
        ),
        click.option(
            "--pair",
            envvar="ANTREAN_PAIR",
            metavar="CODE",
            help="Become this hall's device by a code from the office page; kept, so that later starts need none.",
        ),
        options.key,
        options.hub_url,
        options.data,
    ):
        command = option(command)
    return command


def device_credentials(
    role: Role, data: Path, hub: str, key: str | None, pair: str | None, ca: Path | None
) -> DeviceCredentials:
    """The hub's address and the device's key, from the first of these that there is: a key that was given, unless a
    pairing replaced it; a pairing code; the pairing that was kept; else the window asks, where there is a screen.
    Raises Failed when the hub refuses the code, UsageError when there is no key, code, pairing or screen."""
    if ca is not None:
        _check(ca)
    kept = paired.read(data, role)
    if key and (kept is None or kept.instead != paired.key_mark(key)):
        return DeviceCredentials(hub, key, ca)
    if pair:
        _check_room(data)
        made = Paired(hub.rstrip("/"), _redeem(hub, pair, ca, role), ca.read_text(encoding="ascii") if ca else None)
        paired.keep(data, role, made)
        return DeviceCredentials(hub, made.key, ca)
    source = click.get_current_context().get_parameter_source("hub_url")
    told = source is not None and source.name != "DEFAULT"
    if kept is not None:
        return DeviceCredentials(hub if told else kept.hub, kept.key, ca or paired.trusted(data, role, kept))
    if why_no_screen():
        raise click.UsageError(
            f"Give --pair CODE (from the office page, or antrean pair --role {role.value} on the hub's machine), "
            f"or --key KEY. On a screen the window asks for the code."
        )
    here = running_hub.read(data)
    return DeviceCredentials(hub if told or here is None else here.url, "", ca)


def _check_room(data: Path) -> None:
    """Raises Failed."""
    try:
        paired.check_free_space(data)
    except OSError as error:
        raise Failed(
            f"The data folder {data} cannot be written ({error.strerror}), so the code was not used. Give another with "
            f"--data, or make it writable for this user."
        ) from error


def _check(ca: Path) -> None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=ca)
    except (OSError, ValueError) as error:
        raise click.BadParameter(f"{ca}: no certificate to be read there: {error}", param_hint="'--ca'") from error


def _redeem(hub: str, code: str, ca: Path | None, role: Role) -> str:
    client = HubClient(hub, trust=hall_authority(ca) if hub.startswith("https:") else None)
    body = RedeemPairing(code, "kiosk" if role is Role.KIOSK else "display")
    found = client.ask("POST", "/pairing/redeem", Key, body, repeatable=False)
    if isinstance(found, Problem):
        detail = f": {found.detail}" if found.code is Code.OTHER_DEVICE else ""
        raise Failed(f"The hub did not take the code: {found.title}{detail}.")
    if found.role is not role or not found.key:
        raise Failed(f"That code was made for a {found.role}, this is a {role}. Ask for another code.")
    return found.key
