"""``antrean officer`` and ``antrean key``: who may work with the queue.

They ask the running hub of the same data folder; when none runs, they open the folder themselves for a moment.
"""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from urllib.parse import quote

import click
import msgspec

from antrean.commands import options
from antrean.local_hub import manager_client
from shared.wire import AddOfficer, CreateKey, Key, Officer, ResetPin, Role


@click.group()
def officer() -> None:
    """Officers, who sign in at the counter page with a PIN."""


@officer.command("add")
@options.data
@options.as_json
@click.argument("code")
@click.option("--name", required=True, help="The name that colleagues know.")
@click.option("--agency", help="Code of the agency whose counters the officer works. Without it: a manager.")
@click.option("--manager", is_flag=True, help="A manager, who may do everything.")
@click.option("--pin", envvar="ANTREAN_PIN", help="Six digits or more. Asked for when not given.")
def add(data: Path, as_json: bool, code: str, name: str, agency: str | None, manager: bool, pin: str | None) -> None:
    """Add the officer CODE, who signs in with that code and the PIN."""
    if manager == (agency is not None):
        raise click.UsageError("Give either --agency CODE or --manager.")
    chosen = pin if pin is not None else _ask_pin()
    with manager_client(data) as client:
        added = client.post("/officers", AddOfficer(code, name, chosen, agency), Officer)
    if as_json:
        click.echo(msgspec.json.encode(added).decode())
        return
    where = f"for {added.agency}" if added.agency else "as manager"
    click.echo(f"Officer {added.officer} ({added.name}) added {where}.")


def _ask_pin() -> str:
    if not sys.stdin.isatty():
        raise click.UsageError("Give --pin, or run this in a terminal to be asked for it.")
    first = getpass.getpass("PIN: ")
    if getpass.getpass("The same PIN again: ") != first:
        raise click.UsageError("The two PINs differ; nothing was added.")
    return first


@officer.command("reset")
@options.data
@click.argument("code")
@click.option("--pin", envvar="ANTREAN_PIN", help="Six digits or more. Asked for when not given.")
def reset(data: Path, code: str, pin: str | None) -> None:
    """Give the officer CODE a new PIN, and end what was signed in with the old one."""
    chosen = pin if pin is not None else _ask_pin()
    with manager_client(data) as client:
        client.post(f"/officers/{quote(code, safe='')}/reset-pin", ResetPin(chosen), type(None))
    click.echo(f"Officer {code} has a new PIN and is signed out everywhere.")


@officer.command("unlock")
@options.data
@click.argument("code")
def unlock(data: Path, code: str) -> None:
    """Let the officer CODE try again after too many wrong PINs."""
    with manager_client(data) as client:
        client.post(f"/officers/{quote(code, safe='')}/unlock", None, type(None))
    click.echo(f"Officer {code} may sign in again.")


@officer.command("remove")
@options.data
@click.argument("code")
def remove(data: Path, code: str) -> None:
    """Remove the officer CODE, who is signed out everywhere at once."""
    with manager_client(data) as client:
        client.delete(f"/officers/{quote(code, safe='')}")
    click.echo(f"Officer {code} is removed.")


@officer.command("list")
@options.data
@options.as_json
def list_officers(data: Path, as_json: bool) -> None:
    """List all officers."""
    with manager_client(data) as client:
        found = client.get("/officers", tuple[Officer, ...])
    if as_json:
        click.echo(msgspec.json.encode(found).decode())
        return
    for one in found:
        click.echo(f"{one.officer:<16} {one.role:<8} {one.agency or '-':<16} {one.name}")
    if not found:
        click.echo("No officers yet: antrean officer add CODE --name NAME --agency AGENCY")


@click.group()
def key() -> None:
    """Keys, with which devices and programs sign in."""


@key.command("create")
@options.data
@options.as_json
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), required=True, help="What the device or program may do."
)
@click.option("--name", required=True, help="Where the device stands: a new key of the same name replaces the old.")
@click.option(
    "--agency",
    help="With --role officer: code of the agency whose counters the key works. Without it: those of every agency.",
)
def create(data: Path, as_json: bool, role: str, name: str, agency: str | None) -> None:
    """Create a key. It is shown once; the hub keeps only its digest."""
    if agency is not None and role != Role.OFFICER:
        raise click.UsageError("Only --role officer takes --agency CODE.")
    with manager_client(data) as client:
        made = client.post("/keys", CreateKey(Role(role), name, agency), Key)
    click.echo(msgspec.json.encode(made).decode() if as_json else made.key)


@key.command("list")
@options.data
@options.as_json
def list_keys(data: Path, as_json: bool) -> None:
    """List all keys, without their secrets."""
    with manager_client(data) as client:
        found = client.get("/keys", tuple[Key, ...])
    if as_json:
        click.echo(msgspec.json.encode(found).decode())
        return
    for one in found:
        everywhere = "every agency" if one.role is Role.OFFICER else "-"
        where = everywhere if one.agency is None else one.agency
        click.echo(f"{one.id:>4} {one.role:<8} {where:<16} {one.name}")


@key.command("revoke")
@options.data
@click.argument("number", metavar="ID", type=click.IntRange(1))
def revoke(data: Path, number: int) -> None:
    """Revoke the key ID (antrean key list); its device is cut off at once."""
    with manager_client(data) as client:
        client.delete(f"/keys/{number}")
    click.echo(f"Key {number} is revoked.")
