"""A kiosk that ran on while the site was changed, wherever its visitor is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.visitor import Visitor


@pytest.fixture
def here(visitor_at: Callable[..., Visitor], changing: Any) -> Visitor:
    hub, _ = changing
    visitor = visitor_at(hub.url, hub.key("kiosk"))
    visitor.sees_page("home")
    return visitor


def knows_the_new_site(visitor: Visitor) -> None:
    visitor.waits(lambda: visitor.kiosk.flow.screens.frame.hall == "MPP Baru")


def test_the_new_name_and_agencies_stand_on_the_home_page(here: Visitor, changing: Any) -> None:
    changing[1]()
    knows_the_new_site(here)
    here.sees_page("home")
    here.waits(lambda: here.find("agency-health"))
    assert here.find("agency-tax") is None


def test_a_number_of_the_agency_that_came_can_be_taken(here: Visitor, changing: Any) -> None:
    changing[1]()
    knows_the_new_site(here)
    here.touches("agency-health")
    here.touches("take-health.sip")
    here.waits(lambda: here.find("paper"))
    assert here.find("label").property("text") == "H-001"


def test_a_visitor_at_an_agency_that_went_is_led_home(here: Visitor, changing: Any) -> None:
    here.touches("agency-tax")
    here.sees_page("services")
    changing[1]()
    knows_the_new_site(here)
    here.sees_page("home")


def test_a_visitor_whose_number_is_on_the_screen_keeps_it(here: Visitor, changing: Any) -> None:
    here.touches("agency-tax")
    here.touches("take-tax.npwp")
    here.waits(lambda: here.find("paper"))
    changing[1]()
    knows_the_new_site(here)
    here.sees_page("ticket")
    assert here.find("label").property("text") == "B-001"
    here.touches("home")
    here.sees_page("home")


def test_the_demonstration_sign_goes_when_the_hall_has_hours(here: Visitor, changing: Any) -> None:
    hub, change = changing
    assert here.kiosk.flow.screens.frame.demonstration
    hub.always_open = False
    change()
    knows_the_new_site(here)
    assert not here.kiosk.flow.screens.frame.demonstration
