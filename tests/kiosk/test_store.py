"""What the kiosk's store keeps through restarts, sudden ends, new pairings and a damaged disk."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.issuing.store import KioskStore, KioskStoreError, PaperStage
from shared.wire.offline import NumberSpan, UploadedNumber, UploadOutcome
from tests.support.reserve_numbers import HALL, OTHER, TODAY, URL, take_number
from tests.support.scripted_hub import NOON


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["give", "give", "give", "grant", "reopen"]), max_size=40))
@pytest.mark.slow
def test_whatever_is_granted_and_however_often_the_kiosk_starts_no_number_is_given_twice(acts: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file, spans, given_numbers = Path(folder) / "k", [NumberSpan("A", 901, 903)], []
        store = KioskStore(file, "key")
        store.keep_offline_numbers(TODAY, spans, URL)
        for act in acts:
            if act == "give":
                entry = take_number(store)
                given_numbers += [entry.number.number] if entry else []
            elif act == "grant":
                spans.append(NumberSpan("A", spans[-1].last + 10, spans[-1].last + 12))
                store.keep_offline_numbers(TODAY, spans, URL)
            else:
                store.close()
                store = KioskStore(file, "key")
            own = {number for span in spans for number in range(span.first, span.last + 1)}
            assert len(set(given_numbers)) == len(given_numbers)
            assert set(given_numbers) <= own
            assert store.left(TODAY) == {"A": len(own) - len(given_numbers)}
        store.close()


@pytest.mark.parametrize(
    ("stage", "printed"),
    [
        (PaperStage.SAVED, False),
        (PaperStage.BEGUN, True),
        (PaperStage.JAMMED, False),
        (PaperStage.COUNTS, True),
        (PaperStage.UNWANTED, False),
    ],
)
def test_after_a_sudden_end_a_paper_that_may_be_out_counts_and_one_that_cannot_does_not(
    tmp_path: Path, stage: PaperStage, printed: bool
) -> None:
    store = KioskStore(tmp_path / "k", "key")
    store.keep_offline_numbers(TODAY, [NumberSpan("A", 901, 920)], URL)
    store.set_stage(take_number(store).id, stage)
    assert [entry.number.printed for entry in store.to_upload(9)] == (
        [printed] if stage in {PaperStage.COUNTS, PaperStage.UNWANTED} else []
    ), "while it is not settled, it is not handed in"
    store.close()
    again = KioskStore(tmp_path / "k", "key")
    assert [entry.number.printed for entry in again.to_upload(9)] == [printed]
    again.close()


def test_what_a_paper_would_be_owed_is_owed_after_a_sudden_end(tmp_path: Path) -> None:
    store = KioskStore(tmp_path / "k", "key")
    store.enqueue("/tickets/13/printed", "", "a", due=False)
    store.enqueue("/tickets/14/printed", "", "b", due=False)
    store.enqueue("/tickets/14/print-failed", "{}", "c", instead_of="/tickets/14/printed")
    assert [report.path for report in store.pending_reports()] == ["/tickets/14/print-failed"]
    store.close()
    again = KioskStore(tmp_path / "k", "key")
    assert [report.path for report in again.pending_reports()] == ["/tickets/13/printed", "/tickets/14/print-failed"]
    again.close()


def test_numbers_are_handed_in_by_the_time_of_their_visitors(store: KioskStore) -> None:
    store.keep_offline_numbers(TODAY, [NumberSpan("A", 901, 920)], URL)
    for minutes in (5, 1, 3):
        store.set_stage(take_number(store, NOON + timedelta(minutes=minutes)).id, PaperStage.COUNTS)
    assert [entry.number.number for entry in store.to_upload(9)] == [902, 903, 901]


def test_a_paper_that_turns_up_after_its_number_was_handed_in_as_unwanted_is_handed_in_again(
    store: KioskStore,
) -> None:
    store.keep_offline_numbers(TODAY, [NumberSpan("A", 901, 920)], URL)
    entry = take_number(store)
    store.set_stage(entry.id, PaperStage.UNWANTED)
    store.settle(store.to_upload(9), [UploadedNumber("A-901", UploadOutcome.TAKEN_IN, 1)])
    assert store.to_upload(9) == ()
    store.set_stage(entry.id, PaperStage.COUNTS)
    assert [one.number.printed for one in store.to_upload(9)] == [True]


@pytest.mark.usefixtures("store")
@pytest.mark.slow
def test_two_kiosks_cannot_give_from_one_store(tmp_path: Path) -> None:
    with pytest.raises(KioskStoreError):
        KioskStore(tmp_path / "kiosk.sqlite3", "key")


def test_another_kiosks_reserve_is_not_used_but_its_papers_are_kept(tmp_path: Path) -> None:
    store = KioskStore(tmp_path / "k", "key")
    store.keep_offline_numbers(TODAY, [NumberSpan("A", 901, 920)], URL)
    store.set_stage(take_number(store).id, PaperStage.COUNTS)
    before = store.id
    store.close()
    other = KioskStore(tmp_path / "k", "another key")
    assert (other.offline_day(), len(other.to_upload(9))) == (None, 1)
    assert other.id != before
    other.close()


@pytest.mark.parametrize(
    ("key", "hub", "owed"), [("new", HALL, True), ("key", OTHER, True), ("new", OTHER, False)], ids=str
)
def test_what_is_owed_outlives_a_new_pairing_with_the_same_hub(tmp_path: Path, key: str, hub: str, owed: bool) -> None:
    store = KioskStore(tmp_path / "k", "key", HALL)
    store.enqueue("/tickets/13/print-failed", "", "a")
    store.enqueue("/tickets/14/printed", "", "b", due=False)
    store.close()
    again = KioskStore(tmp_path / "k", key, hub)
    assert len(again.pending_reports()) == (2 if owed else 0)
    again.close()


@pytest.mark.logs_errors
def test_a_damaged_store_is_put_aside_and_a_new_one_asks_for_other_numbers(tmp_path: Path) -> None:
    (tmp_path / "k").write_bytes(b"no database at all, but long enough to be read as one" * 40)
    store = KioskStore(tmp_path / "k", "key")
    assert store.offline_day() is None
    store.close()
    assert len(list(tmp_path.glob("k.damaged-*"))) == 1


@pytest.mark.logs_errors
def test_a_store_of_a_build_before_the_first_release_is_put_aside(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "k")
    db.executescript("CREATE TABLE given (id INTEGER); PRAGMA user_version = 1;")
    db.close()
    store = KioskStore(tmp_path / "k", "key")
    assert store.pending_reports() == ()
    store.close()
    assert len(list(tmp_path.glob("k.damaged-*"))) == 1


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "k")
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(KioskStoreError, match="newer"):
        KioskStore(tmp_path / "k", "key")
