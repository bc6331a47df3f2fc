"""The announcer while its background thread hangs, and the promise that it keeps all the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.exceptions import capture_exceptions

from display.voice.sound import SilenceReason
from shared.wire import StepState
from tests.support.voice_samples import call, called, settled, snapshot, tick
from tests.support.voice_stage import Stage

pytestmark = pytest.mark.usefixtures("qapp")


def expire(stage: Stage) -> None:
    """Lets the time pass that the announcer waits for an outcome, or shows a call."""
    for timer in (stage.announcer._limit, stage.announcer._unspoken):
        if timer.isActive():
            timer.stop()
            timer.timeout.emit()
            return


def test_an_announcement_without_an_outcome_counts_as_not_heard_and_alarms_staff(stage: Stage) -> None:
    stage.take(called(call(1)))
    expire(stage)
    assert stage.events() == [("speaking", 1), ("alarm", "stuck"), ("silent", 1, "stuck"), ("idle",)]


def test_while_the_voice_is_stuck_each_call_is_shown_for_its_time_in_its_turn(stage: Stage) -> None:
    for number in (1, 2, 3):
        stage.take(called(call(number)))
    expire(stage)
    assert stage.events()[3:] == [("speaking", 2)]
    expire(stage)
    assert stage.events() == [("silent", 2, "stuck"), ("speaking", 3)]
    expire(stage)
    assert stage.events() == [("silent", 3, "stuck"), ("idle",)]


def test_while_the_voice_is_stuck_nothing_more_is_asked_of_it(stage: Stage) -> None:
    for number in (1, 2):
        stage.take(called(call(number)))
    expire(stage)
    stage.announcer.probe()
    assert len(stage.jobs.waiting) == 1


def test_calls_that_were_only_shown_are_spoken_when_the_voice_returns(stage: Stage) -> None:
    for number in (1, 2, 3):
        stage.take(called(call(number)))
    expire(stage)
    expire(stage)
    stage.events()
    stage.jobs.drain()
    assert stage.events() == [
        ("silent", 3, "stuck"),
        ("alarm", ""),
        ("speaking", 2),
        ("spoken", 2),
        ("speaking", 3),
        ("spoken", 3),
        ("idle",),
    ]


def test_a_late_outcome_is_no_second_word_about_its_call(stage: Stage) -> None:
    stage.take(called(call(1)))
    expire(stage)
    stage.events()
    stage.jobs.drain()
    assert stage.events() == [("alarm", ""), ("idle",)]


def test_a_probe_that_hangs_does_not_keep_calls_from_being_shown(stage: Stage) -> None:
    stage.announcer.check()
    stage.take(called(call(1)))
    assert stage.events() == []
    expire(stage)
    assert stage.events() == [("alarm", "stuck"), ("speaking", 1)]


def promise(log: list[tuple[object, ...]]) -> None:
    """A plain model of what a board is told: one call at a time, each with one outcome, none of them twice at once."""
    speaking: object = None
    for kind, *about in log:
        if kind == "speaking":
            assert speaking is None, log
            speaking = about[0]
        elif kind in ("spoken", "silent"):
            assert about[0] == speaking, log
            speaking = None
    assert speaking is None, log


ACTS: dict[str, Callable[[Stage, int], None]] = {
    "call": lambda stage, number: stage.take(called(call(number, counter=1 + number % 5))),
    "served": lambda stage, number: stage.take(settled(max(1, number - 1), StepState.SERVING)),
    "done": lambda stage, _: stage.jobs.one() if stage.jobs.waiting else None,
    "expire": lambda stage, _: expire(stage),
    "probe": lambda stage, _: stage.announcer.probe(),
    "unplug": lambda stage, _: setattr(stage.sound, "broken", SilenceReason.NO_DEVICE),
    "plug": lambda stage, _: setattr(stage.sound, "broken", None),
    "bug": lambda stage, _: setattr(stage.sound, "bug", not stage.sound.bug),
    "tick": lambda stage, number: stage.take(tick(number)),
    "reconnect": lambda stage, number: stage.take(snapshot(call(number))),
}


@settings(deadline=None)
@given(st.lists(st.sampled_from(sorted(ACTS)), max_size=40))
def test_whatever_happens_every_call_that_begins_has_one_outcome_and_none_is_lost(acts: list[str]) -> None:
    stage = Stage()
    stage.take(snapshot())
    offered: set[int] = set()
    with capture_exceptions():
        for number, act in enumerate(acts, 1):
            if act in ("call", "reconnect"):
                offered.add(number)
            ACTS[act](stage, number)
        stage.sound.bug = False
        for _ in range(200):
            if not stage.announcer._busy:
                break
            expire(stage)
    promise(stage.log)
    decided = {entry[1] for entry in stage.log if entry[0] in ("speaking", "missed")}
    assert offered <= decided
    stage.announcer.close()
