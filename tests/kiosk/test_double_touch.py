"""Somebody who touches twice, as with a mouse, means one thing: the page that came up in between does nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint

from kiosk.issuing.states import NoRequest, NumberIssued
from tests.support.scripted_hub import ScriptedHub
from tests.support.visitor import Visitor, place


@pytest.fixture
def large(visitor_at: Callable[..., Visitor], scripted: ScriptedHub) -> Visitor:
    visitor = visitor_at(scripted.url, size=(1920, 1080))
    visitor.sees_page("home")
    visitor.settles()
    return visitor


def twice(visitor: Visitor, point: QPoint) -> None:
    visitor.settles()
    visitor.presses_and_releases(point)
    visitor.presses_and_releases(point)


def test_two_touches_of_an_agency_show_its_services_and_take_no_number(large: Visitor, scripted: ScriptedHub) -> None:
    tile = place(large.find("agency-bpjskes"))
    point = QPoint(round(tile.right()) - 20, round(tile.center().y()))
    twice(large, point)
    large.sees_page("services")
    large.settles()
    assert isinstance(large.kiosk.flow.state, NoRequest)
    assert scripted.paths() == []
    under = next(one for one in large.items() if one.objectName().startswith("take-") and place(one).contains(point))
    assert under.isEnabled(), "the second touch was on this button"


def test_two_touches_of_done_leave_no_priority_to_the_next_visitor(large: Visitor) -> None:
    large.touches("agency-dukcapil")
    large.touches("take-dukcapil.ktp")
    large.waits(lambda: isinstance(large.kiosk.flow.state, NumberIssued))
    large.settles()
    button = place(large.find("home"))
    point = QPoint(round(button.center().x()), round(button.bottom()) - 8)
    twice(large, point)
    large.sees_page("home")
    large.settles()
    assert not large.kiosk.flow.screens.frame.priority
    assert place(large.find("priority")).contains(point), "the second touch was on this button"


def test_two_touches_for_more_time_do_nothing_on_the_page_below(large: Visitor, scripted: ScriptedHub) -> None:
    large.touches("agency-dukcapil")
    large.sees_page("services")
    large.waits_longer_than(46)
    button = place(large.find("more-time"))
    twice(large, button.center().toPoint())
    large.settles()
    assert not large.kiosk.flow.screens.idle.warning
    assert (large.kiosk.flow.screens.frame.page, scripted.paths()) == ("services", [])


def test_a_touch_that_the_question_came_before_starts_nothing_over(large: Visitor) -> None:
    large.touches("agency-dukcapil")
    large.sees_page("services")
    large.waits_longer_than(46)
    large.waits(lambda: large.find("start-over"))
    large.presses_and_releases(large.middle("start-over"))
    assert large.kiosk.flow.screens.frame.page == "services"
    assert not large.kiosk.flow.screens.idle.warning, "somebody is there"
