"""Numbers that kiosks give while the hub is away: never one twice, none lost, everybody in the order of arrival."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.actors import Actor
from hub.commands.day import close_past_day
from hub.commands.reserves import (
    LOW_NUMBERS,
    MOST_OUTSTANDING_NUMBERS,
    MOST_UPLOADED_NUMBERS,
    NUMBERS_IN_A_SPAN,
    ask_reserve,
    hand_in,
)
from hub.commands.tickets import print_failed, printed
from hub.rules.openness import service_date
from hub.store import days, lines, steps, tickets
from hub.store.reserves import LOWEST_NUMBER
from shared.site.load import load_text
from shared.wire import Code, PrintFailed, StepState
from shared.wire.offline import (
    NumberSpan,
    OfflineNumber,
    OfflineNumbers,
    RequestOfflineNumbers,
    UploadedNumber,
    UploadNumbers,
    UploadOutcome,
    UploadResult,
)
from tests.support.held import HALL, KIOSK, KK, KTP, MORNING, NPWP, OTHER_KIOSK, HeldQueue

LETTERS = {KTP: "A", KK: "A", NPWP: "B"}


def token(seed: int) -> str:
    return f"{seed:022d}"


def reserve(
    queue: HeldQueue, left: dict[str, int] | None = None, by: Actor = KIOSK, journal: str = "one"
) -> OfflineNumbers:
    today = service_date(queue.site.timezone, queue.clock.at)
    found = queue.do(ask_reserve, RequestOfflineNumbers(today, left or {}, journal), by=by)
    assert isinstance(found, OfflineNumbers)
    return found


def a_number(queue: HeldQueue, number: int = LOWEST_NUMBER, service: str = KTP, **changes: Any) -> OfflineNumber:
    made = OfflineNumber(
        service_date=service_date(queue.site.timezone, queue.clock.at),
        series=LETTERS[service],
        number=number,
        service=service,
        token=token(number),
        taken_at=queue.clock.at,
    )
    return msgspec.structs.replace(made, **changes)


def handed(queue: HeldQueue, *numbers: OfflineNumber, by: Actor = KIOSK) -> tuple[UploadedNumber, ...]:
    answer = queue.do(hand_in, UploadNumbers(numbers), by=by)
    assert isinstance(answer, UploadResult)
    return answer.numbers


def line(queue: HeldQueue, service: str = KTP) -> list[str]:
    """Labels of who waits, in order of arrival."""
    today = service_date(queue.site.timezone, queue.clock.at)
    found = lines.open_tickets(queue.db, today)
    return [one.ticket.label for one in found if one.step.service == service and one.step.state is StepState.WAITING]


# --- granting -------------------------------------------------------------------------------------------------------


def test_each_kiosk_has_numbers_of_its_own_for_each_series_and_is_told_where_the_phone_page_lies(
    queue: HeldQueue,
) -> None:
    mine, others = reserve(queue), reserve(queue, by=OTHER_KIOSK)
    assert mine.spans == (
        NumberSpan("A", LOWEST_NUMBER, LOWEST_NUMBER + NUMBERS_IN_A_SPAN - 1),
        NumberSpan("B", LOWEST_NUMBER, LOWEST_NUMBER + NUMBERS_IN_A_SPAN - 1),
    )
    assert others.spans == (
        NumberSpan("A", LOWEST_NUMBER + NUMBERS_IN_A_SPAN, LOWEST_NUMBER + 2 * NUMBERS_IN_A_SPAN - 1),
        NumberSpan("B", LOWEST_NUMBER + NUMBERS_IN_A_SPAN, 940),
    )
    assert mine.ticket_url == "/t/{token}"


def test_asked_again_the_same_numbers_are_told_and_none_are_added(queue: HeldQueue) -> None:
    assert reserve(queue) == reserve(queue) == reserve(queue, {"A": LOW_NUMBERS, "B": NUMBERS_IN_A_SPAN})


def test_a_series_with_few_left_gets_a_further_span(queue: HeldQueue) -> None:
    reserve(queue)
    assert [span.series for span in reserve(queue, {"A": LOW_NUMBERS - 1, "B": NUMBERS_IN_A_SPAN}).spans] == [
        "A",
        "A",
        "B",
    ]


def test_a_kiosk_that_never_hands_anything_in_does_not_get_numbers_for_ever(queue: HeldQueue) -> None:
    for _ in range(30):
        found = reserve(queue, {"A": 0})
    assert sum(span.last - span.first + 1 for span in found.spans if span.series == "A") == MOST_OUTSTANDING_NUMBERS


def test_a_kiosk_that_lost_its_journal_gets_other_numbers(queue: HeldQueue) -> None:
    """It no longer knows which of the old ones are in somebody's hand."""
    before, after = reserve(queue), reserve(queue, journal="two")
    assert not {(span.series, span.first) for span in before.spans} & {
        (span.series, span.first) for span in after.spans
    }
    assert reserve(queue) == before


def test_numbers_are_granted_for_today_only(queue: HeldQueue) -> None:
    tomorrow = service_date(queue.site.timezone, queue.clock.at) + timedelta(days=1)
    assert queue.refused(ask_reserve, RequestOfflineNumbers(tomorrow), by=KIOSK) is Code.BAD_REQUEST


def test_the_hub_steps_over_numbers_that_a_kiosk_has(queue: HeldQueue) -> None:
    reserve(queue)
    today = service_date(queue.site.timezone, queue.clock.at)
    queue.db.execute("INSERT INTO series VALUES (?, 'A', ?)", (today.isoformat(), LOWEST_NUMBER - 2))
    assert [queue.take().label for _ in range(2)] == ["A-900", f"A-{LOWEST_NUMBER + NUMBERS_IN_A_SPAN}"]


# --- handing in -----------------------------------------------------------------------------------------------------


def test_whoever_came_while_the_hub_was_away_waits_in_the_order_of_arrival_among_the_others(queue: HeldQueue) -> None:
    reserve(queue)
    queue.take()
    queue.clock.pass_by(minutes=30)
    early = a_number(queue, 901, taken_at=MORNING + timedelta(minutes=10))
    late = a_number(queue, 902, taken_at=MORNING + timedelta(minutes=40))
    queue.take()
    queue.clock.pass_by(minutes=30)
    queue.take()
    handed(queue, late, early)
    assert line(queue) == ["A-001", "A-901", "A-002", "A-902", "A-003"]


def test_a_number_handed_in_again_after_a_lost_answer_is_there_once(queue: HeldQueue) -> None:
    reserve(queue)
    number = a_number(queue, priority=True)
    assert [one.outcome for one in handed(queue, number)] == [UploadOutcome.TAKEN_IN]
    events = len(queue.happened)
    assert [one.outcome for one in handed(queue, number)] == [UploadOutcome.KNOWN]
    assert (line(queue), queue.taken(KTP), len(queue.happened)) == (["A-901"], 1, events)


def test_the_phone_finds_its_number_by_the_token_that_the_kiosk_made(queue: HeldQueue) -> None:
    reserve(queue)
    handed(queue, a_number(queue))
    found = tickets.ticket_by_token(queue.db, token(901))
    assert found is not None
    assert (found.label, found.source) == ("A-901", "kiosk:pintu")


def test_a_paper_counts_in_the_quota_and_is_not_turned_away_by_it(queue: HeldQueue) -> None:
    queue.always_open = False
    reserve(queue)
    queue.take(KK)
    queue.take(KK)
    assert [one.outcome for one in handed(queue, a_number(queue, service=KK))] == [UploadOutcome.TAKEN_IN]
    assert queue.taken(KK) == 3


def test_a_number_without_paper_waits_for_nobody_until_its_paper_turns_up(queue: HeldQueue) -> None:
    reserve(queue)
    number = a_number(queue, printed=False)
    (answer,) = handed(queue, number)
    assert (answer.outcome, line(queue), queue.taken(KTP)) == (UploadOutcome.TAKEN_IN, [], 0)
    (answer,) = handed(queue, msgspec.structs.replace(number, printed=True))
    assert (answer.outcome, line(queue), queue.taken(KTP)) == (UploadOutcome.TAKEN_IN, ["A-901"], 1)


def test_yesterdays_numbers_are_kept_as_expired_and_in_yesterdays_recap(queue: HeldQueue) -> None:
    reserve(queue)
    number = a_number(queue)
    yesterday = number.service_date
    queue.clock.pass_by(days=1)
    assert queue.do(close_past_day) is not None
    assert [one.outcome for one in handed(queue, number)] == [UploadOutcome.EXPIRED]
    assert line(queue) == []
    queue.do(close_past_day)
    (recap,) = days.between(queue.db, yesterday, yesterday)
    assert (recap.tickets, recap.services[0].expired) == (1, 1)


@pytest.mark.parametrize(
    ("told", "arrived"),
    [
        (timedelta(hours=-9), timedelta(0)),
        (timedelta(minutes=-20), timedelta(minutes=-20)),
        (timedelta(hours=5), timedelta(0)),
    ],
    ids=["a clock behind jumps no queue", "a right clock", "a clock ahead loses nothing"],
)
def test_a_kiosk_whose_clock_is_wrong_loses_no_visitor(queue: HeldQueue, told: timedelta, arrived: timedelta) -> None:
    granted = queue.clock.at
    reserve(queue)
    queue.clock.pass_by(minutes=30)
    (answer,) = handed(queue, a_number(queue, taken_at=queue.clock.at + told))
    assert answer.ticket is not None
    (step,) = steps.steps_of(queue.db, answer.ticket)
    assert step.arrived_at == (granted if told < timedelta(hours=-1) else queue.clock.at + arrived)


WRONG: list[tuple[str, Callable[[OfflineNumber], OfflineNumber]]] = [
    ("a number of nobody", lambda one: msgspec.structs.replace(one, number=555)),
    ("another kiosk's number", lambda one: msgspec.structs.replace(one, number=LOWEST_NUMBER + NUMBERS_IN_A_SPAN)),
    ("another day", lambda one: msgspec.structs.replace(one, service_date=one.service_date + timedelta(days=1))),
    ("a series that no kiosk has", lambda one: msgspec.structs.replace(one, series="Z")),
    ("no such service", lambda one: msgspec.structs.replace(one, service="dukcapil.none")),
    ("a token that can be guessed", lambda one: msgspec.structs.replace(one, token="1")),
    ("somebody's token", lambda one: msgspec.structs.replace(one, token=token(905))),
]


@pytest.mark.parametrize("spoil", [spoil for _, spoil in WRONG], ids=[what for what, _ in WRONG])
def test_what_makes_no_sense_is_refused_alone_and_changes_nothing(
    queue: HeldQueue, spoil: Callable[[OfflineNumber], OfflineNumber]
) -> None:
    reserve(queue)
    reserve(queue, by=OTHER_KIOSK)
    handed(queue, a_number(queue, 905))
    wrong, good = spoil(a_number(queue, 901)), a_number(queue, 902)
    refused, taken = handed(queue, wrong, good)
    assert (refused.outcome, taken.outcome) == (UploadOutcome.REFUSED, UploadOutcome.TAKEN_IN)
    assert refused.detail
    assert line(queue) == ["A-905", "A-902"]


@pytest.mark.parametrize("series", ["AB", "B"], ids=["a new series", "the series of another agency"])
def test_a_number_whose_series_the_site_has_given_up_turns_nobody_away(queue: HeldQueue, series: str) -> None:
    reserve(queue)
    number = a_number(queue)
    changed = HALL.replace('letter = "B"', 'letter = "C"').replace('letter = "A"', f'letter = "A"\nseries = "{series}"')
    queue.site = load_text(changed, "small.toml")
    assert [one.outcome for one in handed(queue, number)] == [UploadOutcome.TAKEN_IN]
    assert line(queue) == ["A-901"]
    assert queue.take().label == f"{series}-001"


def test_a_language_that_the_hall_gave_up_turns_nobody_away(queue: HeldQueue) -> None:
    reserve(queue)
    assert [one.outcome for one in handed(queue, a_number(queue, lang="fr"))] == [UploadOutcome.TAKEN_IN]


def test_a_number_that_somebody_else_has_is_refused_and_stays_his(queue: HeldQueue) -> None:
    reserve(queue)
    handed(queue, a_number(queue))
    (answer,) = handed(queue, a_number(queue, token=token(77)))
    assert answer.outcome is UploadOutcome.REFUSED
    assert tickets.ticket_by_token(queue.db, token(77)) is None


def test_more_than_fit_are_refused_whole(queue: HeldQueue) -> None:
    many = UploadNumbers(tuple(a_number(queue, LOWEST_NUMBER + extra) for extra in range(MOST_UPLOADED_NUMBERS + 1)))
    assert queue.refused(hand_in, many, by=KIOSK) is Code.BAD_REQUEST


# --- whatever happens -----------------------------------------------------------------------------------------------

KIOSKS = (KIOSK, OTHER_KIOSK, Actor(KIOSK.role, "belakang"))


class AwayKiosk:
    """A kiosk as it is far from the hub: knows its spans, gives from them, hands in, forgets answers."""

    def __init__(self, actor: Actor) -> None:
        self.actor, self.journal = actor, 0
        self.spans: tuple[NumberSpan, ...] = ()
        self.given: list[OfflineNumber] = []

    def left(self) -> dict[str, int]:
        used = {(one.series, one.number) for one in self.given}
        found: dict[str, int] = {}
        for span in self.spans:
            free = sum((span.series, number) not in used for number in range(span.first, span.last + 1))
            found[span.series] = found.get(span.series, 0) + free
        return found

    def gives(self, queue: HeldQueue, service: str, seed: int, at: datetime, *, printed: bool) -> None:
        used = {(one.series, one.number) for one in self.given}
        for span in self.spans:
            for number in range(span.first, span.last + 1):
                if span.series == LETTERS[service] and (span.series, number) not in used:
                    made = a_number(queue, number, service, token=token(seed), taken_at=at, printed=printed)
                    self.given.append(made)
                    return


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "give", "give", "give", "hand in", "hand in lost", "take", "take", "forget"]),
        st.integers(0, 2),
        st.sampled_from([KTP, KK, NPWP]),
        st.booleans(),
        st.integers(0, 900),
    ),
    max_size=60,
)


@settings(max_examples=60)
@given(ACTS)
def test_whatever_kiosks_and_hub_give_and_hand_in_no_number_is_given_twice_and_none_is_lost(acts: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        queue = HeldQueue(Path(folder) / "queue")
        try:
            play(queue, acts)
        finally:
            queue.db.close()


def play(queue: HeldQueue, acts: list[Any]) -> None:
    away = [AwayKiosk(actor) for actor in KIOSKS]
    papers: dict[str, str] = {}
    """Label on each paper, and whose token is on it."""
    for seed, (act, who, service, flag, seconds) in enumerate(acts):
        queue.clock.pass_by(seconds=seconds)
        one = away[who]
        if act == "ask":
            one.spans = reserve(queue, one.left(), one.actor, f"journal-{one.journal}").spans
        elif act == "give":
            before = len(one.given)
            one.gives(queue, service, seed, queue.clock.at, printed=flag)
            for made in one.given[before:]:
                label = f"{made.series}-{made.number:03d}"
                assert label not in papers, f"{label} was given twice"
                papers[label] = made.token
        elif act == "take":
            ticket = queue.take(service, reserve=flag, by=one.actor)
            assert ticket.label not in papers, f"{ticket.label} was given twice"
            papers[ticket.label] = ticket.token
        elif act == "forget":
            handed(queue, *one.given, by=one.actor)
            one.journal, one.spans = one.journal + 1, ()
        else:
            handed(queue, *one.given[-7:] if act == "hand in lost" else one.given, by=one.actor)
    for one in away:
        assert all(answer.outcome is not UploadOutcome.REFUSED for answer in handed(queue, *one.given, by=one.actor))
    kept = dict(queue.db.execute("SELECT label, token FROM ticket"))
    assert kept == papers
    for service in (KTP, KK, NPWP):
        (alive,) = queue.db.execute(
            "SELECT count(*) FROM step WHERE service = ? AND state <> 'void'", (service,)
        ).fetchone()
        assert queue.taken(service) == alive, "the quota counts what lives"


def test_a_reserved_number_whose_kiosk_gave_another_instead_leaves_one_ticket_waiting(queue: HeldQueue) -> None:
    """The answer was lost, the visitor got a number from the reserve, and the kiosk asked what became of the first."""
    reserve(queue)
    ghost = queue.take(reserve=True)
    handed(queue, a_number(queue))
    queue.do(print_failed, ghost.id, PrintFailed("abandoned"), by=KIOSK)
    assert line(queue) == ["A-901"]
    assert queue.taken(KTP) == 1
    assert queue.step(ghost).state is StepState.VOID


def test_a_paper_that_came_out_before_the_hub_died_waits_although_its_reservation_ran_out(queue: HeldQueue) -> None:
    from hub.commands.tickets import void_forgotten

    ticket = queue.take(reserve=True)
    queue.clock.pass_by(minutes=30)
    assert queue.do(void_forgotten) == 1
    queue.do(printed, ticket.id, by=KIOSK)
    assert line(queue) == [ticket.label]
