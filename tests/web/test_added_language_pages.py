"""The pages take their languages from the hub's texts: one that is added as files needs no change of a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from shared.texts import catalogue
from tests.support.added_language import NAME, added_language


@pytest.fixture
def added(tmp_path: Path, modules: Page) -> Iterator[str]:
    with added_language(tmp_path) as code:
        modules.goto("http://pages.test/")
        yield code


def test_the_pages_offer_and_speak_an_added_language(added: str, modules: Page) -> None:
    program = """async (added) => {
        const words = await import("/common/words.js");
        await words.speakFirst(added);
        return [words.languages(), words.language(), words.languageName(added), words.t("phone.again")[0]];
    }"""
    assert modules.evaluate(program, added) == [["id", "en", added], added, NAME, "~"]


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize(("wanted", "spoken"), [("xx", "en"), ("id", "id"), (None, "en")])
def test_the_pages_begin_in_the_sites_first_language_unless_another_is_wanted(
    modules: Page, wanted: str | None, spoken: str
) -> None:
    texts = {**catalogue("id"), "site.language": "en"}
    modules.route("**/api/v1/texts/id", lambda route: route.fulfill(json=texts), times=1)
    program = """async (wanted) => {
        const words = await import("/common/words.js");
        await words.speakFirst(wanted);
        return words.language();
    }"""
    assert modules.evaluate(program, wanted) == spoken
