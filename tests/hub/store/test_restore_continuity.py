"""A restored queue gives nothing again that may be on paper, whatever lay in its place before: the queue that was lost,
nothing, or another queue that was begun meanwhile; and it takes in what kiosks gave of the lost one's numbers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from hub.actors import Actor
from hub.backups.restore import Restored, restore
from hub.commands.day import close_past_day
from hub.commands.reserves import NUMBERS_IN_A_SPAN, ask_reserve, hand_in
from hub.engine.sqlite.file import queue_file
from hub.store import days, kept_site, lines
from hub.store.contents import copy
from hub.store.kept_site import StoredSite
from hub.store.reserves import LOWEST_NUMBER
from hub.store.restore_continuity import SKIPPED_NUMBERS
from shared.wire.offline import NumberSpan, OfflineNumber, RequestOfflineNumbers, UploadNumbers, UploadOutcome
from tests.support.held import HALL, KIOSK, KTP, NPWP, OTHER_KIOSK, HeldClock, HeldQueue

ONE_AGENCY = HALL[: HALL.index("[agency.tax]")]


def keep(queue: HeldQueue, site: str = HALL) -> HeldQueue:
    kept_site.keep(queue.db, StoredSite("small.toml", None, site), queue.clock.now())
    return queue


def begun(data: Path, clock: HeldClock) -> HeldQueue:
    """Another machine's queue, on which somebody loaded the site."""
    return keep(HeldQueue(data, clock=clock))


def restored(data: Path, backup: Path, clock: HeldClock) -> tuple[HeldQueue, Restored]:
    done = restore(data, backup, clock.now)
    return HeldQueue(data, clock=clock), done


def granted(queue: HeldQueue, by: Actor = KIOSK) -> tuple[NumberSpan, ...]:
    answer = queue.do(ask_reserve, RequestOfflineNumbers(queue.clock.now().date(), {}, "journal"), by=by)
    return tuple(answer.spans)


def papers(queue: HeldQueue, numbers: range, *, ago: int = 0) -> tuple[OfflineNumber, ...]:
    at = queue.clock.now() - timedelta(days=ago)
    return tuple(OfflineNumber(at.date(), "A", number, KTP, f"{number:022d}", at) for number in numbers)


@pytest.fixture
def lost(queue: HeldQueue) -> HeldQueue:
    """A queue with a number in its backup; what it did since is lost with its disk."""
    keep(queue).take()
    return queue


@pytest.mark.parametrize("numbers", [0, 5])
def test_a_queue_that_was_begun_on_a_new_machine_does_not_pass_for_the_lost_one(
    lost: HeldQueue, tmp_path: Path, numbers: int
) -> None:
    copy(lost.db, tmp_path / "backup")
    given = {lost.take().label for _ in range(3)}
    lost.clock.pass_by(minutes=5)
    other = begun(tmp_path / "new", lost.clock)
    given |= {other.take().label for _ in range(numbers)}
    other.db.close()
    queue, done = restored(other.data, tmp_path / "backup", lost.clock)
    assert not done.known
    assert done.goes_on == {"A": 1 + SKIPPED_NUMBERS, "B": SKIPPED_NUMBERS}
    assert queue.take().label not in given


def test_a_backup_from_before_the_first_event_belongs_to_no_queue_for_sure(queue: HeldQueue, tmp_path: Path) -> None:
    copy(keep(queue).db, tmp_path / "backup")
    queue.take()
    other = begun(tmp_path / "new", queue.clock)
    other.db.close()
    assert not restored(other.data, tmp_path / "backup", queue.clock)[1].known


def test_an_older_copy_of_the_queue_does_not_say_what_came_after_the_backup(lost: HeldQueue, tmp_path: Path) -> None:
    older = HeldQueue(tmp_path / "older", clock=lost.clock)
    older.db.close()
    copy(lost.db, queue_file(older.data))
    lost.take()
    copy(lost.db, tmp_path / "backup")
    assert not restored(older.data, tmp_path / "backup", lost.clock)[1].known


def test_numbers_of_the_other_queue_are_not_given_again_though_there_were_more_than_the_gap(
    lost: HeldQueue, tmp_path: Path
) -> None:
    copy(lost.db, tmp_path / "backup")
    other = begun(tmp_path / "new", lost.clock)
    other.db.execute("INSERT INTO series VALUES ('2026-11-23', 'A', 700)")
    assert granted(other)[0] == NumberSpan("A", LOWEST_NUMBER, LOWEST_NUMBER + NUMBERS_IN_A_SPAN - 1)
    other.db.close()
    queue, done = restored(other.data, tmp_path / "backup", lost.clock)
    assert done.goes_on["A"] == 700
    assert queue.take().label == "A-701"
    assert granted(queue, by=OTHER_KIOSK)[0].first > LOWEST_NUMBER + NUMBERS_IN_A_SPAN - 1


def test_an_agency_that_came_after_the_backup_goes_on_where_it_was(queue: HeldQueue, tmp_path: Path) -> None:
    keep(queue, ONE_AGENCY).take()
    copy(queue.db, tmp_path / "backup")
    keep(queue)
    assert [queue.take(NPWP).label for _ in range(2)] == ["B-001", "B-002"]
    queue.db.close()
    after, done = restored(queue.data, tmp_path / "backup", queue.clock)
    assert done.goes_on == {"A": 1, "B": 2}
    assert keep(after).take(NPWP).label == "B-003"


def test_an_agency_that_the_backup_does_not_know_leaves_the_gap_out_too(queue: HeldQueue, tmp_path: Path) -> None:
    keep(queue, ONE_AGENCY).take()
    copy(queue.db, tmp_path / "backup")
    after, done = restored(tmp_path / "new", tmp_path / "backup", queue.clock)
    assert done.goes_on == {"A": 1 + SKIPPED_NUMBERS}, "the technician is told of the agencies that there are"
    assert keep(after).take(NPWP).label == f"B-{SKIPPED_NUMBERS + 1}"


# --- what kiosks gave -----------------------------------------------------------------------------------------------


def test_papers_that_a_kiosk_gave_before_the_disk_was_lost_are_honoured_and_their_numbers_granted_to_nobody(
    lost: HeldQueue, tmp_path: Path
) -> None:
    copy(lost.db, tmp_path / "backup")
    span = granted(lost)[0]
    given = papers(lost, range(span.first, span.first + 3))
    lost.clock.pass_by(minutes=30)
    queue, _ = restored(tmp_path / "new", tmp_path / "backup", lost.clock)
    queue.clock.pass_by(minutes=10)
    others = {number for one in granted(queue, by=OTHER_KIOSK) for number in range(one.first, one.last + 1)}
    assert not others & set(range(span.first, span.last + 1))
    waits = queue.take().label
    answer = queue.do(hand_in, UploadNumbers(given), by=KIOSK)
    assert [one.outcome for one in answer.numbers] == [UploadOutcome.TAKEN_IN] * 3
    today = queue.clock.now().date()
    line = [found.ticket.label for found in lines.open_tickets(queue.db, today)]
    assert line == ["A-001", "A-901", "A-902", "A-903", waits], "by when they came, not by when they were handed in"


def test_a_span_of_the_backup_stays_its_kiosks_own(lost: HeldQueue, tmp_path: Path) -> None:
    (span, _) = granted(lost)
    copy(lost.db, tmp_path / "backup")
    queue, _ = restored(tmp_path / "new", tmp_path / "backup", lost.clock)
    answer = queue.do(hand_in, UploadNumbers(papers(queue, range(span.first, span.first + 1))), by=OTHER_KIOSK)
    assert [one.detail for one in answer.numbers] == ["not in this kiosk's reserve"]
    assert granted(queue)[0] == span


def test_papers_of_the_day_on_which_the_disk_was_lost_are_taken_in_the_next_morning(
    lost: HeldQueue, tmp_path: Path
) -> None:
    copy(lost.db, tmp_path / "backup")
    span = granted(lost)[0]
    lost.clock.pass_by(days=3)
    queue, _ = restored(tmp_path / "new", tmp_path / "backup", lost.clock)
    answer = queue.do(hand_in, UploadNumbers(papers(queue, range(span.first, span.first + 2), ago=3)), by=KIOSK)
    assert [one.outcome for one in answer.numbers] == [UploadOutcome.EXPIRED] * 2
    assert queue.do(close_past_day).tickets == 3
    assert queue.do(close_past_day) is None
    today = queue.clock.now().date()
    assert len(days.between(queue.db, today - timedelta(days=5), today)) == 1, "no day without numbers is closed"


def test_a_number_below_the_reserves_is_no_kiosks_after_a_restore_either(lost: HeldQueue, tmp_path: Path) -> None:
    copy(lost.db, tmp_path / "backup")
    queue, _ = restored(tmp_path / "new", tmp_path / "backup", lost.clock)
    answer = queue.do(hand_in, UploadNumbers(papers(queue, range(50, 51))), by=KIOSK)
    assert [one.outcome for one in answer.numbers] == [UploadOutcome.REFUSED]


def test_the_hubs_own_numbers_step_over_what_kiosks_may_have_given(lost: HeldQueue, tmp_path: Path) -> None:
    lost.db.execute("UPDATE series SET last = 700")
    copy(lost.db, tmp_path / "backup")
    queue, done = restored(tmp_path / "new", tmp_path / "backup", lost.clock)
    assert done.goes_on["A"] == 700 + SKIPPED_NUMBERS
    first = int(queue.take().label.removeprefix("A-"))
    assert first > 700 + SKIPPED_NUMBERS + SKIPPED_NUMBERS, "the lost queue may have granted from 1001 on"
