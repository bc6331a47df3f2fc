"""What the information panel and the ticker say: the site's own notices first, then what the hall knows of itself."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from shared.texts import DEFAULT_LANGUAGES, pick, text
from shared.wire import FacilityInfo, Hall
from shared.wording.moments import clock

TECHNICIANS_LANGUAGES = DEFAULT_LANGUAGES
"""What technicians read stands in these, whatever the hall speaks."""


class Notice(Struct, frozen=True):
    """One notice in the board's two languages; ``second`` is empty where the site has one language."""

    first: str
    second: str


def board_languages(hall: Hall) -> tuple[str, str]:
    """The language the board speaks, which is the site's first, and the one that stands small beside it, its second;
    "" where it has one."""
    first, *others = hall.site.languages
    return first, next(iter(others), "")


def notices(hall: Hall) -> tuple[Notice, ...]:
    """The site's notices; where it has none, how the hall works. Never empty."""
    first, second = board_languages(hall)
    own = [Notice(pick(words, first), words.get(second, "")) for words in hall.site.board.info]
    if own:
        return tuple(own)
    keys = ("board.info.listen", "board.info.missed")
    return tuple(Notice(text(first, key), text(second, key) if second else "") for key in keys)


def for_technician(obstacle: str, hub: str) -> Notice:
    """What keeps the board from its hub (``shared.qt.obstacle.LinkObstacle``), in a line."""
    key = f"problem.link.{obstacle}"
    return Notice(*(text(lang, key, hub=hub) for lang in TECHNICIANS_LANGUAGES))


def for_zone(hall: Hall, zone: str) -> Notice:
    """That the board was started for a zone that the hall does not have, and which ones it has, in a line."""
    return Notice(*(_no_zone(lang, hall, zone) for lang in TECHNICIANS_LANGUAGES))


def _no_zone(lang: str, hall: Hall, zone: str) -> str:
    zones = ", ".join(known.code for known in hall.site.zones) or text(lang, "board.no_zone.none")
    return text(lang, "board.no_zone.technician", zone=zone, zones=zones)


def ticker(hall: Hall, now: datetime) -> tuple[str, ...]:
    """The site's lines, today's end of service, the information desk, and where the facilities are."""
    lang, _ = board_languages(hall)
    lines = [pick(words, lang) for words in hall.site.board.ticker]
    closing = [agency.closes for agency in hall.figures.agencies if agency.closes is not None and agency.closes > now]
    if closing and not hall.always_open:
        closes = clock(lang, max(closing), ZoneInfo(hall.site.timezone))
        lines.append(text(lang, "board.ticker.closes", clock=closes))
    if hall.site.information:
        lines.append(pick(hall.site.information, lang))
    lines += [_facility(lang, facility) for facility in hall.site.facilities]
    return tuple(line for line in lines if line)


def _facility(lang: str, facility: FacilityInfo) -> str:
    where = pick(facility.where, lang)
    if not where:
        return pick(facility.name, lang)
    return text(lang, "board.ticker.facility", name=pick(facility.name, lang), where=where)
