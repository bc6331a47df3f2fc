"""Rows for QML: what changed is told, and nothing else."""

from __future__ import annotations

from msgspec import Struct

from shared.qt.rows import FIRST_ROLE, Rows


class Row(Struct, frozen=True):
    code: str
    waiting: int


def watched(rows: Rows) -> list[str]:
    told: list[str] = []
    rows.modelReset.connect(lambda: told.append("reset"))
    rows.dataChanged.connect(lambda first, _, roles: told.append(f"{first.row()}:{[r - FIRST_ROLE for r in roles]}"))
    rows.count_changed.connect(lambda: told.append("count"))
    return told


def test_a_changed_figure_is_told_for_its_row_and_role_alone() -> None:
    rows = Rows(Row)
    rows.show([Row("a", 1), Row("b", 2)])
    told = watched(rows)
    rows.show([Row("a", 1), Row("b", 3)])
    assert told == ["1:[1]"]
    assert rows.data(rows.index(1), FIRST_ROLE + 1) == 3


def test_other_rows_replace_all() -> None:
    rows = Rows(Row)
    told = watched(rows)
    rows.show([Row("a", 1)])
    rows.show([Row("b", 1)])
    assert told == ["reset", "count", "reset"]


def test_equal_rows_tell_nothing() -> None:
    rows = Rows(Row)
    rows.show([Row("a", 1)])
    told = watched(rows)
    rows.show([Row("a", 1)])
    assert told == []


def test_the_fields_are_the_roles() -> None:
    assert [bytes(name.data()) for name in Rows(Row).roleNames().values()] == [b"code", b"waiting"]
