"""Officers and their sessions. The test holds the clock."""

from __future__ import annotations

import pytest

from hub.access.digests import digest
from hub.access.sessions import IDLE, Sessions
from hub.commands import people
from hub.store import people as stored
from shared.wire import AddOfficer, Code, Officer, Role
from tests.support.held import HeldQueue


def test_an_officer_belongs_to_an_agency_and_a_manager_to_none(queue: HeldQueue) -> None:
    added = queue.do(people.add_officer, AddOfficer(" Sari ", "Sari Dewi ", "", "dukcapil"), "digest")
    assert added == Officer("sari", "Sari Dewi", Role.OFFICER, "dukcapil")
    assert queue.do(people.add_officer, AddOfficer("bos", "Bos", ""), "digest").role is Role.MANAGER
    assert queue.refused(people.add_officer, AddOfficer("SARI", "Other", "", "tax"), "digest") is Code.EXISTS


@pytest.mark.parametrize(
    "body",
    [
        AddOfficer("", "Sari", "", "tax"),
        AddOfficer("  ", "Sari", "", "tax"),
        AddOfficer("--", "Sari", "", "tax"),
        AddOfficer("sari dewi", "Sari", "", "tax"),
        AddOfficer("sari/../x", "Sari", "", "tax"),
        AddOfficer("sari", " ", "", "tax"),
        AddOfficer("s" * 61, "Sari", "", "tax"),
        AddOfficer("sari", "S" * 61, "", "tax"),
        AddOfficer("sari", "Sari", "", "nowhere"),
    ],
)
def test_an_officer_needs_a_plain_code_a_name_and_an_agency_of_this_hall(queue: HeldQueue, body: AddOfficer) -> None:
    assert queue.refused(people.add_officer, body, "digest") is Code.BAD_REQUEST


def known(queue: HeldQueue, officer: Officer) -> stored.Credential:
    """What a right PIN was compared with."""
    credential = stored.credential(queue.db, officer.officer)
    assert credential is not None
    return credential


def test_a_session_ends_after_a_working_day_however_much_it_is_used(queue: HeldQueue) -> None:
    officer = queue.do(people.add_officer, AddOfficer("sari", "Sari", "", "dukcapil"), "digest")
    assert queue.do(people.begin_session, known(queue, officer), "secret").counters == (1, 2, 3)
    sessions = Sessions(queue.db)
    for _ in range(11):
        queue.clock.pass_by(hours=1)
        assert sessions.use(digest("secret"), queue.clock.at) == officer
    queue.clock.pass_by(minutes=59)
    assert sessions.use(digest("secret"), queue.clock.at) == officer
    queue.clock.pass_by(minutes=1)
    assert sessions.use(digest("secret"), queue.clock.at) is None
    assert sessions.use(digest("other"), queue.clock.at) is None


def test_a_session_that_nobody_uses_ends_and_looking_on_is_no_use(queue: HeldQueue) -> None:
    officer = queue.do(people.add_officer, AddOfficer("sari", "Sari", "", "dukcapil"), "digest")
    queue.do(people.begin_session, known(queue, officer), "secret")
    sessions = Sessions(queue.db)
    queue.clock.pass_by(hours=1)
    sessions.use(digest("secret"), queue.clock.at)
    uses = sessions.drain()
    queue.do(lambda tx: stored.touch_sessions(tx.db, uses))
    sessions.written(uses)
    assert sessions.drain() == {}
    queue.clock.pass_by(seconds=IDLE.total_seconds() - 1)
    assert Sessions(queue.db).officer(digest("secret"), queue.clock.at) == officer, "what was written down counts"
    queue.clock.pass_by(seconds=1)
    assert sessions.officer(digest("secret"), queue.clock.at) is None


def test_a_session_that_began_on_a_wrong_date_ends_when_the_date_is_set_right(queue: HeldQueue) -> None:
    officer = queue.do(people.add_officer, AddOfficer("sari", "Sari", "", "dukcapil"), "digest")
    queue.clock.pass_by(days=365)
    queue.do(people.begin_session, known(queue, officer), "secret")
    queue.clock.pass_by(days=-365)
    assert Sessions(queue.db).officer(digest("secret"), queue.clock.at) is None


def test_a_manager_may_work_every_counter(queue: HeldQueue) -> None:
    boss = queue.do(people.add_officer, AddOfficer("bos", "Bos", ""), "digest")
    assert queue.do(people.begin_session, known(queue, boss), "secret").counters == (1, 2, 3, 4)


def test_a_pin_that_was_replaced_while_it_was_compared_gives_no_session(queue: HeldQueue) -> None:
    sari = queue.do(people.add_officer, AddOfficer("sari", "Sari", "", "dukcapil"), "old digest")
    compared = known(queue, sari)
    queue.do(people.reset_pin, "sari", "new digest")
    assert queue.refused(people.begin_session, compared, "secret") is Code.WRONG_SIGN_IN
    assert Sessions(queue.db).officer(digest("secret"), queue.clock.at) is None
    assert queue.do(people.begin_session, known(queue, sari), "secret").officer == "sari"


def test_an_officer_who_was_removed_while_the_pin_was_compared_gets_no_session(queue: HeldQueue) -> None:
    sari = queue.do(people.add_officer, AddOfficer("sari", "Sari", "", "dukcapil"), "digest")
    compared = known(queue, sari)
    queue.do(people.remove_officer, "sari")
    assert queue.refused(people.begin_session, compared, "secret") is Code.WRONG_SIGN_IN
