"""The board's view-models for QML: one for each part, and one for the whole; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct
from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from display.screens import (
    CallProps,
    HeaderProps,
    IdlePanelProps,
    InfoProps,
    OtherCallsProps,
    ServingProps,
    TickerProps,
    WaitingProps,
    call_props,
    header_props,
    idle_props,
    info_props,
    other_calls_props,
    serving_props,
    ticker_props,
    waiting_props,
)
from display.settings import BoardTimes
from display.snapshot import BoardSnapshot
from shared.qt.props_model import PropsModel
from shared.texts import catalogue

QML_IMPORT_NAME = "Antrean.Board"
QML_IMPORT_MAJOR_VERSION = 1
MADE_BY = "made by display.app"


@QmlElement
@QmlUncreatable(MADE_BY)
class HeaderModel(PropsModel):  # type: ignore[operator]  # of the decorator above
    """Whose hall this is, date and time."""

    props_type = HeaderProps


@QmlElement
@QmlUncreatable(MADE_BY)
class CallModel(PropsModel):  # type: ignore[operator]  # of the decorator above
    """The call in the large panel."""

    props_type = CallProps


@QmlElement
@QmlUncreatable(MADE_BY)
class IdlePanelModel(PropsModel):  # type: ignore[operator]  # of the decorator above
    """The large panel without a call."""

    props_type = IdlePanelProps


@QmlElement
@QmlUncreatable(MADE_BY)
class OtherCallsModel(PropsModel):  # type: ignore[operator]  # of the decorator above
    """The other numbers that are called."""

    props_type = OtherCallsProps


@QmlElement
@QmlUncreatable(MADE_BY)
class ServingModel(PropsModel):  # type: ignore[operator]  # of the decorator above
    """Where each agency is now."""

    props_type = ServingProps


@QmlElement
@QmlUncreatable(MADE_BY)
class InfoModel(PropsModel):  # type: ignore[operator]  # of the decorator above
    """The hall's notices."""

    props_type = InfoProps


@QmlElement
@QmlUncreatable(MADE_BY)
class TickerModel(PropsModel):  # type: ignore[operator]  # of the decorator above
    """The lowest line."""

    props_type = TickerProps


@QmlElement
@QmlUncreatable(MADE_BY)
class WaitingModel(PropsModel):  # type: ignore[operator]  # of the decorator above
    """The page without a hall."""

    props_type = WaitingProps


@QmlElement
@QmlUncreatable(MADE_BY)
class BoardModel(QObject):  # type: ignore[operator]
    """Which page and panel are shown, and what is the same for all parts."""

    changed = Signal()
    second_changed = Signal()
    logo_changed = Signal()
    staff_came = Signal()
    """Somebody of the staff wants to pair this board again."""

    def __init__(self, times: BoardTimes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = BoardSnapshot()
        self._times = times
        self._logo = ""
        self._second: dict[str, str] = {}
        self._parts: tuple[tuple[str, PropsModel, Callable[[BoardSnapshot], Struct]], ...] = (
            ("headerProps", HeaderModel(header_props(self._board), self), header_props),
            ("callProps", CallModel(call_props(self._board), self), call_props),
            ("idleProps", IdlePanelModel(idle_props(self._board), self), idle_props),
            ("otherCallsProps", OtherCallsModel(other_calls_props(self._board), self), other_calls_props),
            ("servingProps", ServingModel(serving_props(self._board), self), serving_props),
            ("infoProps", InfoModel(info_props(self._board), self), info_props),
            ("tickerProps", TickerModel(ticker_props(self._board), self), ticker_props),
            ("waitingProps", WaitingModel(waiting_props(self._board), self), waiting_props),
        )

    @property
    def parts(self) -> Mapping[str, PropsModel]:
        """By the name of the property of ``Main.qml`` that takes it."""
        return {name: model for name, model, _ in self._parts}

    def show(self, board: BoardSnapshot) -> None:
        before, self._board = self._board, board
        for _, model, props in self._parts:
            model.show(props(board))
        second = _board_texts(board.second) if board.second else {}
        if second != self._second:
            self._second = second
            self.second_changed.emit()
        if (before.page, before.panel, before.accent) != (board.page, board.panel, board.accent):
            self.changed.emit()

    def show_logo(self, source: str) -> None:
        self._logo = source
        self.logo_changed.emit()

    @Property(str, notify=changed)
    def page(self) -> str:
        """waiting, refused, untrusted, no_zone or board."""
        return self._board.page.value

    @Property(str, notify=changed)
    def panel(self) -> str:
        """idle, calling or last."""
        return self._board.panel.value

    @Property(str, notify=changed)
    def accent(self) -> str:
        """The site's own, or empty."""
        return self._board.accent

    @Property(str, notify=logo_changed)
    def logo(self) -> str:
        """Address of the hall's logo for an Image; empty for none."""
        return self._logo

    @Property("QVariantMap", notify=second_changed)  # type: ignore[arg-type]
    def second(self) -> dict[str, str]:
        """The second language's texts by key; empty where the site has one language."""
        return self._second

    @Property(int, constant=True)
    def notice_time(self) -> int:
        """Milliseconds for which one notice stays."""
        return round(self._times.info * 1_000)

    @Property(int, constant=True)
    def page_time(self) -> int:
        """Milliseconds for which one page of agencies stays."""
        return round(self._times.page * 1_000)

    @Slot()
    def attend(self) -> None:
        """Staff touched the sign that leads to pairing."""
        if waiting_props(self._board).closed:
            self.staff_came.emit()


def _board_texts(lang: str) -> dict[str, str]:
    return {key: words for key, words in catalogue(lang).items() if key.startswith("board.")}
