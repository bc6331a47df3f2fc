"""A hall with nothing in it, to be filled by a test."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from msgspec.structs import replace

from shared.wire import BoardInfo, Figures, Hall, KioskInfo, PaperInfo, PolicyInfo, SiteInfo, SpeechInfo, TicketInfo

DAY = date(2026, 11, 21)
BEGIN = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)

_SITE = SiteInfo(
    key="batu",
    name={"id": "MPP Among Warga"},
    kind={"id": "Mal Pelayanan Publik"},
    address={"id": "Batu"},
    timezone="Asia/Jakarta",
    languages=("id",),
    accent=None,
    information=None,
    facilities=(),
    zones=(),
    policy=PolicyInfo(),
    speech=SpeechInfo(),
    paper=PaperInfo(),
    kiosk=KioskInfo(),
    board=BoardInfo(),
)
_HALL = Hall(1, BEGIN, DAY, False, _SITE, (), (), Figures((), ()), (), ())


def a_hall(**changes: Any) -> Hall:
    return replace(_HALL, **changes)


def a_ticket(number: int) -> TicketInfo:
    return TicketInfo(number, f"A-{number:03}", "dukcapil", DAY, False, "id", "kiosk:Pintu utama", BEGIN)
