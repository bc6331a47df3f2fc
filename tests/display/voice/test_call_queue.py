from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from display.voice.call_queue import CROWDED_CALLS, MAX_AGE, MAX_KNOWN_CALLS, CallQueue
from shared.wire import Call, StepState
from tests.support.voice_samples import START, call, step

LATER = MAX_AGE.total_seconds() + 1


def drained(turns: CallQueue) -> list[int]:
    found = []
    while (taken := turns.next()) is not None:
        found.append(taken.id)
    return found


def unheard(turns: CallQueue, *calls: Call) -> None:
    """Each had its turn, and nobody heard it."""
    for made in calls:
        turns.offer(made, made.at)
        assert turns.next() == made
        turns.unheard(made)


@given(st.permutations(range(1, 12)), st.lists(st.integers(0, 10), max_size=15))
def test_every_call_gets_one_turn_in_order_of_id_however_often_and_in_whatever_order_it_comes(order, repeats):
    turns = CallQueue("utama")
    for number in (*order, *(order[index] for index in repeats)):
        assert turns.offer(call(number), START) == ()
    assert drained(turns) == sorted(order)
    for number in order:
        turns.offer(call(number), START)
    assert drained(turns) == []


def test_a_call_of_another_zone_or_one_that_was_announced_gets_no_turn_and_is_not_missed():
    turns = CallQueue("utama")
    assert turns.offer(call(1, zone="timur"), START) == ()
    assert turns.offer(call(2, announced=True), START) == ()
    assert drained(turns) == []


def test_a_voice_for_the_whole_hall_announces_the_calls_of_every_zone():
    turns = CallQueue(None)
    turns.offer(call(1, zone="timur"), START)
    turns.offer(call(2), START)
    assert drained(turns) == [1, 2]


def test_a_waiting_call_that_another_board_announced_loses_its_turn():
    turns = CallQueue("utama")
    turns.offer(call(1), START)
    turns.offer(call(2), START)
    turns.offer(call(1, announced=True), START)
    assert drained(turns) == [2]


def test_a_call_that_is_too_old_when_it_is_first_seen_is_missed_once():
    turns = CallQueue("utama")
    now = START + timedelta(seconds=LATER)
    assert turns.offer(call(1), now) == (call(1),)
    assert turns.offer(call(1), now) == ()
    assert turns.catch_up((call(1),), now) == ()
    assert drained(turns) == []


def test_a_call_that_waits_long_in_a_burst_is_spoken_all_the_same():
    turns = CallQueue("utama")
    for number in range(1, 40):
        turns.offer(call(number), START)
    turns.offer(call(40, after=LATER), START + timedelta(seconds=LATER))
    assert drained(turns) == list(range(1, 41))


@pytest.mark.parametrize("again", [False, True], ids=["another visitor", "a repeat"])
def test_the_later_call_of_a_counter_takes_the_place_of_the_one_that_waits(again):
    turns = CallQueue("utama")
    turns.offer(call(1, counter=3), START)
    turns.offer(call(2, counter=4), START)
    later = replace(call(3, counter=3), step=1 if again else 3)
    assert turns.offer(later, START) == (call(1, counter=3),)
    assert drained(turns) == [3, 2]


def test_a_call_that_comes_after_a_later_one_of_its_counter_is_missed():
    turns = CallQueue("utama")
    turns.offer(call(2, counter=3), START)
    assert turns.offer(call(1, counter=3), START) == (call(1, counter=3),)
    assert drained(turns) == [2]


@pytest.mark.parametrize("state", [state for state in StepState if state is not StepState.CALLED])
def test_a_call_whose_visitor_came_or_is_not_awaited_any_more_is_missed(state):
    turns = CallQueue("utama")
    turns.offer(call(1), START)
    turns.offer(call(2), START)
    assert turns.settled(step(2, StepState.CALLED)) == ()
    assert turns.settled(step(1, state)) == (call(1),)
    assert drained(turns) == [2]


def test_a_call_that_is_over_when_it_is_first_seen_is_missed_once():
    turns = CallQueue("utama")
    taken_back = replace(call(1), over=True)
    assert turns.catch_up((taken_back, call(2)), START) == (taken_back,)
    assert turns.catch_up((taken_back, call(2)), START) == ()
    assert drained(turns) == [2]


def test_a_waiting_call_that_is_over_in_a_snapshot_loses_its_turn():
    turns = CallQueue("utama")
    turns.offer(call(1), START)
    turns.offer(call(2), START)
    assert turns.catch_up((replace(call(1), over=True), call(2)), START) == (call(1),)
    assert drained(turns) == [2]


def test_what_waits_while_the_board_does_not_follow_the_queue_is_spoken_only_while_it_is_fresh():
    turns = CallQueue("utama")
    turns.offer(call(1), START)
    turns.offer(call(2, after=60), START)
    assert turns.lost_sight(START + timedelta(seconds=LATER)) == (call(1),)
    assert drained(turns) == [2]


def test_a_snapshot_takes_the_turn_of_what_waits_too_long_or_was_overtaken_unseen():
    turns = CallQueue("utama")
    turns.offer(call(1, counter=3), START)
    turns.offer(call(2, counter=4, after=60), START)
    turns.offer(call(3, counter=5, after=60), START)
    calls = (
        call(1, counter=3),
        call(2, counter=4, after=60),
        call(3, counter=5, after=60),
        call(4, counter=4, after=90),
    )
    missed = turns.catch_up(calls, START + timedelta(seconds=LATER))
    assert [one.id for one in missed] == [1, 2]
    assert drained(turns) == [4, 3]


def test_after_an_older_file_was_restored_its_lower_ids_are_spoken_all_the_same():
    turns = CallQueue("utama")
    turns.offer(call(900, counter=3), START)
    assert drained(turns) == [900]
    turns.catch_up((), START + timedelta(seconds=60))
    turns.offer(call(5, counter=3, after=60), START + timedelta(seconds=60))
    assert drained(turns) == [5]


@pytest.mark.parametrize(
    ("counters", "pause", "announcement"), [(8, 7, 11.9), (8, 3, 11.9), (40, 2, 7.0), (3, 30, 11.9)]
)
def test_however_fast_a_hall_calls_every_counter_is_heard_and_none_waits_longer_than_one_round(
    counters, pause, announcement
):
    """A visitor after the other, the counters in turn; seconds. Real: Balangan's calls in two languages take 11.9 s."""
    turns, number, free, late = CallQueue("utama"), 0, 0.0, []
    heard = dict.fromkeys(range(1, counters + 1), 0)
    for second in range(3600):
        now = START + timedelta(seconds=second)
        if second % pause == 0:
            number += 1
            turns.offer(call(number, counter=number % counters + 1, after=second), now)
        if second >= free and (taken := turns.next()) is not None:
            heard[taken.counter] += 1
            late.append((now - taken.at).total_seconds())
            free = second + announcement
    assert max(late) <= counters * (announcement + 1)
    assert max(heard.values()) - min(heard.values()) <= 1
    assert sum(heard.values()) >= min(number - 1, 3600 // (announcement + 1))


def test_so_many_that_wait_are_a_crowd_until_fewer_do():
    turns = CallQueue("utama")
    crowded = []
    for number in range(1, CROWDED_CALLS + 1):
        crowded.append(turns.crowded)
        turns.offer(call(number), START)
    assert turns.crowded
    turns.next()
    assert not any([*crowded, turns.crowded])


def test_after_a_restart_only_the_latest_fresh_call_of_each_counter_is_spoken():
    turns = CallQueue("utama")
    calls = (
        call(1, counter=3),
        call(2, counter=4, after=100),
        call(3, counter=3, after=110),
        call(4, counter=5, after=120, announced=True),
        call(5, counter=6, after=-60),
    )
    missed = turns.catch_up(calls, START + timedelta(seconds=119))
    assert [one.id for one in missed] == [1, 5]
    assert drained(turns) == [2, 3]


def test_a_call_that_an_announced_one_overtook_is_not_shouted_afterwards():
    turns = CallQueue("utama")
    missed = turns.catch_up((call(1, counter=3), call(2, counter=3, announced=True)), START)
    assert [one.id for one in missed] == [1]
    assert drained(turns) == []


def test_a_call_of_a_restored_database_that_bears_a_known_id_is_a_new_call():
    turns = CallQueue("utama")
    turns.offer(call(1), START)
    assert drained(turns) == [1]
    turns.offer(replace(call(1), at=START + timedelta(seconds=60)), START)
    assert drained(turns) == [1]


def test_unheard_calls_that_are_still_fresh_get_another_turn_when_sound_is_back():
    turns = CallQueue("utama")
    unheard(turns, call(1), call(2, after=60))
    turns.sound_is_back(START + timedelta(seconds=LATER))
    assert drained(turns) == [2]
    turns.sound_is_back(START + timedelta(seconds=LATER))
    assert drained(turns) == []


def test_an_unheard_call_gets_no_other_turn_once_its_visitor_came_or_its_counter_called_again():
    turns = CallQueue("utama")
    unheard(turns, call(1), call(2), call(3))
    turns.settled(step(1, StepState.SERVING))
    turns.settled(step(3, StepState.CALLED))
    turns.offer(call(9, counter=2), START)
    turns.sound_is_back(START)
    assert drained(turns) == [3, 9]


@pytest.mark.parametrize("came", [True, False], ids=["came", "overtaken"])
def test_a_call_whose_visitor_came_or_whose_counter_called_again_while_nobody_heard_it_gets_no_other_turn(came):
    turns = CallQueue("utama")
    turns.offer(call(1), START)
    taken = turns.next()
    assert taken is not None
    if came:
        turns.settled(step(1, StepState.SERVING))
    else:
        turns.offer(call(2, counter=1), START)
        assert drained(turns) == [2]
    turns.unheard(taken)
    turns.sound_is_back(START)
    assert drained(turns) == []


@pytest.mark.slow
def test_what_is_remembered_does_not_grow_without_end_and_what_was_forgotten_is_too_old_to_be_spoken():
    turns = CallQueue("utama")
    for number in range(1, MAX_KNOWN_CALLS + 100):
        turns.offer(call(number, after=number), START + timedelta(seconds=number))
    drained(turns)
    now = START + timedelta(seconds=MAX_KNOWN_CALLS + 100)
    assert turns.offer(call(1, after=1), now) == (call(1, after=1),)
    assert len(turns._known) == MAX_KNOWN_CALLS
