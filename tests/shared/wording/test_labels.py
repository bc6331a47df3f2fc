"""Ticket labels; ``web/common/labels.js`` is held to the same cases in ``tests/web/test_twins.py``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.wording.labels import SERIES, every_series, label, parse, typed

CASES = json.loads(Path(__file__).with_name("labels.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("series", "number", "written"), CASES["label"])
def test_a_label_is_series_dash_and_three_digits_or_more(series: str, number: int, written: str) -> None:
    assert label(series, number) == written


@pytest.mark.parametrize(("text", "meant"), CASES["typed"])
def test_a_number_is_found_in_what_a_person_types(text: str, meant: list[object] | None) -> None:
    found = typed(text)
    assert (list(found) if found else None) == meant


@given(st.sampled_from(sorted(every_series())), st.integers(1, 10**6 - 1))
def test_every_label_is_read_as_what_it_was_written_from(series: str, number: int) -> None:
    written = label(series, number)
    assert parse(written) == typed(written) == typed(written.lower().replace("-", " ")) == (series, number)


@pytest.mark.parametrize(("text", "meant"), CASES["parse"])
def test_only_what_is_written_as_a_label_is_read_as_one(text: str, meant: list[object] | None) -> None:
    found = parse(text)
    assert (list(found) if found else None) == meant


def test_every_series_that_a_hall_may_have_is_counted() -> None:
    found = list(every_series())
    assert len(found) == len(set(found)) == 26 + 26 * 26 + 10 * 26
    assert all(SERIES.fullmatch(one) for one in found)
