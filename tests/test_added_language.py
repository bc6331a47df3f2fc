"""A language is a folder: one that is added as files is seen by every part that speaks to people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from display.notices import notices
from display.recent_calls import RecentCalls, with_hall
from display.snapshot import BoardInputs, board_snapshot
from display.voice.child import voices
from display.voice.language_voice import language_voice
from display.voice.spoken import Utterance, sentences
from hub.http.hall_routes import texts
from kiosk.idle_timer import AWAKE
from kiosk.issuing import states
from kiosk.screens.screens import KioskScreens, derive
from kiosk.visitor_choices import NO_CHOICES
from shared.qt.words import Words
from shared.site.load import load_text
from shared.site.mistakes import WrongSite
from shared.site.model import Site
from shared.texts import catalogue, languages
from shared.wire import BoardInfo, SpeechInfo
from tests.support import sitetext
from tests.support.added_language import NAME, added_language
from tests.support.boardhalls import NOW, call, hall, site
from tests.support.scripted_hub import NOON, batu


@pytest.fixture
def added(tmp_path: Path) -> Iterator[str]:
    with added_language(tmp_path) as code:
        yield code


def asked(lang: str) -> Any:
    """What the hub of a site answers to GET /texts/{lang}."""
    exchange: Any = SimpleNamespace(hub=SimpleNamespace(conditions=SimpleNamespace(site=site(languages=("id", "en")))))
    return texts(exchange, lang)


def site_of(*codes: str) -> Site:
    """A site file that names these languages."""
    agency = sitetext.agency("a", "A", "Satu", "Instansi Satu", "1", {"s": ("Layanan", 5)})
    listed = ", ".join(f'"{code}"' for code in codes)
    return load_text(sitetext.hall(agency, top=f"languages = [{listed}]"), "small.toml")


def kiosk(*codes: str) -> KioskScreens:
    """What the kiosk shows in the last of the site's languages."""
    there = batu()
    there = replace(there, site=replace(there.site, languages=codes))
    return derive(there, NO_CHOICES.with_language(codes[-1]), states.NoRequest(), None, AWAKE, NOON)


def test_an_added_language_is_listed_behind_indonesian_and_english(added: str) -> None:
    assert languages() == ("id", "en", added)


def test_the_catalogue_has_the_texts_of_an_added_language(added: str) -> None:
    assert catalogue(added)["kiosk.home.title"] == "~" + catalogue("en")["kiosk.home.title"]


def test_every_catalogue_names_an_added_language_as_it_calls_itself(added: str) -> None:
    assert {catalogue(lang)[f"language.{added}"] for lang in languages()} == {NAME}


def test_the_hub_serves_the_texts_of_an_added_language(added: str) -> None:
    assert asked(added)["phone.again"] == "~" + asked("en")["phone.again"]


def test_the_hub_refuses_a_language_without_a_folder_and_names_those_with_one(added: str) -> None:
    assert asked("xx").detail == f"texts are in id, en, {added}"


def test_the_hub_tells_pages_the_sites_first_language(added: str) -> None:
    assert asked(added)["site.language"] == "id"


def test_a_site_may_name_an_added_language(added: str) -> None:
    assert site_of("id", added).languages == ("id", added)


def test_a_site_that_names_a_language_without_a_folder_is_refused_with_those_there_are(added: str) -> None:
    with pytest.raises(WrongSite, match=f'"id", "en", "{added}"'):
        site_of("id", "xx")


def test_the_kiosks_switch_offers_an_added_language_of_the_site(added: str) -> None:
    assert kiosk("id", added).frame.languages == ("id", added)


def test_the_kiosk_speaks_an_added_language(added: str) -> None:
    words = Words()
    words.set_lang(added)
    assert words._texts()["kiosk.home.title"].startswith("~")
    assert kiosk("id", added).home.title.startswith("~")


def test_the_board_shows_an_added_language_beside_the_first(added: str) -> None:
    seen = hall(site=site(languages=("id", added), board=BoardInfo()))
    shown = board_snapshot(seen, BoardInputs(now=NOW, memory=with_hall(RecentCalls(None), seen)))
    assert (shown.lang, shown.second) == ("id", added)
    assert all(notice.second.startswith("~") for notice in notices(seen))


def test_the_board_speaks_an_added_language_with_its_numbers(added: str) -> None:
    one = call(1, "A-013", 3)
    there = site(languages=("id", added), speech=SpeechInfo(languages=(added,)))
    (said,) = sentences(one, there, None)
    assert isinstance(said, Utterance)
    assert said.lang == added
    assert said.text == "~Ticket number A, zero one telu. Please proceed to counter telu."


def test_an_added_language_has_the_voice_and_rate_of_its_folder(added: str) -> None:
    assert (language_voice(added).espeak, language_voice(added).rate) == ("jv", 1.5)
    assert voices([("local/anyar", "Anyar"), ("poz/id", "Indonesian")], added) == ("local/anyar",)


def test_a_board_whose_site_begins_with_english_speaks_english_first() -> None:
    seen = hall(site=site(languages=("en", "id"), board=BoardInfo()))
    shown = board_snapshot(seen, BoardInputs(now=NOW, memory=with_hall(RecentCalls(None), seen)))
    assert (shown.lang, shown.second) == ("en", "id")
