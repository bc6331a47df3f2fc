"""Rows for QML lists, each a frozen struct. New rows are compared with the old, so that delegates stay and only what
changed is drawn again: a figure that changes moves nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

FIRST_ROLE = Qt.ItemDataRole.UserRole + 1
ROOT = QModelIndex()


class Rows(QAbstractListModel):
    """A list of structs of one type; its fields are the roles, its first field tells rows apart."""

    count_changed = Signal()

    def __init__(self, row_type: type[Struct], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fields = row_type.__struct_fields__
        self._rows: tuple[Struct, ...] = ()

    @property
    def rows(self) -> tuple[Struct, ...]:
        return self._rows

    def show(self, rows: Sequence[Struct]) -> None:
        """Replaces the rows: in place while they are the same ones in the same order, else all."""
        new, old = tuple(rows), self._rows
        if [self._key(row) for row in new] != [self._key(row) for row in old]:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            if len(new) != len(old):
                self.count_changed.emit()
            return
        self._rows = new
        for place, (row, before) in enumerate(zip(new, old, strict=True)):
            roles = [
                FIRST_ROLE + number
                for number, field in enumerate(self._fields)
                if getattr(row, field) != getattr(before, field)
            ]
            if roles:
                index = self.index(place)
                self.dataChanged.emit(index, index, roles)

    def _key(self, row: Struct) -> object:
        return getattr(row, self._fields[0])

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = FIRST_ROLE) -> Any:
        if not index.isValid() or not 0 <= role - FIRST_ROLE < len(self._fields):
            return None
        return getattr(self._rows[index.row()], self._fields[role - FIRST_ROLE])

    def roleNames(self) -> dict[int, QByteArray]:
        return {FIRST_ROLE + number: QByteArray(field.encode()) for number, field in enumerate(self._fields)}

    def _count(self) -> int:
        return len(self._rows)

    count = Property(int, _count, notify=count_changed)
