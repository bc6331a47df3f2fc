"""What stands around every page: the hall's name, the language, the clock, and which page and sheet are shown. Pure."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from kiosk.issuing import states
from kiosk.screens.trouble import AwayReason
from kiosk.visitor_choices import SheetName, VisitorChoices
from shared.texts import DEFAULT_LANGUAGES, pick
from shared.wire import Hall
from shared.wording.moments import day


class FrameProps(Struct, frozen=True):
    page: str
    """ "away", "home", "services", "ticket" or "trouble"."""
    sheet: str
    lang: str
    languages: tuple[str, ...]
    hall: str
    kind: str
    clock: str
    day: str
    demonstration: bool
    offline: bool
    """The hub is away, and the kiosk gives offline numbers."""
    accent: str
    """The site's own accent, or empty."""
    priority: bool
    easy: bool
    logo: str
    """Address of the hall's logo for an Image; empty for our own emblem."""
    announcement: str = ""
    """What a screen reader says when it changes."""


def frame_props(
    hall: Hall | None, choices: VisitorChoices, page: str, now: datetime, offline: bool, logo: str
) -> FrameProps:
    lang = choices.lang
    zone = ZoneInfo(hall.site.timezone) if hall else None
    return FrameProps(
        page=page,
        sheet=(choices.sheet if page in {"home", "services"} else SheetName.NONE).value,
        lang=lang,
        languages=hall.site.languages if hall else DEFAULT_LANGUAGES,
        hall=pick(hall.site.name, lang) if hall else "Antrean",
        kind=pick(hall.site.kind, lang) if hall else "",
        clock=f"{now.astimezone(zone):%H:%M}" if zone else "",
        day=day(lang, now.astimezone(zone).date()) if zone else "",
        demonstration=hall.always_open if hall else False,
        offline=offline,
        accent=(hall.site.accent or "") if hall else "",
        priority=choices.priority,
        easy=choices.easy,
        logo=logo,
    )


def page_of(hall: Hall | None, choices: VisitorChoices, state: states.IssuingState, away: AwayReason | None) -> str:
    """Which page is drawn: a number on its way or in trouble comes first; an agency that is gone leads home."""
    match state:
        case states.AwaitingPaper() | states.NumberIssued() if hall is not None:
            return "ticket"
        case states.PaperMissing() | states.NumberRefused() | states.HubUnanswered() if hall is not None:
            return "trouble"
        case states.AskingHub() | states.TakingOffline() if hall is not None:
            pass
        case _ if hall is None or away is not None:
            return "away"
    return "services" if hall.agency(choices.agency) is not None else "home"
