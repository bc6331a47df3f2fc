from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from display.recent_calls import MAX_RECENT, RecentCalls, with_hall
from tests.support.boardhalls import DAY, call, hall


def test_calls_that_the_hub_no_longer_sends_are_still_known() -> None:
    memory = with_hall(RecentCalls(), hall(calls=(call(1, "A-001"),)))
    memory = with_hall(memory, hall(calls=(call(2, "U-001"),)))
    assert [known.label for known in memory.calls] == ["U-001", "A-001"]


def test_a_board_of_one_zone_remembers_only_its_calls() -> None:
    memory = with_hall(RecentCalls("timur"), hall(calls=(call(1, counter=3), call(2, counter=4))))
    assert [known.id for known in memory.calls] == [2]


def test_a_new_day_forgets_the_one_before() -> None:
    memory = with_hall(RecentCalls(), hall(calls=(call(1),)))
    memory = with_hall(memory, hall(service_date=DAY + timedelta(days=1)))
    assert memory.calls == ()


def test_the_confirmed_call_replaces_the_unconfirmed_one() -> None:
    memory = with_hall(RecentCalls(), hall(calls=(call(1),)))
    memory = with_hall(memory, hall(calls=(call(1, announced=True),)))
    (known,) = memory.calls
    assert known.announced_at is not None


@given(st.lists(st.sampled_from("AUDHJ"), min_size=1, max_size=150))
def test_memory_stays_small_and_never_forgets_where_an_agency_is(letters: list[str]) -> None:
    memory = RecentCalls()
    for number, letter in enumerate(letters, 1):
        memory = with_hall(memory, replace(hall(5), calls=(call(number, f"{letter}-{number:03d}"),)))
    assert len(memory.calls) <= MAX_RECENT + 5
    latest = {letter: number for number, letter in enumerate(letters, 1)}
    for letter, number in latest.items():
        assert next(known.id for known in memory.calls if known.label[0] == letter) == number
