"""What a visitor sees while the hub is away: calm words, numbers all the same, and everything fits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.hub_availability import GRACE_SECONDS
from shared.texts import text
from shared.wire.offline import NumberSpan
from tests.support.scripted_hub import ScriptedHub, batu
from tests.support.visitor import Visitor

SIZES = [(1280, 720), (1920, 1080), (1080, 1920)]


@pytest.fixture
def left_alone(
    make_scripted: Callable[..., ScriptedHub], visitor_at: Callable[..., Visitor], tmp_path: Path
) -> Callable[..., Visitor]:
    """A kiosk that had a hub, got this reserve, and lost the hub."""

    def make(size: tuple[int, int], numbers: int = 5, **settings: Any) -> Visitor:
        hub = make_scripted(batu(always_open=True))
        visitor = visitor_at(hub.url, size=size, data=tmp_path, **settings)
        visitor.sees_page("home")
        if numbers:
            spans = [NumberSpan(agency.letter, 901, 900 + numbers) for agency in hub.hall.agencies]
            visitor.kiosk.store.keep_offline_numbers(hub.hall.service_date, spans, "http://192.168.1.10:8470/t/{token}")
            visitor.kiosk.offline_numbers.refresh()
        hub.stop()
        visitor.waits(lambda: visitor.kiosk.link.state.value == "lost")
        visitor.waits_longer_than(GRACE_SECONDS + 0.1)
        return visitor

    return make


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_a_visitor_takes_a_number_and_every_word_fits(
    left_alone: Callable[..., Visitor], size: tuple[int, int], lang: str
) -> None:
    visitor = left_alone(size)
    if lang == "en":
        visitor.touches("language-en")
    visitor.settles()
    assert text(lang, "kiosk.offline.banner") in visitor.words()
    assert visitor.misfits() == []
    visitor.touches("agency-dukcapil")
    visitor.settles()
    assert visitor.misfits() == []
    visitor.touches("take-dukcapil.ktp")
    visitor.waits(lambda: visitor.find("paper"))
    assert visitor.find("label").property("text") == "A-901"
    assert any(text(lang, "kiosk.ticket.reserve") in said for said in visitor.words())
    assert text(lang, "kiosk.ticket.minutes") not in visitor.words(), "no wait is promised"
    visitor.settles()
    assert visitor.misfits() == []


@pytest.mark.parametrize("size", SIZES)
def test_a_used_up_reserve_is_said_in_plain_words(left_alone: Callable[..., Visitor], size: tuple[int, int]) -> None:
    visitor = left_alone(size, numbers=1)
    visitor.touches("agency-dukcapil")
    visitor.touches("take-dukcapil.ktp")
    visitor.waits(lambda: visitor.find("paper"))
    visitor.touches("home")
    visitor.touches("agency-dukcapil")
    visitor.settles()
    assert text("id", "kiosk.offline.used_up") in visitor.words()
    assert visitor.misfits() == []


def test_a_kiosk_that_never_got_a_reserve_sends_visitors_to_the_information_desk(
    left_alone: Callable[..., Visitor],
) -> None:
    visitor = left_alone((1280, 720), numbers=0)
    visitor.sees_page("away")
    assert text("id", "kiosk.away.gone_do") in visitor.words()


def test_easy_mode_on_an_upright_screen_says_it_too(left_alone: Callable[..., Visitor]) -> None:
    visitor = left_alone((1080, 1920))
    visitor.touches("easy")
    visitor.settles()
    assert text("id", "kiosk.offline.banner") in visitor.words()
    assert visitor.misfits() == []
