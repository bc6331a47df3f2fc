"""Reading a parsed file into the structs that declare it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Annotated, Literal

import pytest
from msgspec import Meta, Struct

from shared.site.lines import lines_of
from shared.site.mistakes import Mistake
from shared.site.reader import keys_at, table
from shared.site.values import Notes, Value
from shared.texts import Translations

Code = Annotated[str, Meta(pattern="[a-z]+", description="small letters")]


class Room(Struct):
    name: Translations
    seats: Annotated[int, Meta(ge=1, le=50)] = 10
    heat: Annotated[float, Meta(ge=0, le=1)] = 0.5


class Closed(Struct, rename={"starts": "from"}):
    starts: date


class House(Struct, kw_only=True):
    title: str
    colour: Literal["red", "green"] = "red"
    room: Annotated[dict[Code, Room], Meta(min_length=1, description="a room, such as [{place}.attic]")]
    closed: tuple[Closed, ...] = ()
    spoken: Mapping[str, str] = {}
    floor: Annotated[int, Meta(ge=-9, le=99)] | Translations | None = None


RIGHT = 'title = "A"\n[room.attic]\nname = "Loteng"\n'


def read(text: str) -> tuple[House, tuple[Mistake, ...]]:
    notes = Notes("f", lines_of(text), partial(keys_at, House))
    found, _ = table(Value(notes, (), tomllib.loads(text)), House)
    return found, notes.mistakes()


def test_what_a_file_leaves_out_is_what_the_declaration_says() -> None:
    house, mistakes = read(RIGHT)
    assert mistakes == ()
    assert house == House(title="A", room={"attic": Room({"id": "Loteng"})})


def test_a_key_of_the_file_may_have_another_name_than_its_field() -> None:
    house, mistakes = read(f"{RIGHT}[[closed]]\nfrom = 2026-12-25\n")
    assert (house.closed, mistakes) == ((Closed(date(2026, 12, 25)),), ())


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("", "title", "text"),
        ("", "room", "a room, such as [room.attic]"),
        (f"{RIGHT}seats = 51", "room.attic.seats", "a whole number from 1 to 50"),
        (f'{RIGHT}seats = "5"', "room.attic.seats", "a whole number, without quotation marks"),
        (f"{RIGHT}seats = true", "room.attic.seats", "a whole number"),
        (f"{RIGHT}heat = 2", "room.attic.heat", "a number from 0 to 1"),
        (f"colour = 1\n{RIGHT}", "colour", '"red" or "green"'),
        (f"floor = 100\n{RIGHT}", "floor", "a whole number from -9 to 99"),
        (f"floor = []\n{RIGHT}", "floor", 'a text: "..." or { id = "...", en = "..." }'),
        (f"{RIGHT}[room.Attic]\nname = 'x'", "room.Attic", "small letters"),
        (f"{RIGHT}[closed]\nfrom = 2026-12-25", "closed", "a heading in two pairs of brackets, [[closed]]"),
        (f"{RIGHT}[[closed]]\nfrom = 2026-12-25T08:00:00", "closed[0].from", "a date such as 2026-12-25"),
        (f"{RIGHT}[spoken]\nBPJS = 4", "spoken.BPJS", "text"),
        (f"{RIGHT}naem = 'x'", "room.attic.naem", 'did you mean "name"'),
        (f"{RIGHT}colour = 'red'", "room.attic.colour", '"colour" belongs at the top of the file'),
    ],
)
def test_what_does_not_fit_the_declaration_is_told_with_its_place(text: str, place: str, expected: str) -> None:
    named = {mistake.place: mistake for mistake in read(text)[1]}
    assert expected in named[place].expected


def test_a_table_in_a_list_that_lacks_something_is_left_out_and_the_others_stay() -> None:
    house, mistakes = read(f"{RIGHT}[[closed]]\n[[closed]]\nfrom = 2026-12-25\n")
    assert house.closed == (Closed(date(2026, 12, 25)),)
    assert [mistake.place for mistake in mistakes] == ["closed[0].from"]


def test_the_keys_of_a_table_are_found_by_its_heading() -> None:
    assert keys_at(House, ("room", "attic")) == ("name", "seats", "heat")
    assert keys_at(House, ("room",)) == keys_at(House, ("nowhere",)) == ()
