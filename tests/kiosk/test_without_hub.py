"""The kiosk's own numbers: what it may give while the hub is away, what its store keeps, and how it hands them in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from kiosk.issuing.offline_numbers import UPLOAD_BATCH, OfflineNumberPool
from kiosk.issuing.offline_policy import NoNumberReason, OfflineState, offline_hall, why_no_number
from kiosk.issuing.states import NumberRequest, OfflineNumberDenied, OfflineNumberTaken
from kiosk.issuing.store import KioskStore, PaperStage
from kiosk.issuing.ticket_printer import _edition
from kiosk.tickets import OfflineTicket
from shared.qt.link import LinkState
from shared.qt.replies import Unreachable
from shared.wire import ClosedReason, Code, Hall, Openness, Problem
from shared.wire.offline import NumberSpan, UploadedNumber, UploadOutcome, UploadResult
from shared.wire.offline import OfflineNumbers as Granted
from tests.support.reserve_numbers import KTP, LATER, TODAY, URL, take_number
from tests.support.scripted_hub import NOON, batu, closed_agency
from tests.support.visitor import PATIENCE


def request(key: str = "key-1", service: str = KTP) -> NumberRequest:
    return NumberRequest(key, service, priority=True, lang="en")


# --- what may be given ----------------------------------------------------------------------------------------------

PLENTY = OfflineState(TODAY, {"A": 5})


@pytest.mark.parametrize(
    ("known", "always_open", "now", "offline", "why"),
    [
        (Openness(ClosedReason.OPEN, LATER), False, NOON, PLENTY, None),
        (Openness(ClosedReason.OPEN, LATER), False, LATER, PLENTY, NoNumberReason.NOT_KNOWN),
        (Openness(ClosedReason.OPEN), False, NOON, PLENTY, NoNumberReason.NOT_KNOWN),
        (Openness(ClosedReason.OPEN), True, NOON, PLENTY, None),
        (Openness(ClosedReason.OPEN, LATER), False, NOON, OfflineState(TODAY, {"A": 0}), NoNumberReason.USED_UP),
        (Openness(ClosedReason.OPEN, LATER), False, NOON, OfflineState(TODAY, {"B": 9}), NoNumberReason.USED_UP),
        (Openness(ClosedReason.BREAK, LATER), False, NOON, PLENTY, Openness(ClosedReason.BREAK, LATER)),
        (Openness(ClosedReason.BREAK, LATER), False, LATER, PLENTY, NoNumberReason.NOT_KNOWN),
        (Openness(ClosedReason.COUNTERS_CLOSED), False, NOON, PLENTY, Openness(ClosedReason.COUNTERS_CLOSED)),
    ],
)
def test_the_hubs_last_answer_holds_until_the_moment_that_it_named(
    known: Openness, always_open: bool, now: datetime, offline: OfflineState, why: object
) -> None:
    hall = closed_agency(batu(always_open=always_open), "dukcapil", known)
    assert why_no_number(hall, KTP, offline, now) == why


def test_a_service_that_nobody_knows_gives_no_number() -> None:
    assert why_no_number(batu(), "dukcapil.none", PLENTY, NOON) is NoNumberReason.NOT_KNOWN


def test_of_the_hall_nothing_is_kept_that_would_be_a_lie_later() -> None:
    kept = offline_hall(batu())
    assert {known.waiting for known in kept.figures.services} == {0}
    assert (kept.calls, kept.tickets) == ((), None)
    assert (kept.site, kept.services) == (batu().site, batu().services)


def test_the_paper_says_that_the_number_is_from_the_reserve(store: KioskStore) -> None:
    store.keep_offline_numbers(TODAY, [NumberSpan("A", 901, 920)], URL)
    hub = HandHub(closed_agency(batu(), "dukcapil", Openness(ClosedReason.OPEN, LATER)))
    drawn = OfflineNumberPool(hub, store).take(request())
    assert isinstance(drawn, OfflineNumberTaken)
    assert _edition(drawn.ticket, again=False).value == ("reserve",)
    assert _edition(drawn.ticket, again=True).value == ("reserve", "reprint")


# --- talking to the hub ---------------------------------------------------------------------------------------------


class HandHub(QObject):
    """A link in the test's hands."""

    hall_changed = Signal(object)
    state_changed = Signal(object)

    def __init__(self, hall: Hall | None = None, state: LinkState = LinkState.LOST) -> None:
        super().__init__()
        self.hall, self.state, self.at = hall, state, NOON
        self.asked: list[tuple[str, Any]] = []
        self._done: list[Callable[[Any], None]] = []

    def now(self) -> datetime:
        return self.at

    def request(self, *asked: Any) -> None:
        _, path, _, done, body, _ = asked
        self.asked.append((path, body))
        self._done.append(done)

    def answer(self, answer: object) -> None:
        self._done.pop(0)(answer)

    def then(self, state: LinkState) -> None:
        self.state = state
        self.state_changed.emit(state)


def taken_in(body: Any) -> UploadResult:
    return UploadResult(
        tuple(UploadedNumber(f"{one.series}-{one.number}", UploadOutcome.TAKEN_IN, 1) for one in body.numbers)
    )


@pytest.fixture
def hub(qapp: Any) -> HandHub:
    assert qapp, "signals need an application"
    return HandHub(closed_agency(batu(), "dukcapil", Openness(ClosedReason.OPEN, LATER)))


def test_online_it_asks_for_a_reserve_and_tells_how_much_is_left(hub: HandHub, store: KioskStore) -> None:
    reserve = OfflineNumberPool(hub, store)
    assert reserve.offline is NoNumberReason.NO_RESERVE
    hub.then(LinkState.ONLINE)
    path, body = hub.asked[0]
    assert (path, body.service_date, body.left, body.journal) == ("/reserves", TODAY, {}, store.id)
    hub.answer(Granted(TODAY, (NumberSpan("A", 901, 920),), URL))
    assert reserve.offline == OfflineState(TODAY, {"A": 20})
    hub.then(LinkState.LOST)
    hub.then(LinkState.ONLINE)
    assert hub.asked[1][1].left == {"A": 20}


def test_a_span_that_the_hub_does_not_know_any_more_is_not_used(hub: HandHub, store: KioskStore) -> None:
    """As after a restored backup, when somebody else may get the same numbers."""
    store.keep_offline_numbers(TODAY, [NumberSpan("A", 901, 920)], URL)
    reserve = OfflineNumberPool(hub, store)
    hub.then(LinkState.ONLINE)
    hub.answer(Granted(TODAY, (NumberSpan("A", 941, 960),), URL))
    drawn = reserve.take(request())
    assert isinstance(drawn, OfflineNumberTaken)
    assert drawn.ticket.label == "A-941"


def test_a_drawn_number_is_on_disk_has_its_own_address_and_promises_nothing(hub: HandHub, store: KioskStore) -> None:
    store.keep_offline_numbers(TODAY, [NumberSpan("A", 901, 920)], URL)
    drawn = OfflineNumberPool(hub, store).take(request())
    assert isinstance(drawn, OfflineNumberTaken)
    ticket = drawn.ticket
    assert (ticket.label, ticket.priority, ticket.lang, ticket.issued_at) == ("A-901", True, "en", NOON)
    assert re.fullmatch(r"http://hall/t/[\w-]{22}", ticket.url)
    assert isinstance(ticket, OfflineTicket)
    assert store.left(TODAY) == {"A": 19}


def test_yesterdays_numbers_are_not_given(hub: HandHub, store: KioskStore) -> None:
    store.keep_offline_numbers(TODAY, [NumberSpan("A", 901, 920)], URL)
    reserve = OfflineNumberPool(hub, store)
    hub.at = NOON + timedelta(days=1)
    assert reserve.offline is NoNumberReason.NEW_DAY
    assert reserve.take(request()) == OfflineNumberDenied("key-1", NoNumberReason.NEW_DAY)


def test_the_last_number_is_given_and_then_none(hub: HandHub, store: KioskStore) -> None:
    store.keep_offline_numbers(TODAY, [NumberSpan("A", 901, 901)], URL)
    reserve = OfflineNumberPool(hub, store)
    assert isinstance(reserve.take(request("a")), OfflineNumberTaken)
    assert reserve.take(request("b")) == OfflineNumberDenied("b", NoNumberReason.USED_UP)


def test_a_kiosk_that_starts_without_the_hub_knows_the_hall_and_the_hubs_time(hub: HandHub, tmp_path: Path) -> None:
    store = KioskStore(tmp_path / "k", "key")
    first = OfflineNumberPool(hub, store)
    hub.at = datetime.now(UTC) + timedelta(days=3)
    assert hub.hall is not None
    hub.hall_changed.emit(hub.hall)
    store.close()
    store = KioskStore(tmp_path / "k", "key")
    offline = OfflineNumberPool(HandHub(), store)
    assert offline.hall == offline_hall(hub.hall)
    assert abs(offline.now() - first.now()) < timedelta(minutes=5)
    store.close()


def fill(store: KioskStore, count: int) -> None:
    store.keep_offline_numbers(TODAY, [NumberSpan("A", 901, 900 + count)], URL)
    for second in range(count):
        store.set_stage(take_number(store, NOON + timedelta(seconds=second)).id, PaperStage.COUNTS)


def test_many_numbers_are_handed_in_in_pieces_each_until_it_is_acknowledged(
    qtbot: QtBot, hub: HandHub, store: KioskStore
) -> None:
    fill(store, 520)
    reserve = OfflineNumberPool(hub, store)
    assert not reserve.settled
    hub.then(LinkState.ONLINE)
    sizes = []
    seen: list[int] = []
    while hub.asked[-1][0] == "/tickets/hand-in":
        body = hub.asked[-1][1]
        sizes.append(len(body.numbers))
        if len(sizes) == 2:
            before = len(hub.asked)
            hub.answer(Unreachable("the cable"))
            qtbot.waitUntil(lambda before=before: len(hub.asked) > before, timeout=PATIENCE)
            assert hub.asked[-1][1] == body, "the same once more"
        seen += [one.number for one in body.numbers]
        hub.answer(taken_in(body))
    assert sizes == [UPLOAD_BATCH] * 5 + [20]
    assert seen == list(range(901, 1421))
    assert reserve.settled
    assert hub.asked[-1][0] == "/reserves"


def test_a_refused_number_stays_in_the_store_for_a_person_and_holds_no_other_up(
    hub: HandHub, store: KioskStore, caplog: pytest.LogCaptureFixture
) -> None:
    fill(store, 2)
    reserve = OfflineNumberPool(hub, store)
    hub.then(LinkState.ONLINE)
    hub.answer(
        UploadResult(
            (
                UploadedNumber("A-901", UploadOutcome.REFUSED, detail="no such service"),
                UploadedNumber("A-902", UploadOutcome.TAKEN_IN, 1),
            )
        )
    )
    assert reserve.settled
    assert reserve.condition == "refused"
    assert store.refused(TODAY) == ("A-901 (2022-09-19): no such service",)
    assert "A-901" in caplog.text


def test_a_refused_number_is_for_its_own_day_so_that_the_next_refusal_is_noticed(
    hub: HandHub, store: KioskStore
) -> None:
    fill(store, 1)
    reserve = OfflineNumberPool(hub, store)
    told: list[str] = []
    reserve.changed.connect(lambda: told.append(reserve.condition))
    assert hub.hall is not None
    hub.hall_changed.emit(hub.hall)
    hub.then(LinkState.ONLINE)
    hub.answer(UploadResult((UploadedNumber("A-901", UploadOutcome.REFUSED, detail="no such service"),)))
    assert told[-1] == "refused"
    tomorrow = TODAY + timedelta(days=1)
    hub.at += timedelta(days=1)
    hub.hall = msgspec.structs.replace(hub.hall, service_date=tomorrow, at=hub.at)
    hub.hall_changed.emit(hub.hall)
    assert told[-1] != "refused"
    assert len(store.refused(TODAY)) == 1, "it stays in the store"
    store.keep_offline_numbers(tomorrow, [NumberSpan("A", 901, 920)], URL)
    entry = store.take_number(tomorrow, "A", KTP, hub.at, priority=False, lang="id")
    assert entry is not None
    store.set_stage(entry.id, PaperStage.COUNTS)
    store.settle(store.to_upload(1), [UploadedNumber("A-901", UploadOutcome.REFUSED, detail="no such service")])
    assert reserve.condition == "refused"


def test_one_number_that_cannot_be_read_holds_no_other_up(hub: HandHub, store: KioskStore) -> None:
    fill(store, 3)
    reserve = OfflineNumberPool(hub, store)
    hub.then(LinkState.ONLINE)
    bad = Problem(Code.BAD_REQUEST, "bad", 400, "cannot be read")
    hub.answer(bad)
    hub.answer(bad)
    while hub.asked[-1][0] == "/tickets/hand-in":
        hub.answer(taken_in(hub.asked[-1][1]))
    assert reserve.settled
    assert store.refused(TODAY) == ("A-901 (2022-09-19): cannot be read",)


def test_without_a_store_on_disk_no_numbers_are_asked_for(hub: HandHub) -> None:
    """What is only in memory would be given twice after a restart."""
    OfflineNumberPool(hub, KioskStore(None))
    hub.then(LinkState.ONLINE)
    assert hub.asked == []


def test_a_number_whose_paper_is_being_settled_is_not_handed_in(hub: HandHub, store: KioskStore) -> None:
    store.keep_offline_numbers(TODAY, [NumberSpan("A", 901, 920)], URL)
    reserve = OfflineNumberPool(hub, store)
    drawn = reserve.take(request())
    assert isinstance(drawn, OfflineNumberTaken)
    reserve.begin(drawn.ticket.id)
    hub.then(LinkState.ONLINE)
    assert hub.asked[-1][0] == "/reserves"
    reserve.set_stage(drawn.ticket.id, PaperStage.COUNTS)
    assert hub.asked[-1][0] == "/tickets/hand-in"
    assert msgspec.to_builtins(hub.asked[-1][1])["numbers"][0]["printed"]
