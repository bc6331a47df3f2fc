"""A view-model made from the fields of a frozen struct."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import Struct

from shared.qt.props_model import PropsModel


class Row(Struct, frozen=True):
    key: str


class Props(Struct, frozen=True):
    title: str = ""
    count: int = 0
    rows: tuple[Row, ...] = ()


class Model(PropsModel):
    props_type = Props


@pytest.fixture
def model(qapp: Any) -> Any:  # noqa: ARG001
    return Model(Props("one", 1))


def changes(model: Any) -> list[str]:
    told: list[str] = []
    for name in ("title", "count", "rows_count"):
        getattr(model, f"{name}_changed").connect(lambda name=name: told.append(name))
    return told


def test_each_field_is_a_property(model: Any) -> None:
    assert (model.title, model.count, model.rows_count) == ("one", 1, 0)


def test_only_what_changed_is_told(model: Any) -> None:
    told = changes(model)
    model.show(Props("two", 1))
    assert told == ["title"]


def test_the_same_props_again_tell_nothing(model: Any) -> None:
    told = changes(model)
    model.show(Props("one", 1))
    assert told == []


def test_structs_in_a_tuple_are_rows(model: Any) -> None:
    told = changes(model)
    model.show(Props("one", 1, (Row("a"), Row("b"))))
    assert model.rows.rowCount() == 2
    assert told == ["rows_count"]
