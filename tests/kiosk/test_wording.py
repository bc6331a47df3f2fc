"""How many wait and how long it takes, and that every trouble has words."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import kiosk
from kiosk import wording
from kiosk.issuing.offline_policy import NoNumberReason
from kiosk.paper.outcome import PrinterTrouble
from kiosk.screens import cards
from kiosk.screens.ticket import ticket_props
from shared.qt.obstacle import LinkObstacle
from shared.texts import catalogue, text
from shared.wire import Code, Estimate, Ticket
from tests.support.scripted_hub import batu


def test_nobody_waiting_is_said_so_and_not_as_zero_minutes() -> None:
    assert wording.wait("id", 0, Estimate(0, 3), True) == "Langsung dilayani"
    assert wording.wait("id", 4, Estimate(12, 25), True) == "<b>4</b> menunggu · ± <b>12</b> menit"
    assert wording.wait_lines("id", 0, Estimate(0, 3), True) == ("Tanpa antre", "langsung dilayani")


UNSTAFFED = "loket belum melayani"
NOBODY_YET = f"Belum ada antrean · {UNSTAFFED}"


@pytest.mark.parametrize(
    ("waiting", "estimate", "staffed", "line", "lines"),
    [
        (
            0,
            Estimate(0, 0),
            False,
            "Belum ada antrean · loket belum melayani",
            ("Belum ada antrean", "loket belum melayani"),
        ),
        (
            1,
            Estimate(0, 0),
            False,
            "<b>1</b> menunggu · loket belum melayani",
            ("<b>1</b> menunggu", "loket belum melayani"),
        ),
        (1, Estimate(0, 4), True, "<b>1</b> menunggu · segera dipanggil", ("<b>1</b> menunggu", "segera dipanggil")),
        (
            0,
            Estimate(8, 20),
            False,
            "Belum ada antrean · loket belum melayani",
            ("Belum ada antrean", "loket belum melayani"),
        ),
        (3, Estimate(8, 20), False, "<b>3</b> menunggu · ± <b>8</b> menit", ("<b>3</b> menunggu", "± 8 menit")),
    ],
)
def test_nobody_is_promised_a_counter_that_is_not_open_nor_a_wait_of_no_minutes(
    waiting: int, estimate: Estimate, staffed: bool, line: str, lines: tuple[str, str]
) -> None:
    assert wording.wait("id", waiting, estimate, staffed) == line
    assert wording.wait_lines("id", waiting, estimate, staffed) == lines


def test_a_service_whose_counters_have_others_first_is_not_said_to_have_nobody_waiting() -> None:
    """The paper would say that twenty are ahead: its counters serve them for something else."""
    assert wording.wait("id", 0, Estimate(50, 80), True) == "Menunggu ± <b>50</b> menit"
    assert wording.wait_lines("id", 0, Estimate(50, 80), True) == ("± 50 menit", "sampai giliran Anda")
    assert wording.wait_lines("id", 4, Estimate(12, 25), True) == ("<b>4</b> menunggu", "± 12 menit")


@pytest.mark.parametrize(
    ("lang", "agency", "said", "figure", "below"),
    [
        ("en", "dukcapil", "Counters 1–4", "1–4", "counters"),
        ("en", "bankjatim", "Counter 11", "11", "counter"),
        ("id", "dukcapil", "Loket 1–4", "1–4", "loket"),
        ("id", "bankjatim", "Loket 11", "11", "loket"),
    ],
)
def test_one_counter_is_a_counter_and_several_are_counters(
    lang: str, agency: str, said: str, figure: str, below: str
) -> None:
    hall = batu(always_open=True)
    face = next(known for known in hall.agencies if known.code == agency)
    assert cards.agency_line(hall, face, lang, hall.at) == said
    service = next(known for known in hall.services if known.agency == agency)
    today, wait = hall.service_date, Estimate(5, 9)
    given = Ticket(1, "X-001", agency, today, False, lang, "kiosk:pintu", hall.at, "token", "", 3, wait, ())
    shown = ticket_props(hall, given, service.code, lang, printing=False, noted=False)
    assert (shown.counters, shown.called_to) == (figure, below)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_trouble_has_words_in_both_languages(lang: str) -> None:
    keys = [f"problem.{code.value}" for code in Code] + [
        f"problem.printer.{trouble.value}" for trouble in PrinterTrouble
    ]
    keys += [f"problem.link.{obstacle.value}" for obstacle in LinkObstacle]
    assert [key for key in keys if key not in catalogue(lang)] == []


def test_both_languages_have_the_same_texts_with_the_same_placeholders() -> None:
    rooms = ("closure.", "kiosk.", "problem.", "time.")
    texts = {lang: {k: v for k, v in catalogue(lang).items() if k.startswith(rooms)} for lang in ("id", "en")}
    assert texts["id"].keys() == texts["en"].keys()
    for key, words in texts["id"].items():
        assert _placeholders(words) == _placeholders(texts["en"][key]), key


def test_indonesian_is_spelt_as_it_should_be() -> None:
    said = " ".join(catalogue("id").values()).lower()
    assert "antrian" not in said
    assert "silahkan" not in said
    assert text("id", "kiosk.ticket.title") == "Nomor antrean Anda"


def _placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_text_of_the_kiosk_is_used_and_every_text_it_uses_exists() -> None:
    room = Path(kiosk.__file__).parent
    said = "\n".join(file.read_text(encoding="utf-8") for kind in ("*.py", "*.qml") for file in room.rglob(kind))
    used = set(re.findall(r"""["'](kiosk\.[a-z_]+\.[a-z_]+)["']""", said))
    reasons = ("preparing", "gone", "new_day", "unknown", "untrusted")
    used |= {f"kiosk.away.{why}{part}" for why in reasons for part in ("", "_do")}
    used |= {f"kiosk.offline.{reason}_do" for reason in NoNumberReason} | {
        "kiosk.offline.used_up",
        "kiosk.offline.not_known",
    }
    used -= {"kiosk.told.language_"}  # put together where it is used
    used |= {f"kiosk.told.language_{lang}" for lang in ("id", "en")}
    used |= {f"kiosk.told.sheet_{sheet}" for sheet in ("search", "facilities", "information")}
    assert used == {key for key in catalogue("id") if key.startswith("kiosk.")}


@pytest.mark.parametrize("code", list(PrinterTrouble), ids=lambda code: code.value)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_office_has_words_for_every_trouble_of_a_printer(lang: str, code: PrinterTrouble) -> None:
    assert f"office.devices.printer.{code}" in catalogue(lang)
    known = (Path(kiosk.__file__).parents[1] / "web" / "office" / "condition.js").read_text(encoding="utf-8")
    assert f'"{code}"' in known, "else the page says only that something is wrong"
