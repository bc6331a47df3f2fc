"""Whatever is asked in whatever order: only legal moves, nothing written is changed, and no command breaks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.actors import Actor
from hub.commands import calls, counters, day, serving, tickets, transfer
from hub.outcomes import Refused
from hub.rules.lifecycle import may
from shared.wire import (
    CallChosen,
    Event,
    Hold,
    PrintFailed,
    Resume,
    Step,
    StepState,
    TakeNumber,
    Transfer,
    TransferTicket,
)
from tests.support.held import BUDI, KIOSK, KK, KTP, NPWP, OTHER_KIOSK, PROGRAM, SARI, TAXMAN, HeldQueue

Ask = tuple[Callable[..., Any], tuple[Any, ...], Actor, int]
"""Command, what it is given, who asks, and how many seconds later."""

ACTORS = st.sampled_from([SARI, BUDI, TAXMAN, PROGRAM, KIOSK, OTHER_KIOSK])
LATER = st.sampled_from([0, 0, 1, 200, 4000, 30_000])
NUMBERS = st.integers(1, 6)
COUNTERS = st.integers(1, 4)


def asks(command: Callable[..., Any], *given: st.SearchStrategy[Any]) -> st.SearchStrategy[Ask]:
    return st.tuples(st.just(command), st.tuples(*given), ACTORS, LATER)


ANY_ASK = st.one_of(
    asks(
        tickets.take_number,
        st.builds(TakeNumber, st.sampled_from([KTP, KK, NPWP]), priority=st.booleans(), reserve=st.booleans()),
    ),
    asks(tickets.printed, NUMBERS),
    asks(tickets.print_failed, NUMBERS, st.just(PrintFailed("paper_out"))),
    asks(tickets.cancel, NUMBERS),
    asks(tickets.void_forgotten),
    asks(calls.announced, NUMBERS),
    asks(calls.call, COUNTERS, st.builds(CallChosen, NUMBERS)),
    *(
        asks(command, COUNTERS)
        for command in (
            calls.call_next,
            calls.call_next,
            calls.recall,
            serving.start,
            serving.finish,
            serving.no_show,
            counters.open_counter,
            counters.pause_counter,
            counters.close_counter,
            serving.put_back,
        )
    ),
    asks(serving.hold, COUNTERS, st.just(Hold("ijazah"))),
    asks(calls.resume, COUNTERS, st.builds(Resume, NUMBERS)),
    asks(serving.transfer, COUNTERS, st.builds(Transfer, st.sampled_from([KTP, KK, NPWP, "none.such"]))),
    asks(
        transfer.transfer_waiting,
        NUMBERS,
        st.builds(TransferTicket, st.sampled_from([KTP, KK, NPWP]), st.sampled_from([None, KTP, KK, NPWP])),
    ),
    asks(tickets.revive, NUMBERS),
    asks(tickets.reprint, NUMBERS),
    asks(tickets.take_number, st.just(TakeNumber(services=(NPWP, KTP)))),
    asks(day.close_day),
    asks(day.close_past_day),
)


@settings(max_examples=80)
@given(st.lists(ANY_ASK, min_size=10, max_size=60))
@pytest.mark.slow
def test_only_legal_moves_happen_and_what_is_written_stays(asked: list[Ask]) -> None:
    with TemporaryDirectory() as folder:
        queue = HeldQueue(Path(folder))
        try:
            for command, given_to_it, actor, seconds in asked:
                queue.clock.pass_by(seconds=seconds)
                before = queue.db.execute("SELECT * FROM step ORDER BY id").fetchall()
                outcome = queue.do(command, *given_to_it, by=actor)
                if isinstance(outcome, Refused):
                    assert queue.db.execute("SELECT * FROM step ORDER BY id").fetchall() == before
                    assert outcome.detail, "a refusal says why"
            check(queue.happened)
            taken = queue.db.execute(
                "SELECT service_date, service, count(*) FROM step WHERE state <> 'void' "
                "AND (started_at IS NOT NULL OR state NOT IN ('cancelled', 'transferred')) GROUP BY 1, 2"
            ).fetchall()
            counted = queue.db.execute("SELECT service_date, service, taken FROM tally WHERE taken > 0").fetchall()
            assert sorted(counted) == sorted(taken), "the quota counts all but what was given up unserved"
            doubled = queue.db.execute(
                "SELECT ticket, service FROM step WHERE state IN ('reserved', 'waiting', 'called', 'serving', 'held') "
                "GROUP BY 1, 2 HAVING count(*) > 1"
            ).fetchall()
            assert doubled == [], "nobody waits for one service twice"
        finally:
            queue.db.close()


def check(happened: list[Event]) -> None:
    assert [event.seq for event in happened] == list(range(1, len(happened) + 1))
    steps: dict[int, Step] = {}
    at_counter: dict[int, int] = {}
    for event in happened:
        step = event.step
        if step is None:
            continue
        before = steps.get(step.id)
        if before is not None:
            assert before.state is step.state or may(before.state, step.state), (before.state, event)
            for stamp in ("arrived_at", "called_at", "started_at", "ended_at"):
                assert getattr(before, stamp) in (None, getattr(step, stamp)), f"{stamp} was changed by {event.kind}"
            assert step.calls >= before.calls
        steps[step.id] = step
        if before is not None and before.counter is not None and at_counter.get(before.counter) == step.id:
            del at_counter[before.counter]
        if step.state in (StepState.CALLED, StepState.SERVING):
            assert step.counter is not None
            assert at_counter.setdefault(step.counter, step.id) == step.id, "two visitors at one counter"
