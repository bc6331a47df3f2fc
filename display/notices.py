"""What the information panel and the ticker say: the site's own notices first, then what the hall knows of itself."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from shared.texts import pick, text
from shared.wire import FacilityInfo, Hall
from shared.wording.moments import clock

LANG, SECOND = "id", "en"


class Notice(Struct, frozen=True):
    """One notice, in both languages where the site has both; ``second`` may be empty."""

    first: str
    second: str


def notices(hall: Hall) -> tuple[Notice, ...]:
    """The site's notices; where it has none, how the hall works. Never empty."""
    both = SECOND in hall.site.languages
    own = [Notice(pick(words, LANG), words.get(SECOND, "") if both else "") for words in hall.site.board.info]
    if own:
        return tuple(own)
    keys = ("board.info.listen", "board.info.missed")
    return tuple(Notice(text(LANG, key), text(SECOND, key) if both else "") for key in keys)


def for_technician(obstacle: str, hub: str) -> Notice:
    """What keeps the board from its hub (``shared.qt.link.Obstacle``), in a line."""
    key = f"problem.link.{obstacle}"
    return Notice(text(LANG, key, hub=hub), text(SECOND, key, hub=hub))


def for_zone(hall: Hall, zone: str) -> Notice:
    """That the board was started for a zone that the hall does not have, and which ones it has, in a line."""
    return Notice(*(_no_zone(lang, hall, zone) for lang in (LANG, SECOND)))


def _no_zone(lang: str, hall: Hall, zone: str) -> str:
    zones = ", ".join(known.code for known in hall.site.zones) or text(lang, "board.no_zone.none")
    return text(lang, "board.no_zone.technician", zone=zone, zones=zones)


def ticker(hall: Hall, now: datetime) -> tuple[str, ...]:
    """The site's lines, today's end of service, the information desk, and where the facilities are."""
    lines = [pick(words, LANG) for words in hall.site.board.ticker]
    closing = [agency.closes for agency in hall.figures.agencies if agency.closes is not None and agency.closes > now]
    if closing and not hall.always_open:
        closes = clock(LANG, max(closing), ZoneInfo(hall.site.timezone))
        lines.append(text(LANG, "board.ticker.closes", clock=closes))
    if hall.site.information:
        lines.append(pick(hall.site.information, LANG))
    lines += [_facility(facility) for facility in hall.site.facilities]
    return tuple(line for line in lines if line)


def _facility(facility: FacilityInfo) -> str:
    where = pick(facility.where, LANG)
    if not where:
        return pick(facility.name, LANG)
    return text(LANG, "board.ticker.facility", name=pick(facility.name, LANG), where=where)
