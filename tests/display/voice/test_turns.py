from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from voice_samples import START, call, step

from display.voice.turns import FRESH, REMEMBERED, Turns
from shared.wire import StepState

LATER = FRESH.total_seconds() + 1


def drained(turns: Turns) -> list[int]:
    found = []
    while (taken := turns.next()) is not None:
        found.append(taken.id)
    return found


@given(st.permutations(range(1, 12)), st.lists(st.integers(0, 10), max_size=15))
def test_every_call_gets_one_turn_in_order_of_id_however_often_and_in_whatever_order_it_comes(order, repeats):
    turns = Turns("utama")
    for number in (*order, *(order[index] for index in repeats)):
        assert turns.offer(call(number), START)
    assert drained(turns) == sorted(order)
    for number in order:
        turns.offer(call(number), START)
    assert drained(turns) == []


def test_a_call_of_another_zone_or_one_that_was_announced_gets_no_turn_and_is_not_missed():
    turns = Turns("utama")
    assert turns.offer(call(1, zone="timur"), START)
    assert turns.offer(call(2, announced=True), START)
    assert drained(turns) == []


def test_a_voice_for_the_whole_hall_announces_the_calls_of_every_zone():
    turns = Turns(None)
    turns.offer(call(1, zone="timur"), START)
    turns.offer(call(2), START)
    assert drained(turns) == [1, 2]


def test_a_waiting_call_that_another_board_announced_loses_its_turn():
    turns = Turns("utama")
    turns.offer(call(1), START)
    turns.offer(call(2), START)
    turns.offer(call(1, announced=True), START)
    assert drained(turns) == [2]


def test_a_call_that_is_too_old_when_it_is_first_seen_is_missed_once():
    turns = Turns("utama")
    now = START + timedelta(seconds=LATER)
    assert not turns.offer(call(1), now)
    assert turns.offer(call(1), now)
    assert turns.catch_up((call(1),), now) == ()
    assert drained(turns) == []


def test_a_call_that_waits_long_in_a_burst_is_spoken_all_the_same():
    turns = Turns("utama")
    for number in range(1, 40):
        turns.offer(call(number), START)
    turns.catch_up(tuple(call(number) for number in range(1, 40)), START + timedelta(seconds=LATER))
    assert drained(turns) == list(range(1, 40))


def test_after_a_restart_only_the_latest_fresh_call_of_each_counter_is_spoken():
    turns = Turns("utama")
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
    turns = Turns("utama")
    missed = turns.catch_up((call(1, counter=3), call(2, counter=3, announced=True)), START)
    assert [one.id for one in missed] == [1]
    assert drained(turns) == []


def test_a_call_of_a_restored_database_that_bears_a_known_id_is_a_new_call():
    turns = Turns("utama")
    turns.offer(call(1), START)
    turns.offer(replace(call(1), at=START + timedelta(seconds=60)), START)
    assert drained(turns) == [1, 1]


def test_unheard_calls_that_are_still_fresh_get_another_turn_when_sound_is_back():
    turns = Turns("utama")
    turns.unheard(call(1))
    turns.unheard(call(2, after=60))
    turns.sound_is_back(START + timedelta(seconds=LATER))
    assert drained(turns) == [2]
    turns.sound_is_back(START + timedelta(seconds=LATER))
    assert drained(turns) == []


def test_an_unheard_call_gets_no_other_turn_once_its_visitor_came_or_its_counter_called_again():
    turns = Turns("utama")
    for number in (1, 2, 3):
        turns.unheard(call(number))
    turns.settled(step(1, StepState.SERVING))
    turns.settled(step(3, StepState.CALLED))
    turns.offer(call(9, counter=2), START)
    turns.sound_is_back(START)
    assert drained(turns) == [3, 9]


def test_what_is_remembered_does_not_grow_without_end_and_what_was_forgotten_is_too_old_to_be_spoken():
    turns = Turns("utama")
    for number in range(1, REMEMBERED + 100):
        turns.offer(call(number, after=number), START + timedelta(seconds=number))
    drained(turns)
    now = START + timedelta(seconds=REMEMBERED + 100)
    assert not turns.offer(call(1, after=1), now)
    assert len(turns._known) == REMEMBERED
