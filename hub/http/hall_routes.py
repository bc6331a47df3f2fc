"""Routes on the hall as a whole: whether the hub works, the snapshot, the texts of the pages."""

from __future__ import annotations

from hub.http.routes import ANYONE, Exchange, ReadRoute, Route
from hub.hub import Hub
from hub.outcomes import Refused
from hub.roles import EVERYONE, STAFF
from hub.rules.openness import service_date
from shared.site.calendars import missing_year
from shared.texts import SOURCE_LANGUAGE, catalogue, languages
from shared.version import VERSION
from shared.wire import Code, Hall, Health


def health(exchange: Exchange[None]) -> Health:
    return health_of(exchange.hub)


def health_of(hub: Hub) -> Health:
    day = service_date(hub.conditions.site.timezone, hub.now())
    leap = hub.conditions.clock.leap
    return Health(
        "readonly" if hub.trouble else "ok",
        VERSION,
        day,
        hub.stream.seq,
        leap.total_seconds() if leap else None,
        missing_year(hub.conditions.site, day),
        behind.total_seconds() if (behind := hub.clock_behind) else None,
        hub.log_watch.held,
    )


def hall(exchange: Exchange[None]) -> Hall:
    return exchange.hub.snapshots.hall(exchange.hub.now(), exchange.actor.role in STAFF)


def texts(exchange: Exchange[None], lang: str) -> dict[str, str] | Refused:
    """What a language lacks comes from the site's first language, then from Indonesian; ``site.language`` is the
    code of that first one, in which pages begin."""
    if lang not in languages():
        return Refused(Code.NOT_FOUND, f"texts are in {', '.join(languages())}")
    first = exchange.hub.conditions.site.languages[0]
    return {**catalogue(SOURCE_LANGUAGE), **catalogue(first), **catalogue(lang), "site.language": first}


HALL: tuple[Route, ...] = (
    ReadRoute("GET", "/healthz", "Whether the hub works", ANYONE, health, answer=Health),
    ReadRoute("GET", "/hall", "The hall as it stands", EVERYONE, hall, answer=Hall),
    ReadRoute("GET", "/texts/{lang}", "The translation files, for the pages", ANYONE, texts, answer=dict[str, str]),
)
