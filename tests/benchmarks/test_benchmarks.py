"""The benchmarks run and answer in the promised shape. How fast anything is, is not asked here."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from benchmarks import machine
from benchmarks.figures import HEAD, at_least, cells, informs, markdown, missing, most, within

SHAPE = {"name", "value", "yardstick", "ratio", "target", "ok"}


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("half", "row"), [("hub", "take a number, one client"), ("screens", "call → first sound, p95")]
)
def test_a_quick_run_prints_a_list_of_rows_in_the_promised_shape(half: str, row: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "--json", "--only", half], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    rows = json.loads(done.stdout)
    assert all(set(one) >= SHAPE for one in rows)
    assert row in {one["name"] for one in rows}
    for one in rows:
        assert one["value"] is None or one["value"] >= 0.0, one
        assert (one["ok"] is None) == (one["target"] == ""), "a row that has a target says whether it is reached"
        assert one["value"] is not None or one["target"] == ""
    assert rows[0]["name"].startswith("the machine: ")
    assert rows[0]["value"] > 0.0


def test_the_machines_computation_comes_to_the_same_on_every_machine() -> None:
    assert machine.compute() == machine.EXPECTED
    assert len(machine.timed(2)) == 2


def test_a_machines_computation_cut_short_is_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "ROUNDS", 10)
    with pytest.raises(RuntimeError, match="came to"):
        machine.timed(1)


def test_a_row_that_only_informs_claims_nothing() -> None:
    row = informs("the machine", "ms", 120.0, "how")
    assert cells(row) == ("the machine", "120 ms", "", "", "", "–", "how")


def test_a_ratio_is_reached_at_its_target_and_not_before() -> None:
    assert at_least("rate", "/s", 60, 100, 0.6, 0.6, "").ok
    assert not at_least("rate", "/s", 59, 100, 0.59, 0.6, "").ok
    assert within("wait", "ms", 2.0, 1.0, 2, "").ok
    assert not within("wait", "ms", 2.1, 1.0, 2, "").ok
    assert most("size", "MB", 90, 90, "").ok
    assert not most("size", "MB", 90.1, 90, "").ok


def test_a_row_that_was_not_measured_says_why_and_claims_nothing() -> None:
    row = missing("slow disk", "no C compiler")
    assert (row.value, row.ok, row.note) == (None, None, "not measured: no C compiler")
    assert cells(row) == ("slow disk", "", "", "", "", "–", "not measured: no C compiler")


def test_the_table_for_the_document_has_a_line_for_each_row() -> None:
    rows = [most("hub ready", "s", 0.9, 1.0, "how"), missing("slow disk", "why")]
    table = markdown(HEAD, [cells(row) for row in rows]).splitlines()
    assert table[2] == "| hub ready | 0.9 s |  |  | at most 1 s | yes | how |"
    assert len(table) == 4
