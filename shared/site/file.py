"""What may stand in a site file: every table, its keys, their types and bounds. ``docs/sites.md`` is held to it.

Tables that stand in the file as in ``shared.site.model`` are declared there. Rules that need more than one value (a
code that exists, a number that is unique, times that overlap) are checked where the site is built.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, get_args, get_origin
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct

from shared.site.calendars import countries
from shared.site.colour import MIN_CONTRAST, PAGE_GROUND, WHITE, contrast, is_colour
from shared.site.hours import CLOSED_WEEK, Breaks, BreakTable, DayTable, read_week
from shared.site.logo import FILE_NAME
from shared.site.mistakes import listed, meant
from shared.site.model import (
    BoardPolicy,
    Facility,
    Holiday,
    KioskPolicy,
    PaperSettings,
    PlaceDetail,
    Policy,
    Quota,
    Speech,
    Week,
)
from shared.site.periods import Periods, Specials
from shared.site.quota import QuotaTable, read_quota
from shared.site.reader import Parsed, fields_of, hint, read, table_of
from shared.site.series import SERIES_EXPECTED
from shared.site.values import Value
from shared.site.weekdays import DAYS
from shared.texts import DEFAULT_LANGUAGES, Translations, languages
from shared.wording.labels import SERIES

MOST_COUNTER = 999
_NUMBERS = re.compile(r"\s*([0-9]{1,4})\s*(?:[-–]\s*([0-9]{1,4})\s*)?")
COUNTERS = 'counter numbers such as 5, "1-4" or "1-4, 7"'


def _colour(value: Value, ground: str, too_pale: str) -> str | None:
    """A colour that has enough contrast with ``ground``; ``too_pale`` says with what it lacks it."""
    colour: str | None = read(value, str)
    if colour is None:
        return None
    if not is_colour(colour):
        value.wrong('a colour such as "#0B6B63"')
    elif (ratio := contrast(colour, ground)) < MIN_CONTRAST:
        # rounded down, so that what is too little does not read as enough
        value.wrong(f"a darker colour: {too_pale} a contrast of 4.5, this has {int(ratio * 100) / 100:.2f}")
    return colour


def _read_tile_colour(value: Value) -> str | None:
    return _colour(value, WHITE, "white letters on it need")


def _read_accent(value: Value) -> str | None:
    return _colour(value, PAGE_GROUND, "on the screen's ground it needs")


def read_languages(value: Value, known: tuple[str, ...]) -> tuple[str, ...]:
    """Codes of ``known`` languages, each once."""
    found: list[str] = []
    for entry in value.entries():
        code = read(entry, str)
        if code is not None and (code not in known or code in found):
            entry.wrong(f"each of {listed(known)} once at most")
        elif code is not None:
            found.append(code)
    return tuple(found)


def _read_languages(value: Value) -> tuple[str, ...]:
    """The site's languages, Indonesian always among them; texts below are read in these."""
    found = read_languages(value, languages())
    if "id" not in found:
        value.wrong('a list with "id" in it')
        found = ("id", *found)
    value.notes.languages = found
    return found


def _read_timezone(value: Value) -> str | None:
    name: str | None = read(value, str)
    try:
        ZoneInfo(name or "UTC")
    except (OSError, ValueError, LookupError):  # what zoneinfo says to odd names differs by system
        value.wrong(
            'a zone of the IANA list, such as "Asia/Jakarta" (WIB), "Asia/Makassar" (WITA) or "Asia/Jayapura" (WIT)'
        )
        return None
    return name


def _read_calendar(value: Value) -> str | None:
    country: str | None = read(value, str)
    if country is not None and country not in countries():
        value.wrong(f"a calendar that comes with the program{meant(country, countries())}")
        return None
    return country


def _read_numbers(value: Value) -> tuple[int, ...]:
    """Counters of an agency: ``5``, ``"1-4"``, ``"1-4, 7"``."""
    raw = value.raw
    if isinstance(raw, int) and not isinstance(raw, bool) and 1 <= raw <= MOST_COUNTER:
        return (raw,)
    numbers: list[int] = []
    for part in raw.split(",") if isinstance(raw, str) else [""]:
        found = _NUMBERS.fullmatch(part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last <= MOST_COUNTER:
            value.wrong(f"{COUNTERS}, from 1 to {MOST_COUNTER}")
            return ()
        numbers.extend(range(first, last + 1))
    return tuple(numbers)


SiteCode = Annotated[str, Meta(pattern="[a-z0-9][a-z0-9_-]*", description="a code of small letters, digits, - and _")]
CounterNumber = Annotated[str, Meta(pattern="[0-9]{1,4}", description=f"a counter's number from 1 to {MOST_COUNTER}")]
Series = Annotated[str, Meta(pattern=SERIES.pattern, description=SERIES_EXPECTED)]
OwnWeek = Annotated[Week, Parsed(read_week)]
OwnQuota = Annotated[Quota | int, Parsed(read_quota, QuotaTable)]


class ZoneTable(Struct, kw_only=True):
    """``[zone.ZONE]``"""

    name: Translations
    floor: Annotated[int, Meta(ge=-9, le=199)] | Translations | None = None


class ServiceTable(Struct, kw_only=True):
    """``[agency.AGENCY.service.SERVICE]``"""

    name: Translations
    minutes: Annotated[int, Meta(ge=1, le=240)]
    detail: Translations | None = None
    bring: tuple[Translations, ...] = ()
    keywords: tuple[str, ...] = ()
    hours: OwnWeek | None = None
    quota: OwnQuota | None = None
    series: Series | None = None


class AgencyTable(Struct, kw_only=True):
    """``[agency.AGENCY]``"""

    letter: Annotated[str, Meta(pattern="[A-Z0-9]{1,2}", description="one or two capital letters or digits")]
    short: Annotated[Translations, Meta(max_length=24)]
    """The screens have room for so many characters."""
    name: Translations
    colour: Annotated[str, Parsed(_read_tile_colour, blank="")]
    counters: Annotated[tuple[int, ...], Parsed(_read_numbers)] = ()
    zone: str | None = None
    hours: OwnWeek | None = None
    breaks: Breaks = ()
    special: Specials = ()
    period: Periods = ()
    quota: OwnQuota | None = None
    absent: tuple[date, ...] = ()
    service: Annotated[
        dict[SiteCode, ServiceTable],
        Meta(min_length=1, description='at least one service, such as [{place}.info] name = "..."'),
    ]
    series: Series | None = None


class CounterTable(Struct, kw_only=True):
    """``[counter.NUMBER]``"""

    agency: str | None = None
    services: Annotated[
        tuple[str, ...], Meta(min_length=1, description="at least one service, or no such key for all of them")
    ] = ()
    ordered: bool = False
    zone: str | None = None
    name: Annotated[Translations, Meta(max_length=20)] | None = None
    """The screens have room for so many characters."""
    breaks: Breaks = ()


class SettingTable(Struct, kw_only=True):
    """``[setting.SETTING]``"""

    agencies: Annotated[tuple[str, ...], Meta(min_length=1, description="a list of at least one agency")]


class SiteFile(Struct, kw_only=True):
    """The file from its top. ``languages`` stands first: texts are read in these."""

    languages: Annotated[tuple[str, ...], Parsed(_read_languages)] = DEFAULT_LANGUAGES
    key: SiteCode
    name: Translations
    kind: Translations
    address: Translations
    logo: (
        Annotated[
            str,
            Meta(
                pattern=f"(?i:{FILE_NAME.pattern})",
                description='the name of a .svg or .png file beside the site file, such as "logo.svg"',
            ),
        ]
        | None
    ) = None
    timezone: Annotated[str, Parsed(_read_timezone, blank="UTC")]
    accent: Annotated[str, Parsed(_read_accent)] | None = None
    information: Translations | None = None
    hours: Annotated[Week, Parsed(read_week, blank=CLOSED_WEEK)]
    calendar: Annotated[str, Parsed(_read_calendar)] | None = None
    joint_leave: bool = True
    workdays: tuple[date, ...] = ()
    holiday: tuple[Holiday, ...] = ()
    special: Specials = ()
    period: Periods = ()
    zone: Annotated[
        dict[SiteCode, ZoneTable], Meta(min_length=1, description='at least one zone, such as [zone.hall] name = "..."')
    ]
    facility: tuple[Facility, ...] = ()
    agency: Annotated[
        dict[SiteCode, AgencyTable], Meta(min_length=1, description="at least one agency, such as [agency.registry]")
    ]
    counter: dict[CounterNumber, CounterTable] = {}
    setting: dict[str, SettingTable] = {}
    policy: Policy = Policy()
    speech: Speech = Speech()
    paper: PaperSettings = PaperSettings()
    kiosk: KioskPolicy = KioskPolicy()
    board: BoardPolicy = BoardPolicy()
    where: PlaceDetail = PlaceDetail()


def keys() -> dict[str, tuple[str, ...]]:
    """Every table of a site file to its keys; "" is the top. A part in capitals stands for a code or a number that the
    file chooses itself; "day" and "break" are the long forms inside ``hours`` and ``breaks``."""
    found: dict[str, tuple[str, ...]] = {"hours": DAYS, "day": _keys(DayTable), "break": _keys(BreakTable)}
    _collect("", SiteFile, found)
    return found


def _collect(place: str, of: type[Struct], found: dict[str, tuple[str, ...]]) -> None:
    found[place] = _keys(of)
    for field, kind in _typed(of):
        inner = table_of(kind)
        if inner is None or inner is BreakTable:
            continue
        if get_origin(hint(kind).kind) is dict:
            named = "NUMBER" if get_args(hint(kind).kind)[0] == CounterNumber else field.upper()
            _collect(f"{place}.{field}.{named}".lstrip("."), inner, found)
        elif field not in found:
            _collect(field, inner, found)


def _keys(of: type[Struct]) -> tuple[str, ...]:
    return tuple(of.__struct_encode_fields__)


def _typed(of: type[Struct]) -> list[tuple[str, object]]:
    return [(key, kind) for key, (_, kind) in fields_of(of).items()]
