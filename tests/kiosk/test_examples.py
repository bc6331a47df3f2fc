"""What the search proposes to type finds something in this hall, whichever it is."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from kiosk.screens.search_examples import SearchExamples, hint, invitation
from kiosk.service_search import find
from shared.site.load import load_site
from tests.support.scripted_hub import ScriptedHub, batu, hall_of
from tests.support.visitor import Visitor


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("site", ["batu", "batu:opening", "balangan"])
def test_every_proposal_finds_something_in_the_hall(site: str, lang: str) -> None:
    hall = hall_of(load_site(site))
    proposals = SearchExamples().of(hall, lang)
    assert len(proposals) == 3
    assert all(find(hall.services, hall.agencies, word, lang) for word in proposals)
    assert all(word in invitation(lang, proposals) for word in proposals)


def test_a_hall_in_which_nothing_of_the_kind_is_found_gets_no_proposals() -> None:
    bare = msgspec.structs.replace(batu(), services=())
    assert SearchExamples().of(bare, "id") == ()
    assert (invitation("id", ()), hint("id", ())) == ("Cari layanan", "Ketik yang Anda perlukan")


def test_the_search_is_looked_through_again_only_for_another_hall_or_language() -> None:
    hall, examples = batu(), SearchExamples()
    first = examples.of(hall, "id")
    assert examples.of(msgspec.structs.replace(hall, seq=9), "id") is first
    assert examples.of(hall, "en") != first
    assert examples.of(hall_of(load_site("batu:opening")), "id") == ("KTP", "akta lahir", "pajak")


def test_the_kiosk_shows_the_proposals_of_its_hall(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub]
) -> None:
    visitor = visitor_at(make_scripted(hall_of(load_site("balangan"))).url)
    visitor.sees_page("home")
    visitor.kiosk.flow.speak("en")
    visitor.waits(lambda: any(words.startswith("Search services: “ID card”") for words in visitor.words()))
    assert "passport" not in " ".join(visitor.words()), "Balangan's hall has no immigration office"
    visitor.kiosk.flow.open_sheet("search")
    visitor.waits(lambda: "Type what you need, for example “ID card” or “tax”" in visitor.words())
    visitor.settles()
    assert visitor.misfits() == []
