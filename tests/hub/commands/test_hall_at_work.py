"""A hall at work on a real file, in any order that hypothesis thinks of: what a visitor may count on, at every call.

The test keeps its own, plain idea of who waits since when, and holds each answer of the hub against it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from hub.commands import calls, counters, serving, tickets
from hub.rules.choice import ChoiceReason
from hub.rules.openness import service_date
from hub.store import lines
from shared.wire import Called, Hold, OpenTicket, StepState, TakeNumber, Transfer
from tests.support.held import KK, KTP, NPWP, HeldQueue

pytestmark = pytest.mark.slow

COUNTERS = st.integers(1, 4)
BOUND, RATIO, LETS_PASS = 60, 2, 3


class HallAtWork(RuleBasedStateMachine):
    @initialize()
    def begins(self) -> None:
        self.folder = TemporaryDirectory()
        self.queue = HeldQueue(Path(self.folder.name))
        policy = replace(
            self.queue.site.policy,
            longest_wait_minutes=BOUND,
            regular_per_priority=RATIO,
            revive_after=LETS_PASS,
            calls_before_no_show=1,
        )
        self.queue.site = replace(self.queue.site, policy=policy)
        for counter in (1, 2, 3, 4):
            self.queue.do(counters.open_counter, counter)
        self.runs: dict[tuple[str, ...], int | None] = {}
        """Regular ones called in a row since the last with priority, by what the counters serve."""
        self.overtaken: dict[int, int] = {}
        """How many others were called since a step was to let some pass."""
        self.promised: dict[int, int] = {}
        """How many others it was to let pass."""

    def teardown(self) -> None:
        if hasattr(self, "queue"):
            self.queue.db.close()
            self.folder.cleanup()

    # --- what people do ---------------------------------------------------------------------------------------------

    @rule(service=st.sampled_from([KTP, KTP, KK, NPWP]), priority=st.booleans())
    def visitor_comes(self, service: str, priority: bool) -> None:
        self.queue.take(service, priority=priority)

    @rule(priority=st.booleans())
    def visitor_comes_for_two_things(self, priority: bool) -> None:
        self.queue.do(tickets.take_number, TakeNumber(services=(KTP, NPWP), priority=priority))

    @rule(minutes=st.sampled_from([0, 1, 5, 20, 61]))
    def time_passes(self, minutes: int) -> None:
        self.queue.clock.pass_by(minutes=minutes)

    @rule(counter=COUNTERS)
    def officer_starts(self, counter: int) -> None:
        self.queue.do(serving.start, counter)

    @rule(counter=COUNTERS)
    def officer_says_nobody_came(self, counter: int) -> None:
        self.queue.do(serving.no_show, counter)
        self.see_who_lets_others_pass()

    @rule(counter=COUNTERS)
    def officer_puts_back(self, counter: int) -> None:
        self.queue.do(serving.put_back, counter)
        self.see_who_lets_others_pass()

    @rule(counter=COUNTERS)
    def officer_holds(self, counter: int) -> None:
        self.queue.do(serving.hold, counter, Hold("ijazah"))

    @rule(counter=COUNTERS, later=st.booleans())
    def visitor_fetches_a_paper_and_is_back(self, counter: int, later: bool) -> None:
        called = self.call_next(counter)
        if called is None:
            return
        self.queue.do(serving.start, counter)
        self.queue.do(serving.hold, counter, Hold("ijazah"))
        if later:
            self.call_next(counter)
        self.queue.do(tickets.revive, called.ticket.id)

    @rule(counter=COUNTERS, to=st.sampled_from([KTP, KK, NPWP]))
    def officer_sends_on(self, counter: int, to: str) -> None:
        self.queue.do(serving.transfer, counter, Transfer(to))
        self.see_who_lets_others_pass()

    @rule(dice=st.randoms(use_true_random=False))
    def somebody_comes_back(self, dice: Any) -> None:
        away = self.queue.db.execute(
            "SELECT DISTINCT ticket FROM step WHERE state IN ('held', 'no_show') ORDER BY ticket"
        ).fetchall()
        if away:
            self.queue.do(tickets.revive, dice.choice(away)[0])
            self.see_who_lets_others_pass()

    @rule(counter=COUNTERS)
    def officer_takes_a_break_or_returns(self, counter: int) -> None:
        if self.state_of(counter) == "open":
            self.queue.do(counters.pause_counter, counter)
        else:
            self.queue.do(counters.open_counter, counter)

    @rule(counter=COUNTERS)
    def officer_calls_the_next(self, counter: int) -> None:
        self.call_next(counter)

    @precondition(lambda self: hasattr(self, "queue"))
    @rule(counter=COUNTERS)
    def officer_works_the_whole_line_off(self, counter: int) -> None:
        """Nobody waits for ever: with no new ones coming, everybody gets a turn in at most as many calls as wait."""
        places = self.services_of(counter)
        ahead = len(self.waiting(places))
        for _ in range(ahead + 1):
            self.queue.do(serving.start, counter)
            if self.call_next(counter) is None:
                break
        self.queue.do(serving.start, counter)
        left = [one for one in self.waiting(places) if one.step.prefers in (None, counter)]
        if self.state_of(counter) == "open":
            assert not left, f"{len(left)} still wait after everybody's turn"

    # --- what must hold ---------------------------------------------------------------------------------------------

    def call_next(self, counter: int) -> Called | None:
        places = self.services_of(counter)
        busy = lines.at_counter(self.queue.db, counter)
        if busy is not None and busy.step.state is StepState.SERVING:
            self.queue.do(serving.finish, counter)
        before = self.waiting(places)
        called = self.queue.do(calls.call_next, counter)
        if not isinstance(called, Called):
            assert called is not None or not [one for one in before if one.step.prefers in (None, counter)]
            return None
        self.check(counter, called, before)
        self.note(places, called)
        return called

    def check(self, counter: int, called: Called, before: list[OpenTicket]) -> None:
        chosen = next((one for one in before if one.step.id == called.step.id), None)
        assert chosen is not None, "only who waits for one of this counter's services is called"
        assert called.step.why == called.why, "the reason is stored with the step"
        now = self.queue.clock.at
        ready = [one for one in before if one.step.skip == 0 and one.step.prefers in (None, counter)]
        if chosen.step.skip:
            assert not ready, "who lets others pass goes before nobody"
            return
        old = [one for one in ready if (now - one.step.arrived_at).total_seconds() > BOUND * 60]
        if old:
            assert called.why == ChoiceReason.LONGEST_WAIT
            assert arrival(chosen) <= min(map(arrival, old)), "the longest wait is first"
            return
        if any(one.step.prefers == counter for one in ready):
            assert chosen.step.prefers == counter, "who comes back to this counter is preferred"
            return
        same = [one for one in ready if one.ticket.priority == chosen.ticket.priority]
        assert arrival(chosen) <= min(map(arrival, same), default=arrival(chosen)), (
            "first come, first served in a class"
        )
        both = {one.ticket.priority for one in ready} == {True, False}
        if both and called.why in (ChoiceReason.PRIORITY, ChoiceReason.REGULAR):
            run = self.runs.get(self.services_of(counter))
            due = run is None or run >= RATIO
            assert chosen.ticket.priority == due, f"{run} regular ones in a row, then priority: {due}"

    def note(self, places: tuple[str, ...], called: Called) -> None:
        if called.why not in (ChoiceReason.RETURNING, ChoiceReason.RESUMED):
            self.runs[places] = 0 if called.ticket.priority else (self.runs.get(places) or 0) + 1
        for one in lines.open_tickets(self.queue.db, self.today()):
            behind = one.step.state is StepState.WAITING and one.step.service in places
            if behind and one.ticket.id != called.ticket.id and one.step.id in self.overtaken:
                self.overtaken[one.step.id] += 1  # also while the visitor is at another counter for something else
        owed = self.overtaken.pop(called.step.id, None)
        if owed is not None and called.why not in (ChoiceReason.REVIVED, ChoiceReason.CHOSEN):
            assert owed >= self.promised.pop(called.step.id), "so many others went first"

    def see_who_lets_others_pass(self) -> None:
        for one in lines.open_tickets(self.queue.db, self.today()):
            if one.step.state is StepState.WAITING and one.step.skip:
                left = self.promised.get(one.step.id, 0) - self.overtaken.get(one.step.id, 0)
                if one.step.skip > max(0, left):
                    self.overtaken[one.step.id], self.promised[one.step.id] = 0, one.step.skip

    @invariant()
    def nobody_is_at_two_counters_and_no_counter_has_two(self) -> None:
        if not hasattr(self, "queue"):
            return
        at = self.queue.db.execute("SELECT ticket, counter FROM step WHERE state IN ('called', 'serving')").fetchall()
        assert len({ticket for ticket, _ in at}) == len({counter for _, counter in at}) == len(at)

    # --- reading ----------------------------------------------------------------------------------------------------

    def today(self) -> date:
        return service_date(self.queue.site.timezone, self.queue.clock.at)

    def services_of(self, counter: int) -> tuple[str, ...]:
        place = self.queue.site.counter(counter)
        assert place is not None
        return place.services

    def state_of(self, counter: int) -> str:
        row = self.queue.db.execute("SELECT state FROM counter WHERE number = ?", (counter,)).fetchone()
        return str(row[0])

    def waiting(self, places: tuple[str, ...]) -> list[OpenTicket]:
        """Those who wait for one of these services and are nowhere else now, by the plainest reading of the file."""
        everything = lines.open_tickets(self.queue.db, self.today())
        away = {one.ticket.id for one in everything if one.step.state in (StepState.CALLED, StepState.SERVING)}
        return [
            one
            for one in everything
            if one.step.state is StepState.WAITING and one.step.service in places and one.ticket.id not in away
        ]


def arrival(one: OpenTicket) -> tuple[Any, int]:
    return one.step.arrived_at, one.step.id


HallAtWork.TestCase.settings = settings(max_examples=60, stateful_step_count=60)
TestHallAtWork = HallAtWork.TestCase
