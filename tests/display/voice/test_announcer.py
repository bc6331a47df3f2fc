"""Which calls the announcer speaks, and when; at the end with real threads."""

from __future__ import annotations

import time

import pytest

from display.voice.announcer import Announcer
from display.voice.chime import chime
from shared.wire import Figures, FiguresChanged, SpeechInfo, StepState
from tests.support.hand_executor import HandExecutor
from tests.support.voice_samples import START, call, called, settled, snapshot, tick
from tests.support.voice_stage import FakeEngine, FakeSound

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_call_is_spoken_after_the_chime_and_then_to_be_confirmed(stage):
    stage.take(called(call(13, counter=3)))
    assert stage.log == [("speaking", 13, "Nomor antrean A, nol satu tiga. Silakan menuju loket tiga.")]
    stage.jobs.drain()
    assert stage.events()[1:] == [("spoken", 13), ("idle",)]
    name, clips = stage.sound.heard[0]
    assert name == "13"
    assert clips[0] == chime()
    assert len(clips) == 2


def test_a_burst_is_spoken_in_call_order_one_at_a_time(stage):
    for number in (1, 4, 2, 3):
        stage.take(called(call(number)))
    assert len(stage.jobs.waiting) == 1
    stage.jobs.drain()
    assert [name for name, _ in stage.sound.heard] == ["1", "2", "3", "4"]
    pairs = [(kind, number) for number in (1, 2, 3, 4) for kind in ("speaking", "spoken")]
    assert stage.events() == [*pairs, ("idle",)]


def test_calls_that_others_overtook_or_whose_visitor_came_are_missed_and_the_others_keep_their_order(stage):
    for number in range(1, 7):
        stage.take(called(call(number)))
    stage.take(settled(5, StepState.SERVING))
    stage.take(settled(6, StepState.NO_SHOW))
    stage.take(called(call(7, counter=6)))
    stage.take(called(call(8, counter=2)))
    missed = stage.events()[1:]
    assert missed == [("missed", 5), ("missed", 6), ("missed", 2)]
    stage.jobs.drain()
    assert [name for name, _ in stage.sound.heard] == ["1", "8", "3", "4", "7"]


def test_what_comes_at_one_go_is_heard_to_its_end_before_anything_is_said(stage):
    stage.take(called(call(1)), settled(1, StepState.SERVED), called(call(2, counter=1)))
    stage.jobs.drain()
    assert stage.events() == [("missed", 1), ("speaking", 2), ("spoken", 2), ("idle",)]


@pytest.mark.parametrize("end", [FiguresChanged(Figures((), ())), tick(1)], ids=["figures", "tick"])
def test_what_happened_while_cut_off_is_heard_to_its_end_before_anything_is_said(stage, end):
    stage.announcer.cut_off()
    stage.take(called(call(1)))
    stage.take(called(call(2)))
    assert stage.log == []
    stage.take(settled(1, StepState.WAITING))
    stage.take(end)
    stage.jobs.drain()
    assert stage.events() == [("missed", 1), ("speaking", 2), ("spoken", 2), ("idle",)]


def test_what_waits_is_spoken_while_the_hub_is_away(stage):
    stage.take(called(call(1)), called(call(2)))
    stage.announcer.cut_off()
    stage.jobs.drain()
    assert [name for name, _ in stage.sound.heard] == ["1", "2"]


def test_a_board_that_slept_shouts_nothing_that_is_old_by_the_time_it_wakes(stage):
    """Asleep in the middle of a burst; the first words of the hub after waking are of what happened meanwhile."""
    stage.take(tick(0))
    for number in (1, 2):
        stage.take(called(call(number)))
    stage.now += 40 * 60
    stage.jobs.one()
    stage.take(*(called(call(number, after=8 * 60 * (number - 2))) for number in (3, 4, 5, 6, 7)))
    stage.take(tick(40 * 60 + 1), called(call(8, after=40 * 60)))
    stage.jobs.drain()
    spoken = [entry[1] for entry in stage.log if entry[0] == "speaking"]
    assert spoken == [1, 7, 8]
    assert [entry[1] for entry in stage.log if entry[0] == "missed"] == [2, 3, 4, 5, 6]


def test_a_board_measures_by_a_clock_that_does_not_stand_still_in_sleep(monkeypatch):
    monkeypatch.setattr(time, "clock_gettime", {time.CLOCK_BOOTTIME: 7_000.0, time.CLOCK_MONOTONIC: 10.0}.__getitem__)
    announcer = Announcer("utama", FakeSound(), FakeEngine(), HandExecutor())
    announcer.take(tick(0))
    monkeypatch.setattr(time, "clock_gettime", {time.CLOCK_BOOTTIME: 9_400.0, time.CLOCK_MONOTONIC: 11.0}.__getitem__)
    missed: list[int] = []
    announcer.missed.connect(lambda one: missed.append(one.id))
    announcer.take(called(call(1, after=60)))
    assert missed == [1]
    announcer.close()


def test_while_many_wait_each_is_announced_in_one_language_only(stage):
    stage.take(snapshot(speech=SpeechInfo(languages=("id", "en"))))
    for number in range(1, 7):
        stage.take(called(call(number)))
    stage.jobs.drain()
    assert [len(clips) - 1 for _, clips in stage.sound.heard] == [2, 1, 1, 2, 2, 2]


def test_a_call_that_comes_twice_is_spoken_once_also_when_its_confirmation_comes_back(stage):
    stage.take(called(call(1)))
    stage.take(called(call(1)))
    stage.jobs.drain()
    stage.take(called(call(1, announced=True)))
    stage.take(snapshot(call(1, announced=True), call(2, announced=True)))
    stage.jobs.drain()
    assert len(stage.sound.heard) == 1


def test_a_snapshot_after_a_restart_speaks_what_is_fresh_and_tells_what_is_missed(stage):
    stage.take(snapshot(call(1), call(2, after=200), call(3, zone="timur", after=200), after=210))
    stage.jobs.drain()
    assert stage.events() == [("missed", 1), ("speaking", 2), ("spoken", 2), ("idle",)]


def test_a_resumed_stream_does_not_shout_calls_that_are_old_by_the_hubs_time(stage):
    stage.take(tick(0))
    stage.now += 300
    stage.take(called(call(1)))
    stage.take(called(call(2, after=290)))
    stage.jobs.drain()
    assert stage.events() == [("missed", 1), ("speaking", 2), ("spoken", 2), ("idle",)]


def test_a_machine_whose_own_clock_is_wrong_speaks_by_the_hubs_time(stage):
    assert START.year == 2026
    stage.take(tick(1000))
    stage.take(called(call(1, after=1000)))
    stage.jobs.drain()
    assert ("spoken", 1) in stage.events()


def test_a_site_with_two_languages_is_heard_in_both(stage):
    stage.take(snapshot(speech=SpeechInfo(languages=("id", "en"))))
    stage.take(FiguresChanged(Figures((), ())))
    stage.take(called(call(1)))
    stage.jobs.drain()
    assert len(stage.sound.heard[0][1]) == 3


def test_with_real_threads_the_signals_come_in_the_main_thread_in_order(qtbot):
    sound = FakeSound()
    announcer = Announcer("utama", sound, FakeEngine())
    seen: list[int] = []
    announcer.spoken.connect(lambda one: seen.append(one.id))
    with qtbot.waitSignal(announcer.idle, timeout=60_000):
        announcer.take(snapshot(*(call(number) for number in range(1, 21))))
    assert seen == list(range(1, 21))
    assert [int(name) for name, _ in sound.heard] == seen
    announcer.close()
    assert sound.stopped
