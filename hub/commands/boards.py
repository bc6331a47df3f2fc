"""What a manager decides about a board: the zone whose calls it shows and speaks."""

from __future__ import annotations

from msgspec.structs import replace

from hub.commands.unknown_name import not_here
from hub.outcomes import Refused
from hub.store import devices
from hub.transaction import Transaction
from shared.wire import Code, Device, EventKind, Role, SetZone


def set_zone(tx: Transaction, number: int, body: SetZone) -> Device | Refused:
    """``number`` is the board's key. A zone that the board's own machine gives (``--zone``) counts all the same."""
    device = devices.device(tx.db, number)
    if device is None:
        return Refused(Code.UNKNOWN_KEY, f"no kiosk or board has the key {number}")
    if device.role is not Role.DISPLAY:
        return Refused(Code.BAD_REQUEST, "only a board has a zone; a kiosk gives numbers for the whole hall")
    known = [zone.code for zone in tx.site.zones]
    if body.zone is not None and body.zone not in known:
        return Refused(Code.UNKNOWN_ZONE, not_here("zone", body.zone, known))
    if body.zone == device.zone:
        return device
    devices.keep_zone(tx.db, device, body.zone)
    placed = replace(device, zone=body.zone)
    tx.record(EventKind.DEVICE_PLACED, device=placed, subject=f"{device.role}:{device.name}")
    return placed
