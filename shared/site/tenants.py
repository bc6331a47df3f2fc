"""Reading who is in the hall: zones, agencies with their services, and the counters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from shared.site.colour import LEAST_CONTRAST, WHITE, contrast, is_colour
from shared.site.hours import read_breaks, read_week
from shared.site.keys import KEYS
from shared.site.model import Agency, Break, Counter, Service, Zone
from shared.site.periods import read_periods, read_special
from shared.site.quota import read_quota
from shared.site.rota import check_rota
from shared.site.series import check_series, read_series, read_tile
from shared.site.table import Table, meant
from shared.texts import FloorName, Translations

CODE = re.compile(r"[a-z0-9][a-z0-9_-]*")
SHORT_LENGTH = 24
"""Characters of an agency's short name that the screens have room for."""
NAME_LENGTH = 20
"""Characters of a counter's name that the screens have room for."""
_NUMBERS = re.compile(r"\s*([0-9]{1,4})\s*(?:[-–]\s*([0-9]{1,4})\s*)?")
_NUMBER = re.compile(r"[0-9]{1,4}")
_COUNTERS = 'counter numbers such as 5, "1-4" or "1-4, 7"'
_MOST_COUNTER = 999
_SAYS_COUNTER = re.compile(r"^(?:loket|meja|konter|counter|desk|no|nomor)(?: (?=.)|(?=[0-9]))")
_ZEROS_BEFORE = re.compile(r"(?<![0-9])0+(?=[0-9])")


def read_zones(top: Table) -> tuple[Zone, ...]:
    found = []
    for code, table in top.tables("zone", KEYS["zone.ZONE"]):
        _check_code(table, code)
        name = table.words("name")
        found.append(Zone(code, name or {}, _floor(table)))
    if not top.values.get("zone"):
        top.wrong("zone", 'at least one zone, such as [zone.hall] name = "..."')
    return tuple(found)


def read_agencies(top: Table) -> tuple[Agency, ...]:
    found: list[Agency] = []
    for code, table in top.tables("agency", KEYS["agency.AGENCY"]):
        _check_code(table, code)
        short = table.words("short") or {}
        for lang, text in short.items():
            if len(text) > SHORT_LENGTH:
                table.notes.wrong((*table.path, "short", lang), f"at most {SHORT_LENGTH} characters", text)
        agency = Agency(
            code=code,
            letter=read_tile(table),
            short=short,
            name=table.words("name") or {},
            colour=_colour(table),
            services=tuple(_services(table, code)),
            week=read_week(table, needed=False),
            absent=table.days("absent"),
            series=read_series(table),
            breaks=read_breaks(table),
            special=read_special(table),
            periods=read_periods(table),
            quota=read_quota(table),
        )
        if not agency.services:
            table.wrong("service", f'at least one service, such as [agency.{code}.service.info] name = "..."')
        found.append(agency)
    if not top.values.get("agency"):
        top.wrong("agency", "at least one agency, such as [agency.registry]")
    check_series(top, found)
    return tuple(found)


def read_counters(top: Table, agencies: Sequence[Agency], zones: Sequence[Zone]) -> tuple[Counter, ...]:
    """The agencies' ``counters`` and the tables ``[counter.NUMBER]``, which say it for one counter more exactly."""
    owners: dict[int, Agency] = {}
    zone_of: dict[int, str] = {}
    known = {agency.code: agency for agency in agencies}
    group = top.table("agency", None)
    for agency in agencies:
        table = group.table(agency.code, KEYS["agency.AGENCY"])
        zone = _zone(table, zones, zones[0].code if zones else "")
        for number in _numbers(table):
            if number in owners:
                table.wrong("counters", f"each counter once, {number} is agency {owners[number].code}'s")
                continue
            owners[number], zone_of[number] = agency, zone
    orders: dict[int, tuple[str, ...]] = {}
    ordered: set[int] = set()
    unsure: set[str] = set()
    names: dict[int, Translations] = {}
    away: dict[int, tuple[Break, ...]] = {}
    for name, table in top.tables("counter", KEYS["counter.NUMBER"]):
        if _NUMBER.fullmatch(name) is None or not 1 <= int(name) <= _MOST_COUNTER:
            table.notes.wrong(table.path, f"a counter's number from 1 to {_MOST_COUNTER}", name)
            continue
        number = int(name)
        if number in orders:
            table.notes.wrong(table.path, "each counter once", name)
        owner = _owner(table, number, owners, known)
        if owner is None:
            continue
        owners[number] = owner
        zone_of[number] = _zone(table, zones, zone_of.get(number, zones[0].code if zones else ""))
        orders[number] = _order(table, owner, agencies)
        if len(orders[number]) < len(table.entries("services")):
            unsure.add(owner.code)
        if table.yes("ordered", False):
            ordered.add(number)
        if (called := _name(table, number, names)) is not None:
            names[number] = called
        away[number] = read_breaks(table)
    for agency in agencies:
        if agency not in owners.values() and "counters" not in group.table(agency.code, None).values:
            group.notes.wrong((*group.path, agency.code, "counters"), f"at least one counter: {_COUNTERS}", None)
    counters = tuple(
        Counter(
            number=number,
            agency=owner.code,
            services=orders.get(number) or tuple(service.code for service in owner.services),
            zone=zone_of[number],
            ordered=number in ordered,
            name=names.get(number),
            breaks=away.get(number, ()),
        )
        for number, owner in sorted(owners.items())
    )
    sure = [agency for agency in agencies if agency.code not in unsure]
    _check_served(top, sure, counters)
    check_rota(top, sure, counters)
    return counters


def _check_served(top: Table, agencies: Iterable[Agency], counters: Sequence[Counter]) -> None:
    """No service may be without a counter: its visitors would wait for ever. ``agencies`` are those whose counters'
    services were read without a mistake."""
    served = {service for counter in counters for service in counter.services}
    for agency in agencies:
        own = [str(counter.number) for counter in counters if counter.agency == agency.code]
        for service in agency.services:
            if own and service.code not in served:
                path = ("agency", agency.code, "service", service.code.removeprefix(f"{agency.code}."))
                expected = f"a counter that serves it: all of the agency's ({', '.join(own)}) name services without it"
                top.notes.wrong(path, expected, None)


def _check_code(table: Table, code: str) -> None:
    if CODE.fullmatch(code) is None:
        table.notes.wrong(table.path, "a code of small letters, digits, - and _", code)


def _colour(table: Table) -> str:
    colour = table.text("colour")
    if colour is None:
        return ""
    if not is_colour(colour):
        table.wrong("colour", 'a colour such as "#0B6B63"')
    elif (ratio := contrast(colour, WHITE)) < LEAST_CONTRAST:
        table.wrong(
            "colour", f"a darker colour: white letters on it need a contrast of 4.5, this has {_rounded_down(ratio)}"
        )
    return colour


def _rounded_down(ratio: float) -> str:
    """So that what is too little does not read as enough."""
    return f"{int(ratio * 100) / 100:.2f}"


def _services(agency: Table, code: str) -> Iterable[Service]:
    for name, table in agency.tables("service", KEYS["agency.AGENCY.service.SERVICE"]):
        _check_code(table, name)
        yield Service(
            code=f"{code}.{name}",
            agency=code,
            name=table.words("name") or {},
            minutes=table.whole("minutes", None, 1, 240) or 1,
            detail=table.words("detail", needed=False),
            bring=table.words_list("bring"),
            keywords=tuple(word.lower() for word in table.texts("keywords")),
            quota=read_quota(table),
            series=read_series(table),
            week=read_week(table, needed=False),
        )


def _numbers(table: Table) -> list[int]:
    value = table.values.get("counters")
    if value is None:
        return []
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MOST_COUNTER:
        return [value]
    numbers: list[int] = []
    for part in value.split(",") if isinstance(value, str) else [""]:
        found = _NUMBERS.fullmatch(part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last <= _MOST_COUNTER:
            table.wrong("counters", f"{_COUNTERS}, from 1 to {_MOST_COUNTER}")
            return []
        numbers.extend(range(first, last + 1))
    return numbers


def _name(table: Table, number: int, names: Mapping[int, Translations]) -> Translations | None:
    """What the counter is called; by name or by number no other counter may be ``_as_heard`` the same."""
    called = table.words("name", needed=False)
    for lang, name in (called or {}).items():
        path = (*table.path, "name") if isinstance(table.values["name"], str) else (*table.path, "name", lang)
        if len(name) > NAME_LENGTH:
            table.notes.wrong(path, f"at most {NAME_LENGTH} characters", name)
        heard = _as_heard(name)
        if heard.isdecimal() and int(heard) != number:
            table.notes.wrong(path, f"a name that is no other counter's number, not {int(heard)}", name)
        for other, known in names.items():
            same = next((one for one in known.values() if _as_heard(one) == heard), None)
            if same == name:
                table.notes.wrong(path, f"a name of its own, counter {other} has this one", name)
            elif same is not None:
                table.notes.wrong(path, f'a name of its own, counter {other} is "{same}", which sounds the same', name)
    return called


def _as_heard(name: str) -> str:
    """A counter's name as visitors tell it from others: without case, spaces, hyphens and other signs, without a word
    for "counter" before it and without zeros before a number: "Loket A-01", "a 1" and "A1" are one."""
    spelt = unicodedata.normalize("NFKC", name).casefold()
    words = " ".join("".join(sign if sign.isalnum() else " " for sign in spelt).split())
    return _ZEROS_BEFORE.sub("", _SAYS_COUNTER.sub("", words).replace(" ", ""))


def _floor(table: Table) -> FloorName | None:
    if isinstance(table.values.get("floor"), int):
        return table.whole("floor", None, -9, 199)
    return table.words("floor", needed=False)


def _zone(table: Table, zones: Sequence[Zone], default: str) -> str:
    code = table.text("zone", needed=False)
    if code is None:
        return default
    names = [zone.code for zone in zones]
    if code not in names:
        table.wrong("zone", f"a zone of this file{meant(code, names)}")
    return code


def _owner(table: Table, number: int, owners: dict[int, Agency], known: dict[str, Agency]) -> Agency | None:
    if "agency" not in table.values and number not in owners:
        table.wrong("agency", f"the code of its agency, since no agency has {number} among its counters")
    code = table.text("agency", needed=False)
    if code is None:
        return owners.get(number)
    if code not in known:
        table.wrong("agency", f"an agency of this file{meant(code, known)}")
        return None
    if number in owners and owners[number].code != code:
        table.wrong("agency", f'"{owners[number].code}", which names counter {number} among its own')
    return known[code]


def _order(table: Table, owner: Agency, agencies: Sequence[Agency]) -> tuple[str, ...]:
    """The counter's services, written with or without the agency's code before them."""
    own = [service.code for service in owner.services]
    short = [code.removeprefix(f"{owner.code}.") for code in own]
    others = {service.code: agency.code for agency in agencies for service in agency.services}
    found: list[str] = []
    for nth, text in enumerate(table.texts("services")):
        code = text if "." in text else f"{owner.code}.{text}"
        path = (*table.path, "services", f"[{nth}]")
        if code not in own:
            whose = f", this one is {others[code]}'s" if code in others else meant(text, short)
            table.notes.wrong(path, f"a service of agency {owner.code}{whose}", text)
        elif code in found:
            table.notes.wrong(path, "each service once", text)
        else:
            found.append(code)
    if "services" in table.values and not table.values["services"]:
        table.wrong("services", "at least one service, or no such key for all of them")
    return tuple(found)
