"""What a screen reader is given, as plain sentences."""

from __future__ import annotations

import pytest

from kiosk.screens.screen_reader import spoken, spoken_choice


@pytest.mark.parametrize(
    ("lang", "styled", "told"),
    [
        ("id", "<b>3</b> menunggu · ± <b>12</b> menit", "3 menunggu, sekitar 12 menit"),
        ("en", "<b>3</b> waiting · ± <b>12</b> min", "3 waiting, about 12 min"),
    ],
)
def test_signs_and_tags_become_words(lang: str, styled: str, told: str) -> None:
    assert spoken(lang, styled) == told


def test_what_is_said_twice_or_not_at_all_is_left_out() -> None:
    assert spoken_choice("id", "Samsat", "Samsat", "", "Belum ada antrean") == "Samsat, Belum ada antrean"
