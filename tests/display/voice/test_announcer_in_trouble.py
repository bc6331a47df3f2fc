"""The announcer without a loudspeaker, without an engine, without a voice: what is shown, and who is told."""

from __future__ import annotations

import pytest

from display.voice.chime import chime
from display.voice.sound import NoSound, SilenceReason
from shared.texts import text
from shared.wire import StepState
from tests.support.voice_samples import call, called, settled, snapshot
from tests.support.voice_stage import Stage

pytestmark = pytest.mark.usefixtures("qapp")


def test_without_a_loudspeaker_calls_are_shown_for_their_time_not_confirmed_and_staff_are_alarmed_once(stage):
    stage.sound.broken = SilenceReason.NO_DEVICE
    stage.take(called(call(1)))
    stage.take(called(call(2)))
    stage.jobs.drain()
    assert stage.events() == [
        ("speaking", 1),
        ("alarm", "no_device"),
        ("silent", 1, "no_device"),
        ("speaking", 2),
        ("silent", 2, "no_device"),
        ("idle",),
    ]
    assert all(seconds >= 6 for seconds in stage.held)
    assert len(stage.held) == 2
    assert stage.announcer.alarmed == "no_device"


def test_when_the_loudspeaker_is_back_the_alarm_ends_and_unheard_calls_are_spoken(stage):
    stage.sound.broken = SilenceReason.NO_DEVICE
    for number in (1, 2, 3):
        stage.take(called(call(number)))
    stage.jobs.drain()
    stage.take(settled(2, StepState.SERVING))
    stage.announcer.probe()
    stage.jobs.drain()
    stage.events()
    stage.sound.broken = None
    stage.announcer.probe()
    stage.jobs.drain()
    assert stage.events() == [
        ("alarm", ""),
        ("speaking", 1),
        ("spoken", 1),
        ("speaking", 3),
        ("spoken", 3),
        ("idle",),
    ]


def test_nothing_is_probed_while_a_call_is_spoken_or_all_is_well(stage):
    stage.announcer.probe()
    assert stage.jobs.waiting == []
    stage.take(called(call(1)))
    stage.announcer.probe()
    assert len(stage.jobs.waiting) == 1


def test_a_call_of_which_only_the_chime_was_heard_is_not_confirmed(stage):
    stage.engine.fails = True
    stage.take(called(call(1)))
    stage.jobs.drain()
    assert stage.events() == [("speaking", 1), ("alarm", "no_voice"), ("silent", 1, "no_voice"), ("idle",)]
    assert stage.sound.heard[0][1] == [chime()]
    stage.engine.fails = False
    stage.take(called(call(2)))
    stage.jobs.drain()
    assert stage.events() == [("speaking", 2), ("alarm", ""), ("spoken", 2), ("idle",)]


def test_a_board_whose_voice_is_off_shows_each_call_and_alarms_nobody():
    stage = Stage(NoSound())
    stage.take(snapshot())
    stage.take(called(call(1)))
    stage.jobs.drain()
    assert stage.events() == [("speaking", 1), ("silent", 1, "off"), ("idle",)]
    stage.announcer.close()


def test_a_bug_in_one_announcement_is_raised_and_the_next_call_is_spoken_all_the_same(qtbot, stage):
    stage.take(called(call(1)))
    stage.take(called(call(2)))
    stage.sound.bug = True
    with qtbot.capture_exceptions() as caught:
        stage.jobs.one()
    assert [kind for kind, _, _ in caught] == [ArithmeticError]
    stage.sound.bug = False
    stage.jobs.drain()
    assert stage.events() == [
        ("speaking", 1),
        ("alarm", "no_voice"),
        ("silent", 1, "no_voice"),
        ("speaking", 2),
        ("alarm", ""),
        ("spoken", 2),
        ("idle",),
    ]


def test_every_alarm_has_words_for_staff_in_both_languages():
    for reason in SilenceReason:
        if reason is not SilenceReason.OFF:
            assert text("id", f"speech.alarm.{reason}") != text("en", f"speech.alarm.{reason}")
