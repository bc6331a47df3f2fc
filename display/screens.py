"""What each part of the board shows, taken from the snapshot: one frozen struct for each part. Pure."""

from __future__ import annotations

from msgspec import Struct

from display.notices import Notice
from display.snapshot import BoardPage, BoardSnapshot, CalledNumber, PanelContents, Serving

NO_CALL = CalledNumber(key=0, label="", counter="", agency="", service="")


class HeaderProps(Struct, frozen=True):
    """Whose hall this is, the date and the time; and what is out of the ordinary."""

    title: str = ""
    kind: str = ""
    zone: str = ""
    date: str = ""
    clock: str = ""
    demo: bool = False
    mute: bool = False


class CallProps(Struct, frozen=True):
    """The call in the large panel."""

    calling: bool = False
    """Whether it is being announced, or was just now."""
    call: int = 0
    """Its id; 0 for none. Another one means that the panel draws attention again."""
    number: str = ""
    counter: str = ""
    """Its name, or its number; empty for none."""
    where: str = ""
    """Floor and zone of the counter; empty where they are not told."""
    agency: str = ""
    service: str = ""


class IdlePanelProps(Struct, frozen=True):
    """The large panel without a call: an invitation, or why nobody is called."""

    shut: str = ""
    shut_second: str = ""
    invites: bool = True
    mute: bool = False


class OtherCallsProps(Struct, frozen=True):
    others: tuple[CalledNumber, ...] = ()
    invites: bool = True


class ServingProps(Struct, frozen=True):
    """Where each agency is now."""

    serving: tuple[Serving, ...] = ()


class InfoProps(Struct, frozen=True):
    notices: tuple[Notice, ...] = ()


class TickerProps(Struct, frozen=True):
    ticker: tuple[str, ...] = ()
    stale: str = ""
    """Since when the numbers may be old; empty while they are not."""
    technician: str = ""
    """A line on the connection for the technician; empty while nothing is wrong with it."""


class WaitingProps(Struct, frozen=True):
    """The page without a hall."""

    page: str = BoardPage.WAITING.value
    clock: str = ""
    technician: str = ""
    technician_second: str = ""
    closed: bool = False
    """Whether the hub and this board do not accept each other: the staff may pair it again."""


def header_props(board: BoardSnapshot) -> HeaderProps:
    return HeaderProps(board.title, board.kind, board.zone, board.date, board.clock, board.demo, board.mute)


def call_props(board: BoardSnapshot) -> CallProps:
    call = board.call or NO_CALL
    calling = board.panel is PanelContents.CALLING
    return CallProps(calling, call.key, call.label, call.counter, call.where, call.agency, call.service)


def idle_props(board: BoardSnapshot) -> IdlePanelProps:
    return IdlePanelProps(board.shut, board.shut_second, board.invites, board.mute)


def other_calls_props(board: BoardSnapshot) -> OtherCallsProps:
    return OtherCallsProps(board.others, board.invites)


def serving_props(board: BoardSnapshot) -> ServingProps:
    return ServingProps(board.serving)


def info_props(board: BoardSnapshot) -> InfoProps:
    return InfoProps(board.notices)


def ticker_props(board: BoardSnapshot) -> TickerProps:
    return TickerProps(board.ticker, board.stale, board.technician.first if board.technician else "")


def waiting_props(board: BoardSnapshot) -> WaitingProps:
    technician = board.technician
    return WaitingProps(
        page=board.page.value,
        clock=board.clock,
        technician=technician.first if technician else "",
        technician_second=technician.second if technician and board.second else "",
        closed=board.page in {BoardPage.REFUSED, BoardPage.UNTRUSTED},
    )
