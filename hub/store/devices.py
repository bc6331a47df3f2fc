"""What is known of kiosks and boards beside their keys: there or not, from where, their own report."""

from __future__ import annotations

from datetime import datetime

import msgspec

from hub.engine.port import Connection
from hub.engine.times import from_ms, to_ms
from shared.wire import Device, DeviceState, Role

_SELECT = (
    "SELECT k.id, k.role, k.name, d.connected, d.seen_at, d.address, d.state, z.zone FROM key k "
    "LEFT JOIN device d ON d.key = k.id LEFT JOIN device_zone z ON z.role = k.role AND z.name = k.name "
    "WHERE k.role IN ('kiosk', 'display')"
)


def devices(db: Connection) -> tuple[Device, ...]:
    return tuple(_device(*row) for row in db.execute(f"{_SELECT} ORDER BY k.role, k.name"))


def device(db: Connection, key: int) -> Device | None:
    row = db.execute(f"{_SELECT} AND k.id = ?", (key,)).fetchone()
    return _device(*row) if row else None


def connected(db: Connection) -> tuple[int, ...]:
    """Keys of the devices that count as there."""
    return tuple(key for (key,) in db.execute("SELECT key FROM device WHERE connected = 1"))


def keep_zone(db: Connection, device: Device, zone: str | None) -> None:
    """The zone of the board of this name, also after it is paired anew; None: it shows all."""
    db.execute("DELETE FROM device_zone WHERE role = ? AND name = ?", (device.role, device.name))
    if zone is not None:
        db.execute("INSERT INTO device_zone (role, name, zone) VALUES (?, ?, ?)", (device.role, device.name, zone))


def keep(db: Connection, found: Device, seen: datetime) -> None:
    """``seen`` is when it was there for the last time, now if it is."""
    db.execute(
        "INSERT INTO device (key, connected, address, seen_at, state) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (key) DO UPDATE SET connected = excluded.connected, address = excluded.address, "
        "seen_at = excluded.seen_at, state = excluded.state",
        (
            found.id,
            int(found.connected),
            found.address,
            to_ms(seen),
            msgspec.json.encode(found.state).decode() if found.state else None,
        ),
    )


def saw_connected(db: Connection, at: datetime) -> None:
    """Those that are there are seen now."""
    db.execute("UPDATE device SET seen_at = ? WHERE connected = 1", (to_ms(at),))


def forget(db: Connection, key: int) -> None:
    db.execute("DELETE FROM device WHERE key = ?", (key,))


def _device(
    key: int,
    role: str,
    name: str,
    there: int | None,
    seen: int | None,
    address: str | None,
    state: str | None,
    zone: str | None,
) -> Device:
    return Device(
        id=key,
        role=Role(role),
        name=name,
        connected=bool(there),
        seen_at=from_ms(seen) if seen and not there else None,
        address=address,
        state=msgspec.json.decode(state, type=DeviceState) if state else None,
        zone=zone,
    )
