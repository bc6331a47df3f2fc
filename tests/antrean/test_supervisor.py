"""Looking after children: pauses that grow, windows that a person closed, and an end that leaves nobody."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from antrean.processes.supervisor import (
    FIRST_PAUSE_SECONDS,
    LONGEST_PAUSE_SECONDS,
    STEADY_SECONDS,
    ChildProcess,
    end_process,
    supervise,
)
from tests.support.commandline import alive, handled, wait_until

ENDS, FAILS, STAYS = "", "raise SystemExit(3)", "import time; time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(600)"


@pytest.fixture
def part() -> Iterator[Callable[..., ChildProcess]]:
    made: list[ChildProcess] = []

    def make(program: str, **settings: bool) -> ChildProcess:
        made.append(ChildProcess("part", [sys.executable, "-c", program], os.environ, **settings))
        return made[-1]

    yield make
    for one in made:
        if one.process is not None:
            one.process.kill()
            one.process.wait()


def die(part: ChildProcess) -> None:
    assert part.process is not None
    part.process.wait()


def test_a_part_that_dies_is_started_again_after_pauses_that_grow(part: Callable[..., ChildProcess]) -> None:
    one = part(FAILS)
    now, pauses = 1000.0, []
    for _ in range(9):
        one.look(now)
        die(one)
        one.look(now)
        assert one.process is None
        pauses.append(one.due - now)
        one.look(one.due - 0.01)
        assert one.process is None, "it was started before its pause was over"
        now = one.due
    assert pauses == sorted(pauses)
    assert pauses[0] == 2 * FIRST_PAUSE_SECONDS
    assert pauses[-1] == LONGEST_PAUSE_SECONDS


def test_a_part_that_lived_long_is_started_again_at_once(part: Callable[..., ChildProcess]) -> None:
    one = part(FAILS)
    one.pause = LONGEST_PAUSE_SECONDS
    one.look(0.0)
    die(one)
    one.look(STEADY_SECONDS + 1)
    assert one.due == STEADY_SECONDS + 1 + FIRST_PAUSE_SECONDS


def test_a_window_that_a_person_closed_stays_closed(part: Callable[..., ChildProcess]) -> None:
    one = part(ENDS, closed_by_person=True)
    one.look(0.0)
    die(one)
    for now in (1.0, 100.0, 10_000.0):
        one.look(now)
        assert one.process is None
    assert one.over


@pytest.mark.parametrize(("program", "window"), [(FAILS, True), (ENDS, False)])
def test_a_window_that_crashed_and_a_hub_that_ended_come_back(
    part: Callable[..., ChildProcess], program: str, window: bool
) -> None:
    one = part(program, closed_by_person=window)
    one.look(0.0)
    die(one)
    one.look(0.0)
    one.look(one.due)
    assert one.process is not None


def test_when_all_windows_are_closed_everything_ends(part: Callable[..., ChildProcess]) -> None:
    hub, kiosk, board = part(STAYS), part(ENDS, closed_by_person=True), part(ENDS, closed_by_person=True)
    supervise([hub, kiosk, board], lambda: True, step=0.01)
    assert hub.process is not None
    assert hub.process.poll() is not None


def test_one_closed_window_does_not_end_the_other(part: Callable[..., ChildProcess]) -> None:
    kiosk, board = part(ENDS, closed_by_person=True), part(STAYS, closed_by_person=True)
    looks = iter(range(10_000))

    def wanted() -> bool:
        assert next(looks) < 9_999, "the kiosk never ended"
        if kiosk.over:
            assert board.process is not None
            assert board.process.poll() is None
        return not kiosk.over

    supervise([kiosk, board], wanted, step=0.005)
    assert board.over


def test_the_end_takes_every_child_with_it_last_one_first(part: Callable[..., ChildProcess]) -> None:
    parts = [part(STAYS), part(STAYS)]
    supervise(parts, lambda: any(one.process is None for one in parts), step=0.01)
    assert [one.process is not None and one.process.returncode for one in parts] == [-15, -15]


def test_a_child_that_does_not_listen_is_ended_by_force(
    part: Callable[..., ChildProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("antrean.processes.supervisor.END_SECONDS", 0.05)
    one = part(STUBBORN)
    one.start(time.monotonic())
    assert one.process is not None
    pid = one.process.pid
    wait_until(lambda: signal.SIGTERM in handled(pid, "SigIgn"), "the child ignores SIGTERM")
    end_process(one)
    assert one.process.returncode == -9
    assert not alive(pid)


def test_ending_what_never_began_or_is_over_does_nothing(part: Callable[..., ChildProcess]) -> None:
    never, over = part(STAYS), part(ENDS)
    over.start(0.0)
    die(over)
    end_process(never)
    end_process(over)
    assert never.process is None
