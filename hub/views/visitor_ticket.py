"""What a visitor sees of the own ticket, and nothing of anybody else: what the page behind the QR shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from hub.conditions import Conditions
from hub.engine.file import Connection
from hub.rules.lifecycle import ENDS
from hub.rules.openness import service_date
from hub.store import calls, counters, lines, steps
from hub.views.line_forecast import LineForecast, LineState, forecast, line_state, service_queue
from shared.site.model import Counter, FloorName, Service, Translations
from shared.wire import Call, Estimate, Step, StepState, TicketInfo


class CounterPlace(Struct, frozen=True):
    """What the page tells of a counter besides its number."""

    number: int
    name: Translations | None = None
    """What is shown instead of the number."""
    floor: FloorName | None = None
    """None where the site does not tell floors."""
    zone: Translations | None = None
    """The zone's name; None where the site does not tell zones."""


class VisitorTicket(Struct, frozen=True):
    """What the page behind the QR shows: this ticket and nothing of anybody else."""

    ticket: TicketInfo
    step: Step
    site_name: Translations
    site_kind: Translations
    timezone: str
    agency: Translations
    service: Translations
    bring: tuple[Translations, ...]
    ahead: int
    """People before this ticket now; 0 when it does not wait."""
    estimate: Estimate
    calling: Call | None
    """The latest call of this ticket."""
    last_called: tuple[Call, ...]
    """The service's latest calls, newest first, one for each number, at most 3: what the hall's board shows anyway."""
    now: datetime
    always_open: bool
    staffed: bool = True
    """Whether a counter for the service is open now."""
    places: tuple[CounterPlace, ...] = ()
    """Of every counter that is named here and that has more to tell than its number."""
    logo: str | None = None
    """Path of the hall's logo on the hub."""


_NEAREST = {
    state: rank
    for rank, state in enumerate(
        (
            StepState.CALLED,
            StepState.SERVING,
            StepState.WAITING,
            StepState.RESERVED,
            StepState.HELD,
            StepState.NO_SHOW,
            StepState.VOID,
        )
    )
}
"""Of several services in one visit the page shows the one that is next for the visitor; when all are over, the last."""
_REVIVED_THE_SAME_DAY = frozenset({StepState.NO_SHOW, StepState.VOID})
_LOOKED_THROUGH = 60
"""Of the hall's latest calls, for those of the visitor's service."""


def _rank(step: Step) -> int:
    return _NEAREST.get(step.state, len(_NEAREST))


def _soonest(one: tuple[Step, int, Estimate]) -> tuple[int, int, int, int]:
    """As the paper reckons a visit for several services."""
    step, before, wait = one
    return wait.p50, wait.p90, before, step.id


class VisitorTickets:
    """One look into the file on behalf of any number of visitors, who share what is the same for all of them. Good
    within ``reading()`` only."""

    def __init__(self, db: Connection, conditions: Conditions) -> None:
        self._db = db
        self._site = conditions.site
        self._always_open = conditions.always_open
        self.now = conditions.clock.now()
        self.today = service_date(self._site.timezone, self.now)
        self._recent: dict[date, tuple[Call, ...]] = {}
        self._lines: dict[frozenset[str], LineState] = {}
        self._open: list[Counter] | None = None

    @contextmanager
    def reading(self) -> Iterator[VisitorTickets]:
        """All that is read within is of one moment."""
        self._db.execute("BEGIN")
        try:
            yield self
        finally:
            if self._db.in_transaction:
                self._db.execute("COMMIT")

    def of(self, ticket: TicketInfo) -> VisitorTicket:
        site = self._site
        step, before, wait = self._next(ticket)
        agency, service = site.agency(step.agency), site.service(step.service)
        same = [call for call in self._latest_calls(ticket.service_date) if call.service == step.service]
        newest: dict[int, Call] = {}
        for call in same:
            newest.setdefault(call.ticket, call)
        recent = list(newest.values())[:3]
        return VisitorTicket(
            ticket=ticket,
            step=step if step.state is StepState.HELD else replace(step, note=None),
            site_name=site.name,
            site_kind=site.kind,
            logo=site.logo,
            timezone=site.timezone,
            agency=agency.short if agency else {"id": step.agency},
            service=service.name if service else {"id": step.service},
            bring=service.bring if service else (),
            ahead=before,
            estimate=wait,
            calling=calls.latest_of(self._db, step),
            last_called=tuple(recent),
            now=self.now,
            always_open=self._always_open,
            staffed=any(step.service in counter.services for counter in self._open_counters()),
            places=self._places({step.counter, step.prefers, *(call.counter for call in recent)}),
        )

    def _open_counters(self) -> list[Counter]:
        if self._open is None:
            numbers = counters.open_ones(self._db)
            self._open = [counter for counter in self._site.counters if counter.number in numbers]
        return self._open

    def _places(self, numbers: set[int | None]) -> tuple[CounterPlace, ...]:
        site = self._site
        zones = {zone.code: zone for zone in site.zones}
        found = []
        for counter in (site.counter(number) for number in sorted(number or 0 for number in numbers)):
            zone = zones.get(counter.zone) if counter else None
            if counter is None or zone is None:
                continue
            place = CounterPlace(
                counter.number,
                counter.name,
                zone.floor if site.tells_floor else None,
                zone.name if site.tells_zone else None,
            )
            if place != CounterPlace(counter.number):
                found.append(place)
        return tuple(found)

    def _next(self, ticket: TicketInfo) -> tuple[Step, int, Estimate]:
        """The step that the page shows, the people before it and its wait: of several that wait the one that is called
        first. The visitor is not ahead of himself."""
        found = steps.steps_of(self._db, ticket.id)
        rank = min(map(_rank, found))
        nearest = [one for one in found if _rank(one) == rank]
        if nearest[-1].state is not StepState.WAITING:
            return nearest[-1], 0, Estimate(0, 0)
        return min((self._awaiting(ticket, one) for one in nearest), key=_soonest)

    def _awaiting(self, ticket: TicketInfo, step: Step) -> tuple[Step, int, Estimate]:
        service = self._site.service(step.service)
        if service is None:
            return step, 0, Estimate(0, 0)
        view = self._outlook(service, ticket.priority, step)
        return step, view.ahead, view.wait

    def line(self, visit: VisitorTicket) -> frozenset[str]:
        """The services whose events may change what is seen here, apart from those of the ticket itself."""
        service = self._site.service(visit.step.service)
        return service_queue(self._site, service).pool.services if service else frozenset({visit.step.service})

    def over(self, visit: VisitorTicket) -> bool:
        """Nothing will change any more: the visit is done, or only a day that is over would revive it. What is open
        the closing of the day ends."""
        state, past = visit.step.state, visit.ticket.service_date < self.today
        return state in ENDS or (past and state in _REVIVED_THE_SAME_DAY)

    def _latest_calls(self, day: date) -> tuple[Call, ...]:
        if day not in self._recent:
            self._recent[day] = calls.recent(self._db, day, _LOOKED_THROUGH)
        return self._recent[day]

    def _outlook(self, service: Service, priority: bool, step: Step) -> LineForecast:
        services = service_queue(self._site, service).pool.services
        shared = self._lines.get(services)
        if shared is None:
            shared = self._lines[services] = line_state(self._db, self._site, self.now, services, not self._always_open)
        earlier = lines.waiting_counts(self._db, self.today, step, services)
        others = sum(shared.waiting.values()) - 1
        if (more := min(step.skip, others) - sum(earlier.values())) > 0:
            kind = step.service, True  # whoever is let pass is ahead of everybody
            earlier[kind] = earlier.get(kind, 0) + more
        return forecast(replace(shared, waiting=earlier, floors={}), self._site, service, priority)
