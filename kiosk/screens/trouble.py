"""The trouble screen: what went wrong in plain words, and what can be done. Pure."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from kiosk.issuing import states
from kiosk.issuing.offline_policy import NoNumberReason
from kiosk.screens.ticket import qr_of
from shared.texts import text
from shared.wire import Code, Hall
from shared.wording.closure import advice, closed

REPORTED_BY_PRINTER = frozenset({"paper_out", "cover_open", "fault"})
"""Troubles that a printer itself tells of; of all others nobody knows whether the paper is out."""


class TroubleProps(Struct, frozen=True):
    """What went wrong and what can be done; an empty button text means that there is no such button."""

    icon: str = ""
    title: str = ""
    body: str = ""
    label: str = ""
    qr: str = ""
    """QR of the number's own page as an Image's source."""
    write_down: str = ""
    again: str = ""
    noted: str = ""
    leave: str = ""
    technician: str = ""
    """A small line on what is wrong with the connection."""
    staff: str = ""
    """A small way in for the staff, to pair the kiosk again."""


class AwayReason(Struct, frozen=True):
    """Why there is nothing to choose from; ``obstacle`` is a ``shared.qt.obstacle`` or empty, ``hub`` an address."""

    why: str  # "preparing", "gone", "new_day", "unknown" or "untrusted"
    obstacle: str = ""
    hub: str = ""


def trouble_props(
    hall: Hall, state: states.PaperMissing | states.NumberRefused | states.HubUnanswered, lang: str, now: datetime
) -> TroubleProps:
    match state:
        case states.PaperMissing(ticket, _, code, counts=True):
            told = code in REPORTED_BY_PRINTER
            return TroubleProps(
                icon="paper-out" if code == "paper_out" else "printer-trouble",
                title=text(lang, "kiosk.trouble.piece" if told else "kiosk.trouble.unsure"),
                body=text(lang, f"problem.printer.{code}" if told else "kiosk.trouble.unsure_body"),
                label=ticket.label,
                qr=qr_of(ticket),
                write_down=text(lang, "kiosk.trouble.counts"),
                again=text(lang, "kiosk.trouble.print_again"),
                noted=text(lang, "kiosk.ticket.done"),
            )
        case states.PaperMissing(ticket, _, code):
            return TroubleProps(
                icon="paper-out" if code == "paper_out" else "printer-trouble",
                title=text(lang, "kiosk.trouble.unprinted"),
                body=text(lang, f"problem.printer.{code}"),
                label=ticket.label,
                qr=qr_of(ticket),
                write_down=text(lang, "kiosk.trouble.write_down"),
                again=text(lang, "kiosk.trouble.again"),
                noted=text(lang, "kiosk.trouble.noted"),
            )
        case states.NumberRefused(_, Code.CLOSED, openness) if openness is not None:
            reason = closed(lang, openness, now, ZoneInfo(hall.site.timezone))
            return TroubleProps(
                icon="clock",
                title=text(lang, "kiosk.trouble.refused"),
                body=f"{reason}. {advice(lang, openness.why)}",
                leave=text(lang, "kiosk.trouble.choose"),
            )
        case states.NumberRefused(_, code, _) if code in set(NoNumberReason):
            return TroubleProps(
                icon="clock",
                title=text(lang, "kiosk.trouble.refused"),
                body=text(lang, f"kiosk.offline.{code}_do"),
                leave=text(lang, "kiosk.trouble.choose"),
            )
        case states.NumberRefused(_, code, _):
            return TroubleProps(
                icon="warning",
                title=text(lang, "kiosk.trouble.refused"),
                body=text(lang, f"problem.{code}"),
                leave=text(lang, "kiosk.services.back"),
            )
        case states.HubUnanswered():
            return TroubleProps(
                icon="offline",
                title=text(lang, "kiosk.trouble.unheard"),
                body=text(lang, "problem.unreachable"),
                again=text(lang, "kiosk.trouble.again"),
                leave=text(lang, "kiosk.services.back"),
            )


def away_props(lang: str, away: AwayReason) -> TroubleProps:
    icons = {"preparing": "clock", "gone": "offline", "new_day": "clock", "unknown": "lock", "untrusted": "lock"}
    return TroubleProps(
        icon=icons[away.why],
        title=text(lang, f"kiosk.away.{away.why}"),
        body=text(lang, f"kiosk.away.{away.why}_do"),
        technician=text(lang, f"problem.link.{away.obstacle}", hub=away.hub) if away.obstacle else "",
        staff=text(lang, "kiosk.away.staff") if away.why in {"unknown", "untrusted"} else "",
    )
