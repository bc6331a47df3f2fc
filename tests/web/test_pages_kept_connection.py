"""A hub that ends a kept connection in the moment of asking: the pages ask again, a command with the same key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.droppinghub import DroppingHub


@pytest.fixture
def dropping() -> Iterator[DroppingHub]:
    made = DroppingHub()
    yield made
    made.close()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_page_asks_again_and_does_nothing_twice(dropping: DroppingHub, chromium: Browser, method: str) -> None:
    page = chromium.new_page()
    page.goto(f"{dropping.url}/")
    found = page.evaluate(
        """async (method) => {
            const { request } = await import("/common/api.js");
            const ask = () => request(method, "/hall");
            return [(await ask()).is, (await ask()).is];
        }""",
        method,
    )
    page.close()
    assert found == ["done", "done"]
    assert dropping.dropped
    assert {one.key for one in dropping.dropped} <= {one.key for one in dropping.heard}
    assert len({one.key for one in dropping.heard}) == (1 if method == "GET" else 2)
    assert len(dropping.heard) == 2
