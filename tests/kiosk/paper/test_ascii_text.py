"""Text made printable and broken into lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.paper.ascii_text import printable, wrapped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kafe “Résumé”", 'Kafe "Resume"'),
        ("Mal Pelayanan Publik · Kota Batu", "Mal Pelayanan Publik - Kota Batu"),
        ("08.00–15.00", "08.00-15.00"),
        ("±  12\u00a0menit…", "+/- 12 menit..."),
        ("Al-Qur’an, Łódź, ½ m²", "Al-Qur'an, Lodz, 1/2 m2"),
        ("  dua\n baris ", "dua baris"),
        ("ٱلسلام", "??????"),
        ("Loket 🎉 3", "Loket 3"),
    ],
)
def test_signs_become_the_nearest_that_every_printer_has(text: str, expected: str) -> None:
    assert printable(text) == expected


@given(st.text())
def test_only_printable_ascii_leaves(text: str) -> None:
    assert printable(text).isascii()
    assert not printable(text) or printable(text).isprintable()


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("", 10, ()),
        ("satu dua tiga", 8, ("satu dua", "tiga")),
        ("satu dua tiga", 13, ("satu dua tiga",)),
        ("pertanggungjawaban", 10, ("pertanggun", "gjawaban")),
        ("PT-Perkebunan/Nusantara", 14, ("PT-Perkebunan/", "Nusantara")),
    ],
)
def test_lines_break_between_words(text: str, columns: int, expected: tuple[str, ...]) -> None:
    assert wrapped(text, columns) == expected


def test_headings_break_into_even_lines() -> None:
    name = "Dinas Kependudukan dan Pencatatan Sipil Kota Batu"
    assert wrapped(name, 48) == ("Dinas Kependudukan dan Pencatatan Sipil Kota", "Batu")
    assert wrapped(name, 48, balanced=True) == ("Dinas Kependudukan dan", "Pencatatan Sipil Kota Batu")


@given(st.text("ab-/ ", max_size=80), st.integers(1, 20), st.booleans())
def test_no_letter_is_lost_and_no_line_is_too_long(text: str, columns: int, balanced: bool) -> None:
    lines = wrapped(text, columns, balanced=balanced)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(0 < len(line) <= columns for line in lines)
