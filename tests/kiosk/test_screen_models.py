"""A screen's model tells QML of what changed, and of nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.screens.cards import FacilityCard
from kiosk.screens.home import FacilitiesProps
from kiosk.screens.models import FacilitiesModel, TicketModel
from kiosk.screens.ticket import TicketProps

pytestmark = pytest.mark.usefixtures("qapp")
PROPS = TicketProps(label="A-013", ahead="4")


def heard_of(model: TicketModel) -> list[str]:
    heard: list[str] = []
    for name in TicketProps.__struct_fields__:
        signal: Any = getattr(model, f"{name}_changed")
        signal.connect(lambda name=name: heard.append(name))
    return heard


def test_only_the_fields_that_changed_have_their_signal() -> None:
    model = TicketModel(PROPS)
    heard = heard_of(model)
    model.show(replace(PROPS, ahead="3"))
    assert heard == ["ahead"]
    assert (model.property("ahead"), model.property("label")) == ("3", "A-013")


def test_equal_props_are_no_change() -> None:
    model = TicketModel(PROPS)
    heard = heard_of(model)
    model.show(TicketProps(label="A-013", ahead="4"))
    assert heard == []


def test_a_tuple_of_structs_becomes_rows_and_their_count() -> None:
    model = FacilitiesModel(FacilitiesProps())
    rows = model.property("facilities")
    model.show(FacilitiesProps((FacilityCard("Musala", "Lantai 2"),)))
    assert model.property("facilities_count") == 1
    assert model.property("facilities") is rows
    assert rows.rows[0].name == "Musala"
