"""What stands on the kiosk's cards: one frozen struct for each row that QML draws, derived from the hall. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from kiosk import wording
from kiosk.issuing.offline_policy import NoNumberReason, OfflineState, why_no_number
from kiosk.screens import screen_reader
from shared.texts import pick, text
from shared.wire import AgencyInfo, ClosedReason, CounterInfo, FacilityInfo, Hall, Openness, ServiceInfo
from shared.wording import closure, moments
from shared.wording.places import counters, staffed

NOT_KNOWN = Openness(ClosedReason.CLOSED)


class AgencyCard(Struct, frozen=True):
    code: str
    letter: str
    brief: str
    """What people call it."""
    name: str
    tint: str
    """Colour of the letter's tile, "#RRGGBB"."""
    status: str
    """Styled text: people waiting and minutes, or why and until when it is closed."""
    availability: str
    """ "busy", "free" or "closed"."""
    spoken: str
    """The whole choice in one sentence, for a screen reader."""


class ServiceCard(Struct, frozen=True):
    code: str
    name: str
    detail: str
    bring: str
    waiting: str
    """Styled text, first line: how many wait, or that nobody does."""
    minutes: str
    """Second line."""
    availability: str
    closed: str
    """Why no number is given now; empty while one is."""
    button: str
    """ "ready"; "busy" while its number is being taken; "resting" while another's is."""
    agency: str
    """The agency's short name, for search results; else empty."""
    letter: str
    tint: str
    spoken: str
    """The button's whole choice in one sentence, for a screen reader."""


class FacilityCard(Struct, frozen=True):
    name: str
    where: str


def agency_cards(
    hall: Hall, lang: str, now: datetime, offline: OfflineState | None = None, shut: Openness | None = None
) -> tuple[AgencyCard, ...]:
    """``offline``: what the kiosk may give while the hub is away. ``shut``: why the whole hall is closed, whose
    name the title says already."""
    figures = {known.code: known for known in hall.figures.agencies}
    zone = ZoneInfo(hall.site.timezone)
    found = []
    for agency in hall.agencies:
        known = figures.get(agency.code)
        openness = known.openness if known else NOT_KNOWN
        if offline is not None:
            status, availability = _offline_status(hall, agency, lang, now, offline)
        elif known and openness.open:
            here = staffed(serving(hall, agency.code))
            status = wording.wait(lang, known.waiting, known.estimate, here)
            availability = "free" if wording.at_once(known.waiting, known.estimate, here) else "busy"
        else:
            closed = replace(openness, note=None) if openness == shut else openness
            status, availability = closure.closed(lang, closed, now, zone), "closed"
        found.append(
            AgencyCard(
                agency.code,
                agency.letter,
                pick(agency.short, lang),
                pick(agency.name, lang),
                agency.colour,
                status,
                availability,
                screen_reader.spoken_choice(lang, pick(agency.short, lang), pick(agency.name, lang), status),
            )
        )
    return tuple(found)


def _offline_status(hall: Hall, agency: AgencyInfo, lang: str, now: datetime, offline: OfflineState) -> tuple[str, str]:
    """Status and mood while the hub is away."""
    own = [why_no_number(hall, known.code, offline, now) for known in hall.services if known.agency == agency.code]
    if not own or None in own:
        return (text(lang, "kiosk.offline.ready"), "busy") if own else ("", "closed")
    return _withheld(hall, next((why for why in own if not isinstance(why, Openness)), own[0]), lang, now), "closed"


def _withheld(hall: Hall, why: Openness | NoNumberReason | None, lang: str, now: datetime) -> str:
    if isinstance(why, Openness):
        return closure.closed(lang, why, now, ZoneInfo(hall.site.timezone))
    return "" if why is None else text(lang, f"kiosk.offline.{why}")


def service_cards(
    hall: Hall,
    services: Iterable[ServiceInfo],
    lang: str,
    now: datetime,
    taking: str | None,
    with_agency: bool,
    offline: OfflineState | None = None,
) -> tuple[ServiceCard, ...]:
    """``taking`` is the code of the service whose number is on its way, if one is."""
    agencies = {agency.code: agency for agency in hall.agencies}
    figures = {known.code: known for known in hall.figures.services}
    zone = ZoneInfo(hall.site.timezone)
    found = []
    for service in services:
        known, agency = figures.get(service.code), agencies[service.agency]
        openness = known.openness if known else NOT_KNOWN
        closed = "" if openness.open else closure.closed(lang, openness, now, zone)
        here = staffed(serving(hall, service.agency, service.code))
        first, second = wording.wait_lines(lang, known.waiting, known.estimate, here) if known else ("", "")
        if offline is not None:
            closed = _withheld(hall, why_no_number(hall, service.code, offline, now), lang, now)
            first, second = (
                text(lang, "kiosk.offline.number"),
                text(lang, "kiosk.offline.no_estimate"),
            )
        button = "ready" if taking is None else "busy" if taking == service.code else "resting"
        name, short = pick(service.name, lang), pick(agency.short, lang) if with_agency else ""
        action = text(lang, "kiosk.services.taking" if button == "busy" else "kiosk.services.take")
        said = (text(lang, "kiosk.closed.button"), closed) if closed else (action, first, second)
        free = offline is None and known is not None and wording.at_once(known.waiting, known.estimate, here)
        found.append(
            ServiceCard(
                code=service.code,
                name=name,
                detail=text(lang, "kiosk.services.doubtful") if openness.doubtful else pick(service.detail, lang),
                bring=" · ".join(pick(paper, lang) for paper in service.bring) or text(lang, "kiosk.services.nothing"),
                waiting="" if closed else first,
                minutes="" if closed else second,
                availability="closed" if closed else "free" if free else "busy",
                closed=closed,
                button=button,
                agency=short,
                letter=agency.letter,
                tint=agency.colour,
                spoken=screen_reader.spoken_choice(lang, name, short, *said),
            )
        )
    return tuple(found)


def facility_cards(facilities: Iterable[FacilityInfo], lang: str) -> tuple[FacilityCard, ...]:
    return tuple(FacilityCard(pick(known.name, lang), pick(known.where, lang)) for known in facilities)


def agency_line(hall: Hall, agency: AgencyInfo, lang: str, now: datetime) -> str:
    """Below the agency's name: its counters, and until when it is open or closed."""
    zone = ZoneInfo(hall.site.timezone)
    parts = []
    if faces := serving(hall, agency.code):
        key = "kiosk.services.counter" if len(faces) == 1 else "kiosk.services.counters"
        names, place = counters(lang, hall.site, faces)
        parts += [text(lang, key, numbers=names), *([place] if place else [])]
    known = hall.figures.agency(agency.code)
    if known is not None and not known.openness.open:
        parts.append(closure.closed(lang, known.openness, now, zone))
    elif known is not None and known.closes is not None and not hall.always_open:
        parts.append(text(lang, "kiosk.services.until", until=moments.moment(lang, known.closes, now, zone)))
    return " · ".join(parts)


def serving(hall: Hall, agency: str, service: str | None = None) -> tuple[CounterInfo, ...]:
    """Counters that serve ``service``, or all of the agency's."""
    return tuple(
        counter
        for counter in hall.counters
        if counter.agency == agency and (service is None or service in counter.services)
    )
