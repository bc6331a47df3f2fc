"""``antrean pair``: a code with which another machine becomes this hall's kiosk or board."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from antrean.commands import options
from antrean.failure import Failed
from antrean.hall_time import in_hall, zone_of
from antrean.local_hub import ManagerClient, answering_hub
from hub.tls import fingerprint
from shared.wire import OfferPairing, Pairing


@click.command()
@options.data
@options.as_json
@click.option("--role", type=click.Choice(["kiosk", "display"]), required=True, help="What the device will be.")
@click.option("--name", required=True, help="Where the device stands: a new key of the same name replaces the old.")
def pair(data: Path, as_json: bool, role: str, name: str) -> None:
    """Print a code that pairs one kiosk or board with this machine's running hub, once, within five minutes."""
    found = answering_hub(data)
    if found is None:
        raise Failed(f"No hub runs on {data}: a code is for the hub that the device will ask.")
    body = OfferPairing("kiosk" if role == "kiosk" else "display", name)
    code = ManagerClient(found).post("/pairing", body, Pairing)
    if as_json:
        click.echo(msgspec.json.encode(code).decode())
        return
    click.echo(f"{code.code}   until {in_hall(code.until, zone_of(data))}")
    if found.certificate:
        click.echo(f"Fingerprint of the hub's certificate (SHA-256): {fingerprint(found.certificate)}")
    click.echo(f"On the other machine: antrean {role} --hub {found.public_url} --pair {code.code}")
    click.echo("or type address and code there, in the window of the device that is not paired yet.")
