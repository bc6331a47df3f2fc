"""Which kiosks and boards are there and how they are: gathers what their connections say, and has it written down
when it changes materially. A device that comes back within moments was never away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from msgspec.structs import replace

from hub.store import devices
from hub.transaction import Transaction
from shared.wire import Device, DeviceState, EventKind

SETTLE_SECONDS = 0.3
"""Seconds in which what a device says is gathered into one change."""
GRACE_SECONDS = 2.0
"""Seconds that a device may be gone before that counts."""
RETURN_SECONDS = 8.0
"""Seconds after the hub's start by which those that were there must be back."""


@dataclass
class _There:
    connections: int = 0
    address: str | None = None
    state: DeviceState | None = None


class Devices:
    """Lives on the event loop. ``note`` hands a command to the writer and waits for nothing."""

    def __init__(self, note: Callable[[Callable[[Transaction], Any]], None]) -> None:
        self._note = note
        self._there: dict[int, _There] = {}
        self._timers: dict[int, asyncio.TimerHandle] = {}

    def expect(self, keys: tuple[int, ...]) -> None:
        """Those that were there when the hub ended: they count as there until it is plain that they are not."""
        for key in keys:
            self._there.setdefault(key, _There())
            self._settle(key, RETURN_SECONDS)

    def came(self, key: int, address: str | None) -> None:
        there = self._there.setdefault(key, _There())
        there.connections += 1
        there.address = address
        self._settle(key, SETTLE_SECONDS)

    def told(self, key: int, state: DeviceState) -> None:
        there = self._there.setdefault(key, _There())
        if state != there.state:
            there.state = state
            self._settle(key, SETTLE_SECONDS)

    def went(self, key: int) -> None:
        there = self._there.setdefault(key, _There())
        there.connections = max(0, there.connections - 1)
        if there.connections == 0:
            self._settle(key, GRACE_SECONDS)

    def close(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def _settle(self, key: int, seconds: float) -> None:
        """A change that waits already is not put off by the next one; what is true when it is due is written."""
        due = asyncio.get_running_loop().time() + seconds
        waiting = self._timers.get(key)
        if waiting is not None:
            if waiting.when() <= due:
                return
            waiting.cancel()
        self._timers[key] = asyncio.get_running_loop().call_at(due, self._write, key)

    def _write(self, key: int) -> None:
        self._timers.pop(key, None)
        there = self._there[key]
        self._note(partial(note, key=key, there=there.connections > 0, address=there.address, state=there.state))
        if there.connections == 0:
            del self._there[key]


def note(tx: Transaction, key: int, there: bool, address: str | None, state: DeviceState | None) -> Device | None:
    """Writes down how a device is; an event when that is news. None for a device whose key is gone."""
    before = devices.device(tx.db, key)
    if before is None:
        return None
    after = replace(
        before,
        connected=there,
        address=address if there else before.address,
        state=state or before.state,
        seen_at=None if there else tx.now if before.connected else before.seen_at,
    )
    devices.keep(tx.db, after, after.seen_at or tx.now)
    if after != before:
        tx.record(EventKind.DEVICE_CHANGED, device=after)
    return after


def saw_connected(tx: Transaction) -> None:
    devices.saw_connected(tx.db, tx.now)
