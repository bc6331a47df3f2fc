"""Every text that a page asks for exists, in both languages, with the same placeholders; no page has code inline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shared.resources import WEB
from shared.texts import catalogue, languages

OURS = ("pages", "counter", "office", "phone")
PAGES = sorted(path for path in WEB.rglob("*.js") if "vendor" not in path.parts)
ROOMS = "|".join((*OURS, "closure", "problem", "time"))
LITERAL = re.compile(rf"""["'`]((?:{ROOMS})(?:\.[a-z_0-9]+)+)["'`]""")
FAMILY = re.compile(rf"""`((?:{ROOMS})(?:\.[a-z_0-9]+)*\.)\$\{{""")


def ours(lang: str) -> dict[str, str]:
    return {key: text for key, text in catalogue(lang).items() if key.split(".")[0] in OURS}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(WEB)))
def test_every_text_that_a_page_names_exists(page: Path) -> None:
    source = page.read_text(encoding="utf-8")
    for lang in languages():
        texts = catalogue(lang)
        assert [key for key in LITERAL.findall(source) if key not in texts] == []
        assert [stem for stem in FAMILY.findall(source) if not any(key.startswith(stem) for key in texts)] == []


def test_both_languages_have_the_same_texts_with_the_same_placeholders() -> None:
    def shape(lang: str) -> dict[str, set[str]]:
        return {key: set(re.findall(r"\{(\w+)\}", text)) for key, text in ours(lang).items()}

    assert shape("id") == shape("en")


def test_no_text_of_the_pages_is_unused() -> None:
    source = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    stems = tuple(FAMILY.findall(source))
    named = set(LITERAL.findall(source))
    assert [key for key in ours("id") if key not in named and not key.startswith(stems)] == []


@pytest.mark.parametrize("page", sorted(WEB.rglob("index.html")), ids=lambda path: path.parent.name)
def test_pages_carry_no_inline_script_or_style_and_load_nothing_from_elsewhere(page: Path) -> None:
    source = page.read_text(encoding="utf-8")
    assert re.findall(r"<style|style=|\son\w+=|<script(?![^>]*src=)", source) == []
    assert re.findall(r"""(?:src|href)=["'](?!/)""", source) == []


def test_no_page_writes_html_from_text() -> None:
    risky = re.compile(r"innerHTML|outerHTML|document\.write|eval\(")
    assert [page.name for page in PAGES if risky.search(page.read_text(encoding="utf-8"))] == []
