"""The board for QML: one property for each thing that is drawn, taken from the snapshot; nothing is decided here."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from display.notices import Notice
from display.settings import BoardTimes
from display.snapshot import BoardPage, BoardSnapshot, CalledNumber, PanelContents, Serving
from shared.qt.rows import Rows
from shared.texts import catalogue

QML_IMPORT_NAME = "Antrean.Board"
QML_IMPORT_MAJOR_VERSION = 1

NO_CALL = CalledNumber(key=0, label="", counter="", agency="", service="")


@QmlElement
@QmlUncreatable("made by display.app")
class BoardModel(QObject):  # type: ignore[operator]
    """What ``Main.qml`` is given."""

    changed = Signal()
    second_changed = Signal()
    staff_came = Signal()
    """Somebody of the staff wants to pair this board again."""

    def __init__(self, times: BoardTimes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = BoardSnapshot()
        self._times = times
        self._logo = ""
        self._second: dict[str, str] = {}
        self._others = Rows(CalledNumber, self)
        self._serving = Rows(Serving, self)
        self._notices = Rows(Notice, self)

    def show(self, board: BoardSnapshot) -> None:
        self._board = board
        self._others.show(board.others)
        self._serving.show(board.serving)
        self._notices.show(board.notices)
        second = _board_texts("en") if board.second else {}
        if second != self._second:
            self._second = second
            self.second_changed.emit()
        self.changed.emit()

    def show_logo(self, source: str) -> None:
        self._logo = source
        self.changed.emit()

    @property
    def _call(self) -> CalledNumber:
        return self._board.call or NO_CALL

    # --- the whole --------------------------------------------------------------------------------------------------

    @Property(str, notify=changed)
    def page(self) -> str:
        """waiting, refused, untrusted, no_zone or board."""
        return self._board.page.value

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._board.title

    @Property(str, notify=changed)
    def logo(self) -> str:
        """Address of the hall's logo for an Image; empty for none."""
        return self._logo

    @Property(str, notify=changed)
    def kind(self) -> str:
        return self._board.kind

    @Property(str, notify=changed)
    def zone(self) -> str:
        return self._board.zone

    @Property(str, notify=changed)
    def date(self) -> str:
        return self._board.date

    @Property(str, notify=changed)
    def clock(self) -> str:
        return self._board.clock

    @Property(bool, notify=changed)
    def demo(self) -> bool:
        return self._board.demo

    @Property(bool, notify=changed)
    def mute(self) -> bool:
        return self._board.mute

    @Property(str, notify=changed)
    def stale(self) -> str:
        """Since when the numbers may be old; empty while they are not."""
        return self._board.stale

    @Property(str, notify=changed)
    def technician(self) -> str:
        """A line on the connection for the technician; empty while nothing is wrong with it."""
        return self._board.technician.first if self._board.technician else ""

    @Property(str, notify=changed)
    def technician_second(self) -> str:
        return self._board.technician.second if self._board.technician and self._board.second else ""

    @Property(bool, notify=changed)
    def closed(self) -> bool:
        """Whether the hub and this board do not accept each other: the staff may pair it again."""
        return self._board.page in {BoardPage.REFUSED, BoardPage.UNTRUSTED}

    @Slot()
    def attend(self) -> None:
        if self.closed:
            self.staff_came.emit()

    @Property(str, notify=changed)
    def accent(self) -> str:
        """The site's own, or empty."""
        return self._board.accent

    @Property("QVariantMap", notify=second_changed)  # type: ignore[arg-type]
    def second(self) -> dict[str, str]:
        """The second language's texts by key; empty where the site has one language."""
        return self._second

    # --- the call ---------------------------------------------------------------------------------------------------

    @Property(str, notify=changed)
    def panel(self) -> str:
        """idle, calling or last."""
        return self._board.panel.value

    @Property(bool, notify=changed)
    def calling(self) -> bool:
        return self._board.panel is PanelContents.CALLING

    @Property(int, notify=changed)
    def call(self) -> int:
        """The call's id; 0 for none. Another one means that the panel draws attention again."""
        return self._call.key

    @Property(str, notify=changed)
    def number(self) -> str:
        return self._call.label

    @Property(str, notify=changed)
    def counter(self) -> str:
        """Its name, or its number; empty for none."""
        return self._call.counter

    @Property(str, notify=changed)
    def where(self) -> str:
        """Floor and zone of the call's counter; empty where they are not told."""
        return self._call.where

    @Property(str, notify=changed)
    def agency(self) -> str:
        return self._call.agency

    @Property(str, notify=changed)
    def service(self) -> str:
        return self._call.service

    @Property(str, notify=changed)
    def shut(self) -> str:
        """Why nobody calls now, in words; empty when somebody does."""
        return self._board.shut

    @Property(str, notify=changed)
    def shut_second(self) -> str:
        """The same in the second language; empty where the site has only one."""
        return self._board.shut_second

    @Property(bool, notify=changed)
    def invites(self) -> bool:
        """Whether a number taken now, or soon, would be called today."""
        return self._board.invites

    # --- lists ------------------------------------------------------------------------------------------------------

    @Property(QObject, constant=True)
    def others(self) -> QObject:
        return self._others

    @Property(QObject, constant=True)
    def serving(self) -> QObject:
        return self._serving

    @Property(QObject, constant=True)
    def notices(self) -> QObject:
        return self._notices

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]
    def ticker(self) -> list[str]:
        return list(self._board.ticker)

    @Property(int, constant=True)
    def notice_time(self) -> int:
        """Milliseconds for which one notice stays."""
        return round(self._times.info * 1_000)

    @Property(int, constant=True)
    def page_time(self) -> int:
        return round(self._times.page * 1_000)


def _board_texts(lang: str) -> dict[str, str]:
    return {key: words for key, words in catalogue(lang).items() if key.startswith("board.")}
