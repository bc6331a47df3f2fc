"""What all view-models share: one QML property with its own signal for each field of a frozen struct."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields
from PySide6.QtCore import Property, QObject, Signal

from shared.qt.rows import Rows


class PropsModel(QObject):
    """A view-model of one screen or of a part of one. A subclass names its ``props_type``; ``show`` replaces its props.

    A field that is a tuple of structs becomes ``shared.qt.rows.Rows`` and a count (``agencies``, ``agencies_count``);
    every other one a property of its type. Signals are emitted for fields that changed, after all have changed."""

    props_type: ClassVar[type[Struct]]
    _rows_of: ClassVar[dict[str, type[Struct]]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._rows_of = {}
        for field in fields(cls.props_type):
            row_type = _row_type(field.type)
            if row_type is not None:
                cls._rows_of[field.name] = row_type
                setattr(cls, field.name, Property(QObject, _rows(field.name), constant=True))
                _add(cls, f"{field.name}_count", int, _count(field.name))
            else:
                is_list = get_origin(field.type) is tuple
                _add(cls, field.name, list if is_list else field.type, _value(field.name, is_list))

    def __init__(self, props: Struct, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._props = props
        self._rows = {name: Rows(row_type, self) for name, row_type in self._rows_of.items()}
        for name, rows in self._rows.items():
            rows.show(getattr(props, name))

    def show(self, props: Struct) -> None:
        """Replaces the props, which are of ``props_type``."""
        before, self._props = self._props, props
        if before == props:
            return
        for name, rows in self._rows.items():
            rows.show(getattr(props, name))
        for field in self.props_type.__struct_fields__:
            new, old = getattr(props, field), getattr(before, field)
            if field in self._rows:
                if len(new) != len(old):
                    getattr(self, f"{field}_count_changed").emit()
            elif new != old:
                getattr(self, f"{field}_changed").emit()


def _add(cls: type[PropsModel], name: str, kind: type, getter: Callable[[Any], Any]) -> None:
    signal = Signal()
    setattr(cls, f"{name}_changed", signal)
    setattr(cls, name, Property(kind, getter, notify=signal))


def _value(name: str, is_list: bool) -> Callable[[Any], Any]:
    if is_list:
        return lambda self: list(getattr(self._props, name))
    return lambda self: getattr(self._props, name)


def _count(name: str) -> Callable[[Any], int]:
    return lambda self: len(getattr(self._props, name))


def _rows(name: str) -> Callable[[Any], Rows]:
    return lambda self: self._rows[name]


def _row_type(kind: Any) -> type[Struct] | None:
    """The struct of ``tuple[STRUCT, ...]``; None for every other type."""
    inner = get_args(kind)[:1] if get_origin(kind) is tuple else ()
    return inner[0] if inner and isinstance(inner[0], type) and issubclass(inner[0], Struct) else None
