"""Who is in the hall: zones, agencies with their services, and the counters, from the tables that declare them.

Here is checked what takes more than one table: that codes exist, that counters and names are unique, and that every
service has a counter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from shared.site.file import COUNTERS, MOST_COUNTER, AgencyTable, CounterTable, SiteFile
from shared.site.mistakes import meant
from shared.site.model import Agency, Counter, Service, Zone
from shared.site.rota import check_rota
from shared.site.series import check_series
from shared.site.values import Notes, Value
from shared.texts import Translations

_SAYS_COUNTER = re.compile(r"^(?:loket|meja|konter|counter|desk|no|nomor)(?: (?=.)|(?=[0-9]))")
_ZEROS_BEFORE = re.compile(r"(?<![0-9])0+(?=[0-9])")


def zones_of(file: SiteFile) -> tuple[Zone, ...]:
    return tuple(Zone(code, written.name, written.floor) for code, written in file.zone.items())


def agencies_of(notes: Notes, file: SiteFile) -> tuple[Agency, ...]:
    """The agencies in the file's order; series that are taken for one another are noted."""
    found = tuple(_agency(code, written) for code, written in file.agency.items())
    check_series(notes, found)
    return found


def _agency(code: str, written: AgencyTable) -> Agency:
    services = tuple(
        Service(
            code=f"{code}.{name}",
            agency=code,
            name=one.name,
            minutes=one.minutes,
            detail=one.detail,
            bring=one.bring,
            keywords=tuple(word.lower() for word in one.keywords),
            quota=one.quota,
            series=one.series,
            week=one.hours,
        )
        for name, one in written.service.items()
    )
    return Agency(
        code=code,
        letter=written.letter,
        short=written.short,
        name=written.name,
        colour=written.colour,
        services=services,
        week=written.hours,
        absent=written.absent,
        series=written.series,
        breaks=written.breaks,
        special=written.special,
        periods=written.period,
        quota=written.quota,
    )


def counters_of(top: Value, file: SiteFile, agencies: Sequence[Agency], zones: Sequence[Zone]) -> tuple[Counter, ...]:
    """The agencies' ``counters`` and the tables ``[counter.NUMBER]``, which say it for one counter more exactly."""
    known = {agency.code: agency for agency in agencies}
    first = zones[0].code if zones else ""
    owners: dict[int, Agency] = {}
    zone_of: dict[int, str] = {}
    for agency in agencies:
        written, place = file.agency[agency.code], top.at("agency").at(agency.code)
        zone = _zone(place.at("zone"), written.zone, zones, first)
        for number in written.counters:
            if number in owners:
                place.at("counters").wrong(f"each counter once, {number} is agency {owners[number].code}'s")
                continue
            owners[number], zone_of[number] = agency, zone
    own: dict[int, tuple[CounterTable, tuple[str, ...]]] = {}
    unsure: set[str] = set()
    names: dict[int, Translations] = {}
    for name, table in file.counter.items():
        place, own_number = top.at("counter").at(name), _number(name)
        if own_number is None:
            top.notes.wrong(place.path, f"a counter's number from 1 to {MOST_COUNTER}", name)
            continue
        number = own_number
        if number in own:
            top.notes.wrong(place.path, "each counter once", name)
        owner = _owner(place, table, number, owners, known)
        if owner is None:
            continue
        owners[number] = owner
        zone_of[number] = _zone(place.at("zone"), table.zone, zones, zone_of.get(number, first))
        services = _services(place.at("services"), owner, agencies)
        listed = place.at("services").raw
        if isinstance(listed, list) and len(services) < len(listed):
            unsure.add(owner.code)
        if table.name is not None:
            _check_name(place.at("name"), number, table.name, names)
            names[number] = table.name
        own[number] = table, services
    for agency in agencies:
        place = top.at("agency").at(agency.code).at("counters")
        if agency not in owners.values() and not place.present:
            place.wrong(f"at least one counter: {COUNTERS}")
    counters = tuple(_counter(number, owner, zone_of[number], own) for number, owner in sorted(owners.items()))
    sure = [agency for agency in agencies if agency.code not in unsure]
    _check_served(top.notes, sure, counters)
    check_rota(top.notes, sure, counters)
    return counters


def _counter(number: int, owner: Agency, zone: str, own: Mapping[int, tuple[CounterTable, tuple[str, ...]]]) -> Counter:
    table, services = own.get(number, (CounterTable(), ()))
    return Counter(
        number=number,
        agency=owner.code,
        services=services or tuple(service.code for service in owner.services),
        zone=zone,
        ordered=table.ordered,
        name=table.name,
        breaks=table.breaks,
    )


def _number(name: str) -> int | None:
    return int(name) if re.fullmatch("[0-9]{1,4}", name) and 1 <= int(name) <= MOST_COUNTER else None


def _check_served(notes: Notes, agencies: Iterable[Agency], counters: Sequence[Counter]) -> None:
    """No service may be without a counter: its visitors would wait for ever. ``agencies`` are those whose counters'
    services were read without a mistake."""
    served = {service for counter in counters for service in counter.services}
    for agency in agencies:
        own = [str(counter.number) for counter in counters if counter.agency == agency.code]
        for service in agency.services:
            if own and service.code not in served:
                path = ("agency", agency.code, "service", service.code.removeprefix(f"{agency.code}."))
                expected = f"a counter that serves it: all of the agency's ({', '.join(own)}) name services without it"
                notes.wrong(path, expected, None)


def _check_name(place: Value, number: int, called: Translations, names: Mapping[int, Translations]) -> None:
    """By name or by number no other counter may be ``_as_heard`` the same."""
    for lang, name in called.items():
        written = place if isinstance(place.raw, str) else place.at(lang)
        heard = _as_heard(name)
        if heard.isdecimal() and int(heard) != number:
            written.wrong(f"a name that is no other counter's number, not {int(heard)}")
        for other, known in names.items():
            same = next((one for one in known.values() if _as_heard(one) == heard), None)
            if same == name:
                written.wrong(f"a name of its own, counter {other} has this one")
            elif same is not None:
                written.wrong(f'a name of its own, counter {other} is "{same}", which sounds the same')


def _as_heard(name: str) -> str:
    """A counter's name as visitors tell it from others: without case, spaces, hyphens and other signs, without a word
    for "counter" before it and without zeros before a number: "Loket A-01", "a 1" and "A1" are one."""
    spelt = unicodedata.normalize("NFKC", name).casefold()
    words = " ".join("".join(sign if sign.isalnum() else " " for sign in spelt).split())
    return _ZEROS_BEFORE.sub("", _SAYS_COUNTER.sub("", words).replace(" ", ""))


def _zone(place: Value, code: str | None, zones: Sequence[Zone], default: str) -> str:
    if code is None:
        return default
    names = [zone.code for zone in zones]
    if code not in names:
        place.wrong(f"a zone of this file{meant(code, names)}")
    return code


def _owner(
    place: Value, table: CounterTable, number: int, owners: Mapping[int, Agency], known: Mapping[str, Agency]
) -> Agency | None:
    """Whose the counter is; None after a mistake."""
    code = table.agency
    agency = place.at("agency")
    if not agency.present and number not in owners:
        agency.wrong(f"the code of its agency, since no agency has {number} among its counters")
    if code is None:
        return owners.get(number)
    if code not in known:
        agency.wrong(f"an agency of this file{meant(code, known)}")
        return None
    if number in owners and owners[number].code != code:
        agency.wrong(f'"{owners[number].code}", which names counter {number} among its own')
    return known[code]


def _services(place: Value, owner: Agency, agencies: Sequence[Agency]) -> tuple[str, ...]:
    """The counter's services, written with or without the agency's code before them."""
    own = [service.code for service in owner.services]
    short = [code.removeprefix(f"{owner.code}.") for code in own]
    others = {service.code: agency.code for agency in agencies for service in agency.services}
    found: list[str] = []
    for entry in place.entries() if isinstance(place.raw, list) else ():
        if not isinstance(entry.raw, str) or not entry.raw.strip():
            continue
        code = entry.raw if "." in entry.raw else f"{owner.code}.{entry.raw}"
        if code not in own:
            whose = f", this one is {others[code]}'s" if code in others else meant(entry.raw, short)
            entry.wrong(f"a service of agency {owner.code}{whose}")
        elif code in found:
            entry.wrong("each service once")
        else:
            found.append(code)
    return tuple(found)
