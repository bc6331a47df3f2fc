"""The services of one agency, and those that a search found. Pure."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from kiosk.issuing.offline_policy import OfflineState
from kiosk.screens import cards, search_examples
from kiosk.screens.cards import ServiceCard
from kiosk.service_search import find
from kiosk.visitor_choices import SheetName, VisitorChoices
from shared.texts import pick
from shared.wire import Hall

MAX_FOUND = 20
"""Services that a search shows, best first: one letter finds nearly all of a large hall, and drawing them all took
70 MB."""


class ServicesProps(Struct, frozen=True):
    """One agency and its services."""

    letter: str = ""
    brief: str = ""
    name: str = ""
    line: str = ""
    tint: str = "#6B7C8B"
    services: tuple[ServiceCard, ...] = ()


class SearchProps(Struct, frozen=True):
    query: str = ""
    hint: str = ""
    """In the field while it is empty."""
    found: tuple[ServiceCard, ...] = ()


def services_props(
    hall: Hall, choices: VisitorChoices, now: datetime, taking: str | None, offline: OfflineState | None
) -> ServicesProps:
    """``taking`` is the code of the service whose number is on its way, if one is."""
    agency, lang = hall.agency(choices.agency), choices.lang
    if agency is None:
        return ServicesProps()
    own = [service for service in hall.services if service.agency == agency.code]
    return ServicesProps(
        agency.letter,
        pick(agency.short, lang),
        pick(agency.name, lang),
        cards.agency_line(hall, agency, lang, now),
        agency.colour,
        cards.service_cards(hall, own, lang, now, taking, with_agency=False, offline=offline),
    )


def search_props(
    hall: Hall,
    choices: VisitorChoices,
    now: datetime,
    taking: str | None,
    offline: OfflineState | None,
    proposals: tuple[str, ...],
) -> SearchProps:
    found: tuple[ServiceCard, ...] = ()
    if choices.sheet is SheetName.SEARCH and choices.query.strip():
        hits = find(hall.services, hall.agencies, choices.query, choices.lang)[:MAX_FOUND]
        found = cards.service_cards(hall, hits, choices.lang, now, taking, with_agency=True, offline=offline)
    return SearchProps(choices.query, search_examples.hint(choices.lang, proposals), found)
