"""The simulation's way to the hub: the public API as kiosk and officers use it, and the hub's clock where it steers."""

from __future__ import annotations

from datetime import datetime

import msgspec

from antrean.hub_client import HubClient
from shared.wire import Called, ClockTime, CounterState, DayRecap, Hall, Hold, TakeNumber, Ticket, Transfer

HUB_SECONDS = 20.0
"""That a hub may take for one answer."""


class SimulationHub:
    """One manager's connection, kept open. Every method raises Failed when the hub refuses or does not answer."""

    def __init__(self, url: str, key: str) -> None:
        self.client = HubClient(url, key, seconds=HUB_SECONDS, keep_open=True)

    def close(self) -> None:
        self.client.close()

    def hall(self) -> Hall:
        return self.client.get("/hall", Hall)

    def steered(self) -> datetime | None:
        """What the hub's clock shows, if it is one that can be steered."""
        shown = self.client.ask("GET", "/clock", ClockTime)
        return shown.now if isinstance(shown, ClockTime) else None

    def steer(self, to: datetime) -> None:
        self.client.post("/clock", ClockTime(to), ClockTime)

    def take(self, services: tuple[str, ...], priority: bool) -> Ticket:
        return self.client.post("/tickets", TakeNumber(services=services, priority=priority), Ticket)

    def call_next(self, counter: int) -> Called | None:
        """None when nobody waits for this counter."""
        said = bytes(self.client.post(f"/counters/{counter}/call-next", None, msgspec.Raw))
        return None if said == b"null" else msgspec.json.decode(said, type=Called)

    def work(self, counter: int, does: str) -> None:
        """``recall``, ``start``, ``finish`` or ``no-show``."""
        self.client.post(f"/counters/{counter}/{does}", None, msgspec.Raw)

    def hold(self, counter: int) -> None:
        self.client.post(f"/counters/{counter}/hold", Hold("simulasi"), msgspec.Raw)

    def transfer(self, counter: int, service: str) -> None:
        self.client.post(f"/counters/{counter}/transfer", Transfer(service), msgspec.Raw)

    def revive(self, ticket: int) -> None:
        self.client.post(f"/tickets/{ticket}/revive", None, msgspec.Raw)

    def set_counter(self, counter: int, does: str) -> CounterState:
        """``open``, ``pause`` or ``close``."""
        return self.client.post(f"/counters/{counter}/{does}", None, CounterState)

    def close_day(self) -> DayRecap:
        return self.client.post("/day/close", None, DayRecap)
