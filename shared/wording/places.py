"""How counters are named and where they are, for people who read. Pure.

``web/common/places.js`` does the same for the pages; the cases of ``tests/shared/wording/places.json`` hold both.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from shared.texts import FloorName, Translations, pick, text
from shared.wire import CounterInfo, CounterState, SiteInfo
from shared.wording.ranges import ranges


def counter_name(lang: str, number: int, name: Translations | None) -> str:
    """What is shown of a counter: its name, else its number: "17", "A1", "Teratai"."""
    return pick(name, lang) or str(number)


def floor_name(lang: str, floor: FloorName | None) -> str:
    """ "lantai 2" (with a space that does not break), "basement 1" for 0, or the floor's own name; "" for None."""
    if floor is None:
        return ""
    if not isinstance(floor, int):
        return pick(floor, lang)
    return text(lang, "place.floor", n=floor) if floor > 0 else text(lang, "place.basement", n=1 - floor)


def where(lang: str, site: SiteInfo, zone: str) -> str:
    """What is told of a zone: its floor and its name, as far as the site tells them; "" when nothing is."""
    found = site.zone(zone)
    if found is None:
        return ""
    floor = floor_name(lang, found.floor) if site.tells_floor else ""
    name = pick(found.name, lang) if site.tells_zone else ""
    return text(lang, "place.between").join(part for part in (floor, name) if part)


def staffed(faces: Iterable[CounterInfo]) -> bool:
    """Whether one of the counters is open: while none is, nobody goes straight to one, however short the line."""
    return any(face.state is CounterState.OPEN for face in faces)


def counters(lang: str, site: SiteInfo, faces: Iterable[CounterInfo]) -> tuple[str, str]:
    """Several counters in their order, and where they are: ("1–4, 7", "lantai 2").

    Neighbouring numbers are drawn together, names stand for themselves. Counters in different places are told one
    place after another, ("1–4 (lantai 1), 7 (lantai 2)", "")."""
    ordered = sorted({face.number: face for face in faces}.values(), key=lambda face: face.number)
    groups: list[tuple[str, list[CounterInfo]]] = []
    for place, run in groupby(ordered, key=lambda face: where(lang, site, face.zone)):
        same = next((group for group in groups if group[0] == place), None)
        if same is None:
            groups.append((place, list(run)))
        else:
            same[1].extend(run)
    if len(groups) == 1:
        place, run_of_one = groups[0]
        return _names(lang, run_of_one), place
    told = [
        text(lang, "place.group", counters=_names(lang, run), where=place) if place else _names(lang, run)
        for place, run in groups
    ]
    return ", ".join(told), ""


def _names(lang: str, faces: Iterable[CounterInfo]) -> str:
    return ranges(counter_name(lang, face.number, face.name) if face.name else face.number for face in faces)
