"""An officer with the page open twice: what is asked about one visitor is never asked about the next."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.counterpage import expect_state, press, serve


@pytest.mark.parametrize("key", ["h", "t"], ids=["hold", "transfer"])
def test_a_question_about_a_visitor_ends_when_another_tab_moves_on(place: Any, desk: Any, key: str) -> None:
    place.take(times=2)
    here = desk.at_counter(place)
    there = here.context.new_page()
    there.goto(f"{place.url}/counter/")
    serve(here)
    press(here, key)
    expect(here.locator("dialog")).to_be_visible()
    there.bring_to_front()
    press(there, " ")
    expect(there.locator(".current .label")).to_have_text(place.label(2))
    expect_state(there, "Sedang dipanggil")
    press(there, " ")
    expect_state(there, "Sedang dilayani")
    here.bring_to_front()
    expect(here.locator(".current .label")).to_have_text(place.label(2))
    expect_state(here, "Sedang dilayani")
    expect(here.locator("dialog")).to_have_count(0)
    press(here, " ")
    expect_state(here, "Siap memanggil")
