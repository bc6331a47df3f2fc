"""What is probably not meant in a site file that is right: the check lists it and lets the file pass."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct, to_builtins

from shared.site.calendars import calendars, missing_year
from shared.site.days import both
from shared.site.model import Agency, Hours, Quota, Service, Site, Week
from shared.texts import Translations, pick
from shared.wording.places import floor_name

LONG_AGO = timedelta(days=366)
HALL_NAME, SHORT_NAME, SERVICE_NAME = 40, 20, 48
"""Characters of the hall's name, an agency's short name and a service's name for which every screen has room."""
SMALL_QUOTA = 2
_COUNTER_WORDS = frozenset({"loket", "counter"})
_LISTED = 5


class SiteWarning(Struct, frozen=True):
    """Something that is probably not meant: its place in the file, and what of it."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


def warnings_of(site: Site, today: date) -> tuple[SiteWarning, ...]:
    """Everything that is probably not meant, on the hall's date ``today``."""
    return (
        *_calendar(site, today),
        *_past(site, today),
        *_names(site),
        *_counters_twice_called(site),
        *_twice_told(site),
        *_english(site),
        *_unfindable(site),
        *_never_open(site),
        *_too_short(site),
        *_idle_breaks(site),
        *_quotas(site),
        *_half_days(site),
        *_floors(site),
        *_control_signs(site),
    )


def _calendar(site: Site, today: date) -> Iterator[SiteWarning]:
    if (year := missing_year(site, today)) is not None:
        cure = "bring the program up to date" if site.calendar else 'calendar = "id" has the joint decrees'
        yield SiteWarning("holiday", f"no holidays of {year} are known, numbers would be given on them; {cure}")


def _past(site: Site, today: date) -> Iterator[SiteWarning]:
    national = {one.day for year in (calendars(site.calendar) if site.calendar else ()) for one in year.days}
    days = {
        "holiday": [one.day for one in site.holidays if one.day not in national],
        "special": [one.day for one in site.special],
        "period": [one.ends for one in site.periods],
    }
    for agency in site.agencies:
        days[f"agency.{agency.code}.absent"] = list(agency.absent)
        days[f"agency.{agency.code}.special"] = [one.day for one in agency.special]
        days[f"agency.{agency.code}.period"] = [one.ends for one in agency.periods]
    for place, dates in days.items():
        old = [day for day in dates if day < today - LONG_AGO]
        if old:
            yield SiteWarning(place, f"{len(old)} of more than a year ago, the last on {max(old)}; they can go")


def _names(site: Site) -> Iterator[SiteWarning]:
    yield from _too_long("name", site.name, HALL_NAME)
    for agency in site.agencies:
        yield from _too_long(f"agency.{agency.code}.short", agency.short, SHORT_NAME)
        for service in agency.services:
            yield from _too_long(f"{_place(service)}.name", service.name, SERVICE_NAME)


def _too_long(place: str, words: Translations, most: int) -> Iterator[SiteWarning]:
    for lang, text in words.items():
        if len(text) > most:
            yield SiteWarning(place, f"{len(text)} characters in {lang}, screens have room for {most}; it may be cut")


def _counters_twice_called(site: Site) -> Iterator[SiteWarning]:
    """Counters whose names begin with the word that is said before every name: "Loket Loket 3"."""
    for counter in site.counters:
        for lang, name in (counter.name or {}).items():
            word = name.split()[0]
            if word.casefold() in _COUNTER_WORDS:
                said = f'visitors would read "{word} {name}"; the word stands before every counter by itself'
                yield SiteWarning(f"counter.{counter.number}.name", f"{said} ({lang})")


def _twice_told(site: Site) -> Iterator[SiteWarning]:
    """A zone that is named like its floor, where both are told: "lantai 2 · Lantai 2"."""
    if not (site.tells_floor and site.tells_zone):
        return
    for zone in site.zones:
        floor, name = floor_name("id", zone.floor).replace("\u00a0", " "), pick(zone.name, "id")
        if floor and floor.casefold() in name.casefold():
            cure = "name what is there, or write [where] zone = false"
            yield SiteWarning(f"zone.{zone.code}.name", f'visitors would read "{floor} · {name}"; {cure}')


def _english(site: Site) -> Iterator[SiteWarning]:
    """Names of agencies and of the hall are proper names and need none."""
    if "en" not in site.languages:
        return
    texts: list[tuple[str, Translations | None]] = [("information", site.information)]
    texts += [(f"facility[{nth}]", words) for nth, one in enumerate(site.facilities) for words in (one.name, one.where)]
    texts += [(f"zone.{zone.code}.name", zone.name) for zone in site.zones if len(site.zones) > 1]
    texts += [("board", words) for words in (*site.board.info, *site.board.ticker)]
    for agency in site.agencies:
        for service in agency.services:
            texts += [(_place(service), words) for words in (service.name, service.detail, *service.bring)]
    missing = [place for place, words in texts if words and "en" not in words]
    if missing:
        places = list(dict.fromkeys(missing))
        more = f" and {len(places) - _LISTED} more places" if len(places) > _LISTED else ""
        said = "1 text has" if len(missing) == 1 else f"{len(missing)} texts have"
        yield SiteWarning("languages", f"{said} no English: {', '.join(places[:_LISTED])}{more}")


def _unfindable(site: Site) -> Iterator[SiteWarning]:
    """Each agency with its services, or one line for the hall where that would push other warnings out of sight."""
    bare = {agency.code: [one.code for one in agency.services if not one.keywords] for agency in site.agencies}
    bare = {agency: codes for agency, codes in bare.items() if codes}
    if len(bare) > _LISTED:
        codes = [code for own in bare.values() for code in own]
        more = f" and {len(codes) - _LISTED} more"
        yield SiteWarning(
            "keywords", f"{len(codes)} services have none, found by name only: {', '.join(codes[:_LISTED])}{more}"
        )
        return
    for agency, own in bare.items():
        short = [code.removeprefix(f"{agency}.") for code in own]
        yield SiteWarning(f"agency.{agency}", f"no keywords, found by name only: {', '.join(short)}")


def _never_open(site: Site) -> Iterator[SiteWarning]:
    for agency in site.agencies:
        if agency.week is not None and not _meet(agency.week, site.week):
            yield SiteWarning(
                f"agency.{agency.code}.hours", "never meet the hall's hours, whose doors may be shut then"
            )
        for service in agency.services:
            if service.week is not None and not _meet(service.week, agency.week or site.week):
                yield SiteWarning(f"{_place(service)}.hours", "never meet the agency's hours; no number would be given")


def _meet(own: Week, other: Week) -> bool:
    return any(both(mine, theirs) is not None for mine, theirs in zip(own, other, strict=True))


def _too_short(site: Site) -> Iterator[SiteWarning]:
    """Days that end before the first number would be given."""
    stop = site.policy.stop_taking_minutes
    for place, hours in _every_day(site):
        minutes = (hours.closes.hour - hours.opens.hour) * 60 + hours.closes.minute - hours.opens.minute
        if minutes <= stop:
            yield SiteWarning(
                place,
                f"open for {minutes} minutes, and numbers stop {stop} minutes before closing: none would be given",
            )


def _every_day(site: Site) -> Iterator[tuple[str, Hours]]:
    """Every day's hours that stand in the file, with their place; the same hours at one place once."""
    owners: list[tuple[str, Site | Agency]] = [("", site)]
    owners += [(f"agency.{agency.code}.", agency) for agency in site.agencies]
    for at, owner in owners:
        yield from ((f"{at}hours", hours) for hours in _different(owner.week or ()))
        yield from ((f"{at}special", one.hours) for one in owner.special if one.hours)
        for period in owner.periods:
            yield from ((f"{at}period", hours) for hours in _different(period.week))
    for agency in site.agencies:
        for service in agency.services:
            yield from ((f"{_place(service)}.hours", hours) for hours in _different(service.week or ()))


def _different(week: Week) -> list[Hours]:
    return list({(hours.opens, hours.closes): hours for hours in week if hours is not None}.values())


def _idle_breaks(site: Site) -> Iterator[SiteWarning]:
    for agency in site.agencies:
        weeks = (agency.week or site.week, *(period.week for period in (*site.periods, *agency.periods)))
        days = [hours for week in weeks for hours in week if hours is not None]
        for pause in agency.breaks:
            if not any(pause.starts < hours.closes and pause.ends > hours.opens for hours in days):
                at = f"{pause.starts:%H:%M}-{pause.ends:%H:%M}"
                yield SiteWarning(f"agency.{agency.code}.breaks", f"{at} is outside of all its hours")


def _quotas(site: Site) -> Iterator[SiteWarning]:
    owners: list[tuple[str, Agency | Service]] = []
    for agency in site.agencies:
        owners += [(f"agency.{agency.code}", agency), *((_place(service), service) for service in agency.services)]
    for place, owner in owners:
        quota = owner.quota
        numbers = (*quota.week, quota.morning, quota.afternoon) if isinstance(quota, Quota) else (quota,)
        least = min((number for number in numbers if number is not None), default=SMALL_QUOTA + 1)
        if least <= SMALL_QUOTA:
            yield SiteWarning(f"{place}.quota", f"only {least}; a day without numbers is better left out of its hours")


def _half_days(site: Site) -> Iterator[SiteWarning]:
    """Quotas of half days of which one half has no hours."""
    for agency in site.agencies:
        week = agency.week or site.week
        owners: list[tuple[str, Quota | int | None, Week]] = [(f"agency.{agency.code}", agency.quota, week)]
        for service in agency.services:
            own = service.week and tuple(both(mine, day) for mine, day in zip(service.week, week, strict=True))
            owners.append((_place(service), service.quota, own or week))
        for place, quota, open_on in owners:
            days = [hours for hours in open_on if hours is not None]
            if not isinstance(quota, Quota) or quota.morning is None or not days:
                continue
            if all(hours.opens >= quota.noon for hours in days):
                yield SiteWarning(
                    f"{place}.quota", f"always opens after {quota.noon:%H:%M}: the morning's numbers are added"
                )
            elif all(hours.closes <= quota.noon for hours in days):
                yield SiteWarning(
                    f"{place}.quota", f"always closed from {quota.noon:%H:%M} on: only the morning's are given"
                )


def _floors(site: Site) -> Iterator[SiteWarning]:
    for zone in site.zones:
        if isinstance(zone.floor, dict) and (number := zone.floor["id"].strip()).isdecimal():
            yield SiteWarning(
                f"zone.{zone.code}.floor", f'told as "{number}" alone; floor = {number} is "lantai {number}"'
            )


def _control_signs(site: Site) -> Iterator[SiteWarning]:
    for place, text in _texts("", to_builtins(site)):
        found = next((sign for sign in text if unicodedata.category(sign) in ("Cc", "Cf") and sign != "\u00ad"), None)
        if found is not None:
            yield SiteWarning(
                place, f"an invisible control sign (U+{ord(found):04X}) in {text[:30]!r}; write it without"
            )


def _texts(place: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(f"{place}.{key}".removeprefix("."), inner)
    elif isinstance(value, list | tuple):
        for nth, inner in enumerate(value):
            code = inner.get("code") if isinstance(inner, dict) else None
            yield from _texts(f"{place}[{code or nth}]", inner)


def _place(service: Service) -> str:
    return f"agency.{service.agency}.service.{service.code.removeprefix(f'{service.agency}.')}"
