"""What the kiosk shows at one moment: one frozen value, derived from hall, choices and issuing state. Pure."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from kiosk import wording
from kiosk.idle_timer import IdlePhase, IdleState
from kiosk.issuing import states
from kiosk.issuing.offline_policy import NoNumberReason, OfflineState
from kiosk.screens import cards, search_examples
from kiosk.screens.cards import AgencyCard, FacilityCard, ServiceCard
from kiosk.service_search import find
from kiosk.visitor_choices import SheetName, VisitorChoices
from shared.texts import pick, text
from shared.wire import Code, Hall, Openness, Ticket
from shared.wording.closure import advice, closed
from shared.wording.moments import day
from shared.wording.places import counters

REPORTED_BY_PRINTER = frozenset({"paper_out", "cover_open", "fault"})
"""Troubles that a printer itself tells of; of all others nobody knows whether the paper is out."""


class AgencyHeading(Struct, frozen=True):
    """Whose services are shown."""

    letter: str = ""
    brief: str = ""
    name: str = ""
    line: str = ""
    tint: str = "#6B7C8B"


class TicketProps(Struct, frozen=True):
    """The visitor's number as the screen says it."""

    label: str = ""
    service: str = ""
    agency: str = ""
    ahead: str = ""
    minutes: str = ""
    """Empty where there is no minute to wait, or nobody knows."""
    counters: str = ""
    """ "1–4": where the visitor will be called to."""
    called_to: str = ""
    """What ``counters`` is, one counter or several, and where they are: "loket · lantai 2"."""
    priority: bool = False
    reserve: bool = False
    """The kiosk gave it by itself: nothing is known about the wait."""
    printing: bool = False
    noted: bool = False
    page: str = ""
    """Address of the number's own page, for a QR on the screen where no paper has one; else empty."""


class TroubleProps(Struct, frozen=True):
    """What went wrong and what can be done; an empty button text means that there is no such button."""

    icon: str = ""
    title: str = ""
    body: str = ""
    label: str = ""
    page: str = ""
    """Address of the number's own page."""
    write_down: str = ""
    again: str = ""
    noted: str = ""
    leave: str = ""
    technician: str = ""
    """A small line on what is wrong with the connection."""
    staff: str = ""
    """A small way in for the staff, to pair the kiosk again."""


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


class AwayReason(Struct, frozen=True):
    """Why there is nothing to choose from; ``obstacle`` is a ``shared.qt.obstacle`` or empty, ``hub`` an address."""

    why: str  # "preparing", "gone", "new_day", "unknown" or "untrusted"
    obstacle: str = ""
    hub: str = ""


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
        return replace(base, trouble=_away(lang, away or AwayReason("preparing")))
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
            content["number"] = number(hall, ticket, service, lang, printing=True, noted=False)
        case states.NumberIssued(ticket, service, noted):
            content["number"] = number(hall, ticket, service, lang, printing=False, noted=noted)
        case states.PaperMissing() | states.NumberRefused() | states.HubUnanswered():
            content["trouble"] = trouble(hall, state, lang, now)
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


def number(hall: Hall, ticket: Ticket, service_code: str, lang: str, printing: bool, noted: bool) -> TicketProps:
    service = hall.service(service_code)
    agency = hall.agency(ticket.agency)
    faces = cards.serving(hall, ticket.agency, service_code)
    names, place = counters(lang, hall.site, faces)
    called_to = text(lang, "kiosk.ticket.counter" if len(faces) == 1 else "kiosk.ticket.counters")
    return TicketProps(
        label=ticket.label,
        service=pick(service.name, lang) if service else "",
        agency=pick(agency.short, lang) if agency else "",
        ahead=str(ticket.ahead),
        minutes=f"± {minutes}" if (minutes := wording.minutes(ticket.estimate)) else "",
        counters=names,
        called_to=f"{called_to} · {place}" if place else called_to,
        priority=ticket.priority,
        reserve=ticket.id < 0,
        printing=printing,
        noted=noted,
        page=_page_of(ticket) if noted else "",
    )


def _page_of(ticket: Ticket) -> str:
    """Empty for a number of the reserve that was made before the hub ever told where its pages are."""
    return ticket.url if "://" in ticket.url else ""


def trouble(
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
                page=_page_of(ticket),
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
                page=_page_of(ticket),
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
                body=text(lang, f"kiosk.alone.{code}_do"),
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


def _away(lang: str, away: AwayReason) -> TroubleProps:
    icons = {"preparing": "clock", "gone": "offline", "new_day": "clock", "unknown": "lock", "untrusted": "lock"}
    return TroubleProps(
        icon=icons[away.why],
        title=text(lang, f"kiosk.away.{away.why}"),
        body=text(lang, f"kiosk.away.{away.why}_do"),
        technician=text(lang, f"problem.link.{away.obstacle}", hub=away.hub) if away.obstacle else "",
        staff=text(lang, "kiosk.away.staff") if away.why in {"unknown", "untrusted"} else "",
    )


def _leaving(lang: str, state: states.IssuingState, resting: IdleState) -> str:
    if resting.rest is not IdlePhase.WARNING:
        return ""
    if isinstance(state, states.PaperMissing) and not state.counts:
        return text(lang, "kiosk.idle.number", seconds=resting.seconds, label=state.ticket.label)
    return text(lang, "kiosk.idle.body", seconds=resting.seconds)
