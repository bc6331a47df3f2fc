"""What a day file says of a simulated day, read and checked: ``docs/simulation.md`` is its manual."""

from __future__ import annotations

import re
import tomllib
from functools import partial
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from shared.resources import ASSETS
from shared.site.lines import lines_of
from shared.site.load import NO_TOML
from shared.site.mistakes import Mistake, WrongSite, listed
from shared.site.reader import Parsed, keys_at, read, table
from shared.site.values import Notes, Value

DAYS_FOLDER = ASSETS / "days"
OTHERS = "others"
"""Stands in ``[agencies]`` for all agencies that are not named, in equal parts."""
_SPAN = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")

MinuteSpan = tuple[float, float]
"""Minutes since local midnight, from and to."""


ShareOfVisitors = Annotated[float, Meta(ge=0, le=1)]
Minutes = Annotated[float, Meta(ge=0, le=240)]


def _span(value: Value, given: str | None) -> MinuteSpan | None:
    """Reads "08:00-09:30"; None after a mistake."""
    if given is not None and (found := _SPAN.fullmatch(given)) is not None:
        hour, minute, end_hour, end_minute = map(int, found.groups())
        first, last = hour * 60 + minute, end_hour * 60 + end_minute
        if minute < 60 and end_minute < 60 and first < last <= 24 * 60:
            return float(first), float(last)
    value.wrong("local times such as 08:00-09:30, the first before the second")
    return None


def _read_breaks(value: Value) -> MinuteSpan | None:
    return _span(value, read(value, str))


def _read_begin(value: Value) -> float | None:
    found = _span(value, f"{read(value, str)}-24:00")
    return found[0] if found else None


def _read_arrivals(value: Value) -> tuple[tuple[MinuteSpan, float], ...]:
    spans = [(_span(inner, key), read(inner, ArrivalWeight) or 0.0) for key, inner in value.tables()]
    if not any(part for _, part in spans):
        value.wrong('spans and how many come in each, such as "08:00-09:00" = 20')
    return tuple((span, part) for span, part in spans if span is not None)


def _read_agencies(value: Value) -> dict[str, float]:
    parts = {code: read(inner, ArrivalWeight) or 0.0 for code, inner in value.tables()}
    if not any(parts.values()):
        value.wrong(f"agencies and their parts, such as dukcapil = 41 and {OTHERS} = 59")
    return parts


def _read_counters(value: Value) -> dict[str, int]:
    return {code: read(inner, Desks) or 0 for code, inner in value.tables()}


ArrivalWeight = Annotated[float, Meta(ge=0, le=1e6)]
Desks = Annotated[int, Meta(ge=0, le=999)]


class VisitShares(Struct, frozen=True):
    """Shares of all visitors unless said otherwise."""

    priority: ShareOfVisitors = 0.08
    several: ShareOfVisitors = 0.05
    """Come for two services of two agencies."""
    no_show: ShareOfVisitors = 0.06
    comes_back: ShareOfVisitors = 0.4
    """Of the no-shows."""
    hold: ShareOfVisitors = 0.04
    transfer: ShareOfVisitors = 0.03


class DelayMinutes(Struct, frozen=True):
    """Minutes on average; each is drawn around it."""

    walk: Minutes = 0.4
    """From the call to the counter."""
    call_again: Minutes = 0.7
    """Between calls of somebody who does not come."""
    next_call: Minutes = 0.2
    """An officer's pause before the next call."""
    away: Minutes = 15.0
    """Until a no-show or a held visitor is back."""


class ServiceTimes(Struct, frozen=True):
    """How long services take: lognormal around the site's minutes."""

    spread: Annotated[float, Meta(ge=0.01, le=3)] = 0.6
    """Standard deviation of one visitor's minutes as a share of the mean."""
    pace: Annotated[float, Meta(ge=0.01, le=10)] = 1.0
    """The whole day's true minutes as a share of the site's."""
    agency_pace: ShareOfVisitors = 0.2
    """Spread of an agency's true minutes around the site's, drawn once a day (standard deviation of the logarithm)."""
    service_pace: ShareOfVisitors = 0.15
    """The same of each service around its agency."""


class OfficerHours(Struct, frozen=True):
    """When officers are there."""

    begin: Annotated[float, Parsed(_read_begin)] = 480.0
    """Minutes since local midnight; in the file a time."""
    late: Minutes = 5.0
    """Up to so many minutes later."""
    breaks: Annotated[MinuteSpan, Parsed(_read_breaks)] = (690.0, 810.0)
    """Every officer's break lies within, one after another as far as that goes."""
    break_minutes: Minutes = 40.0


class DayFile(Struct, frozen=True):
    """A day file from its top."""

    site: str
    """The site that the day is meant for: a bundled one, or a file beside the day file."""
    visitors: Annotated[int, Meta(ge=1, le=100_000)]
    arrivals: Annotated[tuple[tuple[MinuteSpan, float], ...], Parsed(_read_arrivals, blank=())]
    """Spans and how many of all come in each, in any unit."""
    agencies: Annotated[dict[str, float], Parsed(_read_agencies)]
    """Agency code (or ``others``) to its part, in any unit."""
    spread: Annotated[float, Meta(ge=0, le=0.5)] = 0.0
    """Standard deviation of the number of visitors as a share of it."""
    counters: Annotated[dict[str, int], Parsed(_read_counters)] = {}
    """Counters with an officer, by agency; an agency that is not named has all of them."""
    visits: VisitShares = VisitShares()
    times: DelayMinutes = DelayMinutes()
    service: ServiceTimes = ServiceTimes()
    officers: OfficerHours = OfficerHours()


class WrongDay(WrongSite):
    """A day file that cannot be used, with every mistake in it."""


def bundled_days() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in DAYS_FOLDER.glob("*.toml") if not path.stem.endswith("-hall")))


def find_day(source: str) -> Path:
    """The path behind a file or a bundled name. Raises WrongDay where there is none."""
    path = Path(source)
    if path.suffix != ".toml" and path.name == source:
        if source not in bundled_days():
            expected = f"a day that comes with the program ({listed(bundled_days())}) or the path of a .toml file"
            raise WrongDay((Mistake(source or "day", "", expected, f'"{source}"'),))
        return DAYS_FOLDER / f"{source}.toml"
    return path


def load_day(source: str) -> DayFile:
    """The day in a file or of a bundled name; raises WrongDay with every mistake."""
    path = find_day(source)
    try:
        text = path.read_text(encoding="utf-8-sig")
        values = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as trouble:
        raise WrongDay((Mistake(str(path), "", "a file that can be read", str(trouble)),)) from trouble
    except NO_TOML as trouble:
        raise WrongDay((Mistake(path.name, "", "TOML as in https://toml.io", str(trouble)),)) from trouble
    notes = Notes(path.name, lines_of(text), partial(keys_at, DayFile))
    day, _ = table(Value(notes, (), values), DayFile)
    if mistakes := notes.mistakes():
        raise WrongDay(mistakes)
    return replace(day, site=str(path.parent / day.site)) if day.site.endswith(".toml") else day
