"""What the kiosk shows at one moment: one frozen value, derived from hall, choices and issuing state. Pure."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from kiosk.idle_timer import IdlePhase, IdleState
from kiosk.issuing import states
from kiosk.issuing.offline_policy import OfflineState
from kiosk.screens import cards, search_examples
from kiosk.screens.cards import AgencyCard, FacilityCard, ServiceCard
from kiosk.screens.ticket import TicketProps, ticket_props
from kiosk.screens.trouble import AwayReason, TroubleProps, away_props, trouble_props
from kiosk.service_search import find
from kiosk.visitor_choices import SheetName, VisitorChoices
from shared.texts import pick, text
from shared.wire import Hall, Openness
from shared.wording.closure import closed
from shared.wording.moments import day


class AgencyHeading(Struct, frozen=True):
    """Whose services are shown."""

    letter: str = ""
    brief: str = ""
    name: str = ""
    line: str = ""
    tint: str = "#6B7C8B"


class Screen(Struct, frozen=True):
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
    alone: bool
    """The hub is away, and the kiosk gives numbers of its reserve."""
    accent: str
    """The site's own accent, or empty."""
    priority: bool
    easy: bool
    information: str
    query: str
    search_invitation: str
    search_hint: str
    warning: bool
    """The screen asks whether anybody is still there."""
    patience: float
    """Share of the idle time that is left, 1 to 0."""
    leaving: str
    """What happens when nobody touches, while warning."""
    home_title: str = ""
    """What the home page asks for, or why the whole hall gives no numbers now and until when."""
    home_subtitle: str = ""
    agencies: tuple[AgencyCard, ...] = ()
    services: tuple[ServiceCard, ...] = ()
    found: tuple[ServiceCard, ...] = ()
    facilities: tuple[FacilityCard, ...] = ()
    heading: AgencyHeading = AgencyHeading()
    number: TicketProps = TicketProps()
    trouble: TroubleProps = TroubleProps()


MAX_FOUND = 20
"""Services that a search shows, best first; drawing all of a large hall took 70 MB."""


def derive(
    hall: Hall | None,
    visit: VisitorChoices,
    state: states.IssuingState,
    away: AwayReason | None,
    resting: IdleState,
    now: datetime,
    alone: OfflineState | None = None,
    proposals: tuple[str, ...] = (),
) -> Screen:
    """``away`` None: the hub answers, or the kiosk may go on ``alone``. ``now`` is the hub's time, UTC. ``proposals``:
    words that a search in this hall finds something by."""
    lang = visit.lang
    zone = ZoneInfo(hall.site.timezone) if hall else None
    shown = page(hall, visit, state, away)
    base = Screen(
        page=shown,
        sheet=(visit.sheet if shown in {"home", "services"} else SheetName.NONE).value,
        lang=lang,
        languages=hall.site.languages if hall else ("id", "en"),
        hall=pick(hall.site.name, lang) if hall else "Antrean",
        kind=pick(hall.site.kind, lang) if hall else "",
        clock=f"{now.astimezone(zone):%H:%M}" if zone else "",
        day=day(lang, now.astimezone(zone).date()) if zone else "",
        demonstration=hall.always_open if hall else False,
        alone=alone is not None,
        accent=(hall.site.accent or "") if hall else "",
        priority=visit.priority,
        easy=visit.easy,
        information=pick(hall.site.information, lang) if hall else "",
        query=visit.query,
        search_invitation=search_examples.invitation(lang, proposals),
        search_hint=search_examples.hint(lang, proposals),
        warning=resting.rest is IdlePhase.WARNING,
        patience=resting.left,
        leaving=_leaving(lang, state, resting),
    )
    if hall is None or shown == "away":
        return replace(base, trouble=away_props(lang, away or AwayReason("preparing")))
    return replace(base, **_content(hall, visit, state, now, alone))


def page(hall: Hall | None, visit: VisitorChoices, state: states.IssuingState, away: AwayReason | None) -> str:
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
    known = any(agency.code == visit.agency for agency in hall.agencies)
    return "services" if known else "home"


def _content(
    hall: Hall, visit: VisitorChoices, state: states.IssuingState, now: datetime, alone: OfflineState | None
) -> dict[str, object]:
    lang, busy = visit.lang, _busy(state)
    shut = _shut(hall, alone)
    title, subtitle = _home(hall, shut, lang, now)
    agency = hall.agency(visit.agency)
    content: dict[str, object] = {
        "home_title": title,
        "home_subtitle": subtitle,
        "agencies": cards.agency_cards(hall, lang, now, alone, shut),
        "facilities": cards.facility_cards(hall.site.facilities, lang),
    }
    if agency is not None:
        own = [service for service in hall.services if service.agency == agency.code]
        content["heading"] = AgencyHeading(
            agency.letter,
            pick(agency.short, lang),
            pick(agency.name, lang),
            cards.agency_line(hall, agency, lang, now),
            agency.colour,
        )
        content["services"] = cards.service_cards(hall, own, lang, now, busy, with_agency=False, alone=alone)
    if visit.sheet is SheetName.SEARCH and visit.query.strip():
        hits = find(hall.services, hall.agencies, visit.query, lang)[:MAX_FOUND]
        content["found"] = cards.service_cards(hall, hits, lang, now, busy, with_agency=True, alone=alone)
    match state:
        case states.AwaitingPaper(ticket, service):
            content["number"] = ticket_props(hall, ticket, service, lang, printing=True, noted=False)
        case states.NumberIssued(ticket, service, noted):
            content["number"] = ticket_props(hall, ticket, service, lang, printing=False, noted=noted)
        case states.PaperMissing() | states.NumberRefused() | states.HubUnanswered():
            content["trouble"] = trouble_props(hall, state, lang, now)
    return content


def _shut(hall: Hall, alone: OfflineState | None) -> Openness | None:
    """While every agency is closed, the reason of most of them."""
    reasons = [figures.openness for figures in hall.figures.agencies]
    if alone is not None or not reasons or any(one.open for one in reasons):
        return None
    return max(reasons, key=reasons.count)


def _home(hall: Hall, shut: Openness | None, lang: str, now: datetime) -> tuple[str, str]:
    """Title and what stands below it: an invitation, or why and until when the whole hall is closed."""
    if shut is None:
        return text(lang, "kiosk.home.title"), text(lang, "kiosk.home.subtitle")
    said = closed(lang, replace(shut, note=None), now, ZoneInfo(hall.site.timezone))
    return said, pick(shut.note, lang) or text(lang, "kiosk.home.shut")


def _busy(state: states.IssuingState) -> str | None:
    match state:
        case states.AskingHub(request) | states.TakingOffline(request):
            return request.service
        case states.AwaitingPaper(_, service):
            return service
        case _:
            return None


def _leaving(lang: str, state: states.IssuingState, resting: IdleState) -> str:
    if resting.rest is not IdlePhase.WARNING:
        return ""
    if isinstance(state, states.PaperMissing) and not state.counts:
        return text(lang, "kiosk.idle.number", seconds=resting.seconds, label=state.ticket.label)
    return text(lang, "kiosk.idle.body", seconds=resting.seconds)
