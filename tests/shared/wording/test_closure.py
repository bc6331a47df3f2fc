"""Why closed; ``web/common/closure.js`` is held to the same cases in ``tests/web/test_twins.py``."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from shared.resources import WEB
from shared.texts import catalogue, languages
from shared.wire import ClosedReason, Openness
from shared.wording.closure import advice, closed, hall_closed, status

CASES = json.loads(Path(__file__).with_name("closure.json").read_text(encoding="utf-8"))
NOW, ZONE = datetime.fromisoformat(CASES["now"]), ZoneInfo(CASES["timezone"])
OPENS = datetime.fromisoformat("2022-09-19T06:00:00Z")


@pytest.mark.parametrize(("lang", "openness", "said"), CASES["closed"])
def test_whoever_is_closed_says_why_and_until_when(lang: str, openness: dict[str, Any], said: str) -> None:
    assert closed(lang, msgspec.convert(openness, Openness), NOW, ZONE) == said


@pytest.mark.parametrize("lang", languages())
def test_every_reason_has_words_with_and_without_a_time_and_an_advice(lang: str) -> None:
    keys = [f"closure.{why}.{part}" for why in ClosedReason for part in ("plain", "until", "do")]
    assert [key for key in keys if key not in catalogue(lang)] == []
    assert advice(lang, ClosedReason.BREAK) == catalogue(lang)["closure.break.do"]


def test_beside_an_agencys_name_a_reason_is_a_word() -> None:
    assert status("id", ClosedReason.BREAK) == "Istirahat"
    assert status("en", ClosedReason.AGENCY_ABSENT) == "Absent today"


def test_a_closed_hall_says_in_a_sentence_when_it_opens_today_or_on_another_day() -> None:
    shut = Openness(ClosedReason.BREAK, OPENS)
    assert hall_closed("id", shut, date(2022, 9, 19), ZONE) == "Layanan sedang istirahat. Buka pukul 13.00."
    assert hall_closed("en", shut, date(2022, 9, 16), ZONE) == "Services are on a break. Opens Monday at 13:00."
    named = Openness(ClosedReason.HOLIDAY, note={"id": "Maulid Nabi"})
    assert hall_closed("id", named, date(2022, 9, 19), ZONE) == "Hari libur: Maulid Nabi"


def test_no_other_file_looks_up_the_words_for_why_closed() -> None:
    """Reads the code of all rooms: only ``closure`` may name the family of texts."""
    root = WEB.parent
    rooms = ("antrean", "kiosk", "display", "hub", "shared", "web")
    files = [file for room in rooms for kind in ("py", "qml", "js") for file in (root / room).rglob(f"*.{kind}")]
    found = [file for file in files if re.search(r"""["'`]closure\.""", file.read_text(encoding="utf-8"))]
    names = sorted(file.relative_to(root).as_posix() for file in found)
    assert names == ["shared/wording/closure.py", "web/common/closure.js"]
