"""Two builds side by side: what is built from a commit, how figures become a row. No figure is judged here."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from benchmarks import against
from benchmarks.builds import ROOT, THIS, Build, NoSuchBuildError, built, lacking_packages
from benchmarks.comparison import (
    QUICK,
    Compared,
    Effort,
    Pair,
    Turns,
    at_least,
    at_most,
    cells,
    in_turn,
    itself_at_least,
    itself_at_most,
)
from benchmarks.figures import MissingError

SHAPE = {"name", "unit", "before", "after", "ratio", "target", "ok", "note"}
in_a_repository = pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this checkout has no history")
OTHER = Build("other", ROOT, THIS.python)


@in_a_repository
def test_a_commit_is_unpacked_once_and_found_again(tmp_path: Path) -> None:
    told: list[str] = []
    first, again = built("HEAD", tmp_path, told.append), built("HEAD", tmp_path, told.append)
    assert first == again
    assert (first.root / "antrean" / "__main__.py").exists()
    assert len([line for line in told if line.startswith("unpacking")]) == 1


@in_a_repository
def test_a_commit_whose_packages_are_here_needs_no_environment_of_its_own(tmp_path: Path) -> None:
    found = built("HEAD", tmp_path, lambda _: None)
    if not lacking_packages((ROOT / "setup" / "requirements.txt").read_text()):
        assert found.python == THIS.python
        assert not (tmp_path / "environments").exists()


@in_a_repository
def test_what_is_no_commit_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoSuchBuildError, match="nowhere is no commit"):
        built("nowhere", tmp_path, lambda _: None)


def test_a_lock_files_packages_are_compared_with_what_is_installed() -> None:
    here = metadata.version("msgspec")
    lock = f"msgspec=={here} \\\n    --hash=sha256:00\nclick==0.0.1 \\\n    --hash=sha256:00\n"
    lock += "elsewhere==1 ; sys_platform == 'x'\n"
    assert lacking_packages(lock) == ["click==0.0.1"]


def test_builds_take_turns_and_each_begins_every_second_round() -> None:
    order: list[str] = []

    def measure(build: Build) -> float:
        order.append(build.name)
        return 1.0

    in_turn(Pair(OTHER, THIS), 3, measure)
    assert order == ["other", THIS.name, THIS.name, "other", "other", THIS.name]


def test_the_ratio_is_the_median_of_the_rounds_own_ratios() -> None:
    assert Turns([1.0, 100.0, 2.0], [2.0, 300.0, 4.0]).ratio == 2.0


def test_a_row_is_reached_at_its_target_and_not_before() -> None:
    turns = Turns([10.0], [6.0])
    assert at_most("memory", "MB", turns, 0.6, "").ok
    assert not at_most("memory", "MB", turns, 0.59, "").ok
    assert at_least("rate", "/s", turns, 0.6, "").ok
    assert not at_least("rate", "/s", turns, 0.61, "").ok
    assert itself_at_least("share", "×", turns, 6.0, "").ok
    assert not itself_at_most("share", "×", turns, 5.9, "").ok


def test_a_row_shows_both_builds_beside_each_other() -> None:
    row = at_most("hub ready", "s", Turns([0.8], [0.6]), 0.75, "how")
    assert cells(row) == ("hub ready", "0.8 s", "0.6 s", "0.75 ×", "at most 0.75 ×", "yes", "how")


def test_a_subject_that_cannot_be_measured_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(builds: Pair, effort: Effort) -> Iterator[Compared]:  # noqa: ARG001
        raise MissingError("no Xvfb")
        yield  # a generator, as the others are

    def present(builds: Pair, effort: Effort) -> Iterator[Compared]:  # noqa: ARG001
        yield at_most("hub ready", "s", Turns([1.0], [1.0]), 1.0, "")

    monkeypatch.setattr(against, "SUBJECTS", {"absent": absent, "present": present})
    rows = list(against.compared(Pair(OTHER, THIS), QUICK, ["absent", "present"]))
    assert [(row.name, row.ok) for row in rows] == [("absent", None), ("hub ready", True)]
    assert rows[0].note == "not measured: no Xvfb"


@in_a_repository
def test_a_quick_comparison_with_the_own_commit_prints_rows_of_both_builds(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks", "--against", "HEAD", "--quick", "--json", "--cache", str(tmp_path)]
    done = subprocess.run([*command, "--only", "hub", "--only", "calls"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    rows = json.loads(done.stdout)
    assert all(set(row) == SHAPE for row in rows)
    assert [row["name"] for row in rows if row["before"] is None or row["after"] is None] == []
    assert {"hub ready after its start", "hub's computing time for each call"} <= {row["name"] for row in rows}
