"""Runs a drawn day against a hub: visitors come, officers call; who is next, the hub decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from heapq import heappop, heappush
from itertools import count

from antrean.simulation.day_plan import DayPlan, OfficerShift, PlannedVisit, PlannedVisitor
from antrean.simulation.pace import SimulationPace
from antrean.simulation.simulation_hub import SimulationHub
from antrean.simulation.wait_errors import NaiveEstimate, VisitorWait
from shared.wire import Called, Hall, StepState, Ticket, TicketInfo


@dataclass
class _Guest:
    """A visitor in the hall. ``left`` are the visits that are not over."""

    visitor: PlannedVisitor
    ticket: Ticket | TicketInfo
    left: dict[str, PlannedVisit]
    comes: bool
    gone: bool
    """Left the hall, and is to be back."""
    taken_at: float
    expected: VisitorWait | None


@dataclass
class _Desk:
    officer: OfficerShift
    open: bool = False
    idle: bool = False
    paused: bool = False
    """Had the break already, or has it now."""
    guest: _Guest | None = None

    @property
    def number(self) -> int:
        return self.officer.counter.number


@dataclass
class DayOutcome:
    """What became of the day."""

    taken: int = 0
    calls: int = 0
    repeats: int = 0
    served: int = 0
    no_shows: int = 0
    came_back: int = 0
    held: int = 0
    transferred: int = 0
    never_called: int = 0
    waits: list[VisitorWait] = field(default_factory=list)
    ends: float = 0.0
    """Minute of the day at which the last visitor left."""


class DayRun:
    """One day. ``tell`` hears of the simulated time once in a while."""

    def __init__(
        self, plan: DayPlan, hall: Hall, link: SimulationHub, pace: SimulationPace, again: float, next_call: float
    ) -> None:
        self._plan, self._hall, self._link, self._pace = plan, hall, link, pace
        self._again, self._next_call = again, next_call
        peoples = {counter.number for counter in hall.counters if counter.officer is not None}
        self._desks = [_Desk(officer) for officer in plan.officers if officer.counter.number not in peoples]
        """Counters at which a person is signed in are that person's."""
        self._guests: dict[int, _Guest] = {}
        self._agenda: list[tuple[float, int, Callable[[float], None]]] = []
        self._order = count()
        self._naive = NaiveEstimate({service.code: service.minutes for service in hall.services})
        self._minutes = {service.code: float(service.minutes) for service in hall.services}
        self._agency = {service.code: service.agency for service in hall.services}
        self._least_calls = max(1, hall.site.policy.calls_before_no_show)
        self.happened = DayOutcome()

    def run(self, tell: Callable[[float], None] = lambda _minute: None) -> DayOutcome:
        self._free_counters()
        for desk in self._desks:
            self._at(desk.officer.begins, partial(self._begin, desk=desk))
        for visitor in self._plan.visitors:
            self._at(visitor.at, partial(self._arrive, visitor=visitor))
        while self._agenda:
            minute, _, act = heappop(self._agenda)
            self._pace.reach(minute)
            act(minute)
            tell(minute)
        self._go_home()
        return self.happened

    def _free_counters(self) -> None:
        """A simulation that was broken off left visitors at its counters: they are served now."""
        ours = {desk.number for desk in self._desks}
        for one in self._hall.tickets or ():
            if one.step.counter in ours and one.step.state in {StepState.CALLED, StepState.SERVING}:
                self._link.set_counter(one.step.counter, "open")
                if one.step.state is StepState.CALLED:
                    self._link.work(one.step.counter, "start")
                self._link.work(one.step.counter, "finish")

    def _at(self, minute: float, act: Callable[[float], None]) -> None:
        heappush(self._agenda, (minute, next(self._order), act))

    def _go_home(self) -> None:
        for desk in self._desks:
            if desk.open:
                self._link.set_counter(desk.number, "close")
        for guest in self._guests.values():
            self.happened.never_called += guest.expected is not None and guest.expected.waited is None

    # --- visitors ----------------------------------------------------------------------------------------------------

    def _arrive(self, now: float, visitor: PlannedVisitor) -> None:
        services = tuple(visit.service for visit in visitor.visits)
        ticket = self._link.take(services, visitor.priority)
        expected = None
        if len(services) == 1:
            naive = self._naive.wait(services[0], ticket.ahead, self._open_for(services[0]), self._busy(services[0]))
            expected = VisitorWait(self._agency[services[0]], now, ticket.ahead, ticket.estimate, *naive)
        guest = _Guest(
            visitor, ticket, {one.service: one for one in visitor.visits}, visitor.comes, False, now, expected
        )
        self._guests[ticket.id] = guest
        self.happened.taken += 1
        self._wake(now, services)

    def _come_back(self, now: float, guest: _Guest) -> None:
        if not guest.gone:
            return
        self._link.revive(guest.ticket.id)
        guest.comes, guest.gone = True, False
        self.happened.came_back += 1
        self._wake(now, guest.left)

    def _wake(self, now: float, services: Iterable[str]) -> None:
        """Somebody waits: for each service an idle officer sees it."""
        for service in sorted(services):
            for desk in self._desks:
                if desk.idle and service in desk.officer.counter.services:
                    desk.idle = False
                    self._at(now + self._next_call, partial(self._call, desk=desk))
                    break

    # --- officers ----------------------------------------------------------------------------------------------------

    def _begin(self, now: float, desk: _Desk) -> None:
        self._link.set_counter(desk.number, "open")
        desk.open = True
        if not desk.paused:
            self._at(max(now, desk.officer.pauses_at), partial(self._pause_if_idle, desk=desk))
        self._call(now, desk)

    def _pause_if_idle(self, now: float, desk: _Desk) -> None:
        if desk.idle:
            self._pause(now, desk)

    def _pause(self, now: float, desk: _Desk) -> None:
        self._link.set_counter(desk.number, "pause")
        desk.open, desk.idle, desk.paused = False, False, True
        self._at(now + desk.officer.pause, partial(self._begin, desk=desk))

    def _call(self, now: float, desk: _Desk) -> None:
        if not desk.paused and now >= desk.officer.pauses_at:
            self._pause(now, desk)
            return
        called = self._link.call_next(desk.number)
        if called is None:
            desk.idle = True
            return
        guest = self._guest(now, called)
        desk.guest = guest
        self.happened.calls += 1
        if guest.expected is not None and guest.expected.waited is None:
            guest.expected.waited = now - guest.taken_at
            self.happened.waits.append(guest.expected)
        service = called.step.service
        if guest.comes:
            self._at(now + guest.visitor.walk, lambda then: self._start(then, desk, guest, service))
        else:
            self._repeat(now, desk, guest, service, 1)

    def _guest(self, now: float, called: Called) -> _Guest:
        """Who was called. Whoever took a number elsewhere, at the kiosk or in a simulation before, comes at once and
        takes the service's usual minutes."""
        service = called.step.service
        visit = PlannedVisit(service, self._minutes.get(service, 1.0))
        guest = self._guests.get(called.ticket.id)
        if guest is None:
            visitor = PlannedVisitor(now, called.ticket.priority, (visit,), 0.0, True, None)
            guest = self._guests[called.ticket.id] = _Guest(visitor, called.ticket, {}, True, False, now, None)
        guest.left.setdefault(service, visit)
        return guest

    def _repeat(self, now: float, desk: _Desk, guest: _Guest, service: str, calls: int) -> None:
        """Calls again after a while; somebody who does not come for the hall's number of calls is a no-show."""
        then = now + self._again
        if calls < self._least_calls:
            self._at(then, lambda later: self._call_again(later, desk, guest, service, calls))
        else:
            self._at(then, lambda later: self._no_show(later, desk, guest))

    def _call_again(self, now: float, desk: _Desk, guest: _Guest, service: str, calls: int) -> None:
        self._link.work(desk.number, "recall")
        self.happened.repeats += 1
        self._repeat(now, desk, guest, service, calls + 1)

    def _no_show(self, now: float, desk: _Desk, guest: _Guest) -> None:
        self._link.work(desk.number, "no-show")
        self.happened.no_shows += 1
        if guest.visitor.back is not None and not guest.comes:
            guest.gone = True
            self._at(now + guest.visitor.back, lambda then: self._come_back(then, guest))
        self._leave(now, desk)

    def _start(self, now: float, desk: _Desk, guest: _Guest, service: str) -> None:
        self._link.work(desk.number, "start")
        visit = guest.left[service]
        if visit.away is not None:
            self._at(now + visit.minutes / 2, lambda then: self._hold(then, desk, guest, visit))
        else:
            self._at(now + visit.minutes, lambda then: self._end(then, desk, guest, visit, now))

    def _hold(self, now: float, desk: _Desk, guest: _Guest, visit: PlannedVisit) -> None:
        self._link.hold(desk.number)
        self.happened.held += 1
        guest.gone = True
        guest.left[visit.service] = PlannedVisit(visit.service, visit.minutes / 2, None, visit.onward)
        self._at(now + (visit.away or 0.0), lambda then: self._come_back(then, guest))
        self._leave(now, desk)

    def _end(self, now: float, desk: _Desk, guest: _Guest, visit: PlannedVisit, began: float) -> None:
        del guest.left[visit.service]
        self._naive.served(visit.service, now - began)
        if visit.onward is not None:
            self._link.transfer(desk.number, visit.onward.service)
            guest.left[visit.onward.service] = visit.onward
            self.happened.transferred += 1
        else:
            self._link.work(desk.number, "finish")
            self.happened.served += 1
        self.happened.ends = now
        self._leave(now, desk)

    def _leave(self, now: float, desk: _Desk) -> None:
        guest, desk.guest = desk.guest, None
        if guest is not None:
            self._wake(now, guest.left)
        self._at(now + self._next_call, lambda then: self._call(then, desk))

    # --- what the naive rule may know --------------------------------------------------------------------------------

    def _open_for(self, service: str) -> int:
        return sum(desk.open and service in desk.officer.counter.services for desk in self._desks)

    def _busy(self, service: str) -> int:
        return sum(desk.guest is not None and service in desk.officer.counter.services for desk in self._desks)
