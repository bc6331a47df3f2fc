"""A small hall and its queue file, held in a test's hands: the clock stands until it is moved, and commands run in a
transaction each, as the writer runs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from hub.actors import Actor
from hub.clock import ClockSet
from hub.outcomes import Refused
from hub.rules.openness import service_date
from hub.store import events, steps, tallies
from hub.store.counters import counter_row
from hub.store.database import open_writer
from hub.transaction import Transaction
from hub.views.today import TodayCache
from shared.site.load import load_text
from shared.site.model import Site
from shared.wire import Code, Event, Role, Step, TakeNumber, Ticket
from tests.support.sitetext import TAX, agency, hall

T = TypeVar("T")

HALL = hall(
    agency(
        "dukcapil",
        "A",
        "Disdukcapil",
        "Dinas Kependudukan",
        "1-3",
        {"ktp": ("KTP", 10), "kk": ("KK", 10, "quota = 2")},
    ),
    TAX,
    more="[policy]\ncalls_before_no_show = 2",
)
KTP, KK, NPWP = "dukcapil.ktp", "dukcapil.kk", "tax.npwp"
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Monday, nine o'clock in the hall."""

KIOSK = Actor(Role.KIOSK, "pintu")
OTHER_KIOSK = Actor(Role.KIOSK, "samping")
PROGRAM = Actor(Role.MANAGER, "program")
SARI = Actor(Role.OFFICER, "sari", "dukcapil", "Sari", signed_in=True)
BUDI = Actor(Role.OFFICER, "budi", "dukcapil", "Budi", signed_in=True)
TAXMAN = Actor(Role.OFFICER, "tono", "tax", "Tono", signed_in=True)


def small_hall() -> Site:
    return load_text(HALL, "small.toml")


@dataclass
class HeldClock:
    at: datetime = MORNING
    leap: timedelta | None = None
    was_set: list[ClockSet] = field(default_factory=list)

    def doubt(self, ahead: timedelta) -> None:
        self.leap = ahead

    def now(self) -> datetime:
        return self.at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass
class HeldQueue:
    """``do`` runs a command and answers its outcome; ``refused`` wants a refusal and answers its code."""

    data: Path
    site: Site = field(default_factory=small_hall)
    clock: HeldClock = field(default_factory=HeldClock)
    always_open: bool = True
    happened: list[Event] = field(default_factory=list)
    today_cache: TodayCache = field(default_factory=TodayCache)

    def __post_init__(self) -> None:
        self.data.mkdir(exist_ok=True)
        self.db = open_writer(self.data)

    def do(self, command: Callable[..., Any], *given: Any, by: Actor = PROGRAM) -> Any:
        self.db.execute("BEGIN IMMEDIATE")
        seq = events.last_seq(self.db)
        tx = Transaction(
            self.db,
            self.site,
            self.clock.now(),
            by,
            self.always_open,
            lambda token: f"/t/{token}",
            seq,
            today_cache=self.today_cache,
        )
        outcome = command(tx, *given)
        if isinstance(outcome, Refused):
            self.db.execute("ROLLBACK")
        else:
            self.db.execute("COMMIT")
            self.happened += tx.events
        return outcome

    def refused(self, command: Callable[..., Any], *given: Any, by: Actor = PROGRAM) -> Code:
        outcome = self.do(command, *given, by=by)
        assert isinstance(outcome, Refused), f"{outcome} should have been refused"
        return outcome.code

    def take(self, service: str = KTP, *, priority: bool = False, reserve: bool = False, by: Actor = KIOSK) -> Ticket:
        from hub.commands.tickets import take_number

        ticket = self.do(take_number, TakeNumber(service, priority=priority, reserve=reserve), by=by)
        assert isinstance(ticket, Ticket), ticket
        return ticket

    def step(self, ticket: Ticket) -> Step:
        return steps.steps_of(self.db, ticket.id)[-1]

    def site_day(self) -> date:
        """The hall's date now."""
        return service_date(self.site.timezone, self.clock.now())

    def taken(self, service: str) -> int:
        """The quota's count of today."""
        return tallies.tallies(self.db, self.site_day()).get(service, tallies.Tally()).taken

    def officer_at(self, counter: int) -> str | None:
        return counter_row(self.db, counter).officer
