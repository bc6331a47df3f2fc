"""What goes over the wire keeps its shape: every field of every message, as ``shape.txt`` has it.

A line that is new there is an optional field that was added; any other change needs a new version of the API. After a
field was added on purpose: ``python -m tests.shared.wire.test_shape`` writes the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec import inspect

import shared.wire
from hub.views.public_site import public_site
from shared.site.load import bundled, load_site
from shared.site.model import KioskPolicy, PaperSettings, Policy, Speech
from shared.wire import DayRecap, Health, KioskInfo, PaperInfo, PolicyInfo, Problem, Session, SpeechInfo, Ticket, Visit
from shared.wire.hall import DeviceState
from shared.wire.stream import EventMessage, FiguresChanged, Snapshot, Tick

SHAPE = Path(__file__).with_name("shape.txt")
MESSAGES = (
    Snapshot,
    EventMessage,
    FiguresChanged,
    Tick,
    DeviceState,
    Ticket,
    Visit,
    Session,
    DayRecap,
    Health,
    Problem,
)


def lines(path: str, of: inspect.Type, needed: bool = True) -> Iterator[str]:
    """A line for each value below ``path``, with the kind of JSON that it is; "?" is one that may be left out."""
    kinds = of.types if isinstance(of, inspect.UnionType) else (of,)
    yield f"{path}{'' if needed else '?'}: {' | '.join(sorted({_kind(kind) for kind in kinds}))}"
    for kind in kinds:
        match kind:
            case inspect.StructType():
                if kind.tag is not None:
                    yield f"{path}.{kind.tag_field}: {kind.tag!r}"
                for field in kind.fields:
                    yield from lines(f"{path}.{field.encode_name}", field.type, field.required)
            case inspect.VarTupleType() | inspect.ListType():
                yield from lines(f"{path}[]", kind.item_type)
            case inspect.DictType():
                yield from lines(f"{path}{{}}", kind.value_type)


def _kind(of: inspect.Type) -> str:
    match of:
        case inspect.StructType() | inspect.DictType():
            return "object"
        case inspect.VarTupleType() | inspect.ListType():
            return "list"
        case inspect.EnumType():
            return " or ".join(sorted(repr(one.value) for one in of.cls))
        case inspect.LiteralType():
            return " or ".join(map(repr, of.values))
        case _:
            return type(of).__name__.removesuffix("Type").lower()


def shape() -> str:
    messages = zip(MESSAGES, inspect.multi_type_info(MESSAGES), strict=True)
    return "".join(f"{line}\n" for message, of in messages for line in lines(message.__name__, of))


def test_messages_have_the_fields_that_they_had() -> None:
    assert shape() == SHAPE.read_text(encoding="utf-8")


def test_the_wire_knows_nothing_of_the_site_file() -> None:
    files = Path(shared.wire.__file__).parent.glob("*.py")
    assert [file.name for file in files if "shared.site" in file.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("name", bundled())
def test_every_setting_that_goes_out_is_that_of_the_site(name: str) -> None:
    site = load_site(name)
    sent, kept = (json.loads(msgspec.json.encode(one)) for one in (public_site(site), site))
    own = {"accent", "tells_floor", "tells_zone"}
    assert {key: sent[key] for key in sent.keys() - own} == {key: kept[key] for key in sent.keys() - own}


def test_what_a_site_file_leaves_out_is_what_a_message_leaves_out() -> None:
    pairs = [(Policy, PolicyInfo), (Speech, SpeechInfo), (PaperSettings, PaperInfo), (KioskPolicy, KioskInfo)]
    assert [msgspec.to_builtins(of()) for of, _ in pairs] == [msgspec.to_builtins(sent()) for _, sent in pairs]


if __name__ == "__main__":
    SHAPE.write_text(shape(), encoding="utf-8")
