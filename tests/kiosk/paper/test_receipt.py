"""What the paper says, as the printer gets it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.paper.ascii_text import printable
from kiosk.paper.decode import decode
from kiosk.paper.encode import encode
from kiosk.paper.layout import BarPart, LetterSize, NumberPart, PaperLayout, QrPart, TextPart
from kiosk.paper.receipt import PaperEdition, ReceiptContent, receipt
from shared.wire import CounterState, Estimate, HallZone, PaperInfo
from tests.support.paper_texts import texts
from tests.support.slips import PAPERS, slip

LONG = {
    "id": "Dinas Koperasi, Usaha Mikro, Perindustrian dan Perdagangan Pemerintah Kota Batu Provinsi Jawa Timur",
    "en": "Department of Cooperatives, Micro-Enterprises, Industry and Trade of the Batu Municipality, East Java",
}


def said(of: ReceiptContent) -> str:
    """All words on the paper, each line's blanks reduced to one."""
    lines = [line.text for line in receipt(of) if isinstance(line, TextPart | BarPart)]
    return " ".join(" ".join(lines).split())


def widest(layout: PaperLayout) -> int:
    lines = [line for line in layout if isinstance(line, TextPart | BarPart)]
    return max(len(line.text) * (line.size if isinstance(line, TextPart) else LetterSize.LARGE).width for line in lines)


def test_the_paper_says_everything_a_visitor_needs_in_indonesian() -> None:
    words = said(slip("id"))
    for expected in (
        "MPP Among Warga Mal Pelayanan Publik - Kota Batu",
        "Balai Kota Among Tani, Gedung B lantai 2",
        "NOMOR ANTREAN",
        "Perekaman dan cetak KTP-el",
        "Dispendukcapil Dinas Kependudukan dan Pencatatan Sipil Kota Batu",
        "4 orang di depan Anda",
        "Menunggu sekitar 12-25 menit (pukul 09.41 WIB)",
        "Loket 1-4",
        "Siapkan: - Fotokopi Kartu Keluarga (KK)",
        "Pindai untuk memantau antrean",
        "Senin, 19 September 2022, 09.41 WIB",
        "Silakan menunggu panggilan.",
    ):
        assert expected in words


def test_the_paper_says_everything_a_visitor_needs_in_english() -> None:
    assert "Counters 1-4" in said(slip("en"))
    words = said(slip("en", counters=(7,)))
    for expected in (
        "QUEUE NUMBER",
        "Electronic ID card",
        "Civil Registry Population and Civil Registration Office of Batu City",
        "4 people before you",
        "About 12-25 minutes to wait (at 09:41 WIB)",
        "Counter 7",
        "Please have ready: - Copy of the family card (KK)",
        "Monday, 19 September 2022, 09:41 WIB",
    ):
        assert expected in words


def test_number_and_page_are_those_of_the_ticket() -> None:
    of = slip(label="K-1204")
    layout = receipt(of)
    assert [part.label for part in layout if isinstance(part, NumberPart)] == ["K-1204"]
    assert [part.url for part in layout if isinstance(part, QrPart)] == [of.ticket.url]


def test_the_time_is_the_halls_and_not_the_machines() -> None:
    assert "Senin, 19 September 2022, 10.41 WITA" in said(slip(timezone="Asia/Makassar"))


@pytest.mark.parametrize(
    ("changed", "id_words", "en_words"),
    [
        ({"priority": True}, "PRIORITAS", "PRIORITY"),
        ({"demonstration": True}, "MODE PERAGAAN", "DEMONSTRATION"),
        ({"edition": PaperEdition.REPRINT}, "CETAK ULANG", "REPRINT"),
        ({"edition": PaperEdition.OFFLINE}, "NOMOR CADANGAN", "RESERVE NUMBER"),
    ],
)
def test_a_mark_stands_on_the_papers_it_belongs_to_and_on_no_other(
    changed: dict[str, object], id_words: str, en_words: str
) -> None:
    assert id_words in said(slip("id", **changed))  # type: ignore[arg-type]
    assert en_words in said(slip("en", **changed))  # type: ignore[arg-type]
    assert id_words not in said(slip("id"))
    assert en_words not in said(slip("en"))


@pytest.mark.parametrize(
    ("ahead", "estimate", "expected"),
    [
        (0, Estimate(0, 0), "You are next You will be called shortly (at 09:41 WIB)"),
        (1, Estimate(0, 6), "1 person before you At most 6 minutes to wait"),
        (1, Estimate(1, 1), "About 1 minute to wait"),
        (2, Estimate(8, 8), "2 people before you About 8 minutes to wait"),
        (2, Estimate(8, 15), "About 8-15 minutes to wait"),
    ],
)
def test_people_ahead_and_wait_are_said_as_people_say_them(ahead: int, estimate: Estimate, expected: str) -> None:
    assert expected in said(slip("en", ahead=ahead, estimate=estimate))


@pytest.mark.parametrize(
    ("numbers", "expected"), [((3,), "Loket 3"), ((4, 3), "Loket 3-4"), ((7, 1, 2, 3, 9), "Loket 1-3, 7, 9")]
)
def test_counters_in_a_row_are_drawn_together(numbers: tuple[int, ...], expected: str) -> None:
    assert expected in said(slip(counters=numbers))


@pytest.mark.parametrize(
    ("lang", "expected"), [("id", "Loket 1-4 Lantai 2 · Sayap barat"), ("en", "Counters 1-4 Floor 2 · Sayap barat")]
)
def test_the_paper_says_on_which_floor_and_in_which_zone_the_counters_are(lang: str, expected: str) -> None:
    zone = HallZone("hall", {"id": "Sayap barat"}, 2)
    assert printable(expected) in said(slip(lang, zones=(zone,)))


def test_a_hall_that_tells_no_places_keeps_them_off_the_paper() -> None:
    assert "lantai 2" not in said(slip()).replace("Gedung B lantai 2", "")


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("id", "Loket belum melayani (pukul 09.41 WIB)"), ("en", "No counter is serving yet (at 09:41 WIB)")],
)
def test_a_paper_taken_before_a_counter_opens_promises_no_call_shortly(lang: str, expected: str) -> None:
    words = said(slip(lang, ahead=0, estimate=Estimate(0, 0), counter_state=CounterState.CLOSED))
    assert expected in words


def test_a_service_without_counters_or_papers_to_bring_leaves_no_empty_headings() -> None:
    words = said(slip(counters=(), bring=()))
    assert "Loket" not in words
    assert "Siapkan" not in words


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_long_official_names_are_whole_and_stay_on_the_paper(lang: str, paper: PaperInfo) -> None:
    of = slip(lang, paper=paper, service=LONG[lang], agency=LONG[lang], priority=True, demonstration=True)
    assert widest(receipt(of)) <= paper.columns
    assert said(of).count(LONG[lang]) == 2
    assert max(map(len, texts(decode(encode(receipt(of), paper))))) <= paper.columns


@given(
    name=st.text(st.characters(codec="utf-8"), min_size=1, max_size=120),
    paper=st.sampled_from(list(PAPERS.values())),
    lang=st.sampled_from(["id", "en"]),
)
def test_no_name_whatever_its_letters_runs_off_the_paper(name: str, paper: PaperInfo, lang: str) -> None:
    of = slip(lang, paper=paper, service=name, agency=name, bring=({"id": name},))
    layout = receipt(of)
    assert widest(layout) <= paper.columns
    assert all(
        line.text.isascii() and line.text.isprintable() for line in layout if isinstance(line, TextPart | BarPart)
    )


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_no_line_begins_with_a_dash_between_parts_and_the_floor_begins_one(lang: str, paper: PaperInfo) -> None:
    zones = (HallZone("hall", {"id": "Sayap timur gedung utama", "en": "East wing of the main building"}, floor=2),)
    lines = [
        line.text for line in receipt(slip(lang, paper=paper, zones=zones, bring=())) if isinstance(line, TextPart)
    ]
    assert [line for line in lines if line.startswith(("-", "lantai", "floor"))] == []
    assert any(line.startswith({"id": "Lantai 2", "en": "Floor 2"}[lang]) for line in lines)
