"""What a day file says of a simulated day, read and checked: ``docs/simulation.md`` is its manual."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from msgspec import Struct

from shared.resources import ASSETS
from shared.site.lines import lines_of
from shared.site.load import NO_TOML
from shared.site.mistakes import Mistake, WrongSite
from shared.site.table import Notes, Table, listed

DAYS_FOLDER = ASSETS / "days"
OTHERS = "others"
"""Stands in ``[agencies]`` for all agencies that are not named, in equal parts."""
_SPAN = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")

MinuteSpan = tuple[float, float]
"""Minutes since local midnight, from and to."""


class VisitShares(Struct, frozen=True):
    """Shares from 0 to 1, of all visitors unless said otherwise."""

    priority: float = 0.08
    several: float = 0.05
    """Come for two services of two agencies."""
    no_show: float = 0.06
    comes_back: float = 0.4
    """Of the no-shows."""
    hold: float = 0.04
    transfer: float = 0.03


class DelayMinutes(Struct, frozen=True):
    """Minutes on average; each is drawn around it."""

    walk: float = 0.4
    """From the call to the counter."""
    call_again: float = 0.7
    """Between calls of somebody who does not come."""
    next_call: float = 0.2
    """An officer's pause before the next call."""
    away: float = 15.0
    """Until a no-show or a held visitor is back."""


class ServiceTimes(Struct, frozen=True):
    """How long services take: lognormal around the site's minutes."""

    spread: float = 0.6
    """Standard deviation of one visitor's minutes as a share of the mean."""
    pace: float = 1.0
    """The whole day's true minutes as a share of the site's."""
    agency_pace: float = 0.2
    """Spread of an agency's true minutes around the site's, drawn once a day (standard deviation of the logarithm)."""
    service_pace: float = 0.15
    """The same of each service around its agency."""


class OfficerHours(Struct, frozen=True):
    begin: float = 480.0
    """Minutes since local midnight."""
    late: float = 5.0
    """Up to so many minutes later."""
    breaks: MinuteSpan = (690.0, 810.0)
    """Every officer's break lies within, one after another as far as that goes."""
    break_minutes: float = 40.0


class DayFile(Struct, frozen=True):
    site: str
    """The site that the day is meant for: a bundled one, or a file beside the day file."""
    visitors: int
    spread: float
    """Standard deviation of the number of visitors as a share of it."""
    arrivals: tuple[tuple[MinuteSpan, float], ...]
    """Spans and how many of all come in each, in any unit."""
    agencies: dict[str, float]
    """Agency code (or ``others``) to its part, in any unit."""
    counters: dict[str, int]
    """Counters with an officer, by agency; an agency that is not named has all of them."""
    visits: VisitShares
    times: DelayMinutes
    service: ServiceTimes
    officers: OfficerHours


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
    notes = Notes(path.name, lines_of(text))
    day = _read(Table(notes, (), values, _TOP), path)
    if mistakes := notes.mistakes():
        raise WrongDay(mistakes)
    return day


_TOP = (
    "site",
    "visitors",
    "spread",
    "arrivals",
    "agencies",
    "counters",
    "visits",
    "times",
    "service",
    "officers",
)


def _read(top: Table, path: Path) -> DayFile:
    site = top.text("site") or ""
    arrivals = top.table("arrivals", None)
    spans = [(_span(arrivals, key, key), _number(arrivals, key, 0.0, 0.0, 1e6)) for key in arrivals.values]
    if not any(part for _, part in spans):
        top.wrong("arrivals", 'spans and how many come in each, such as "08:00-09:00" = 20')
    agencies = top.table("agencies", None)
    parts = {code: _number(agencies, code, 0.0, 0.0, 1e6) for code in agencies.values}
    if not any(parts.values()):
        top.wrong("agencies", f"agencies and their parts, such as dukcapil = 41 and {OTHERS} = 59")
    counters = top.table("counters", None)
    return DayFile(
        site=str(path.parent / site) if site.endswith(".toml") else site,
        visitors=top.whole("visitors", None, 1, 100_000) or 1,
        spread=_number(top, "spread", 0.0, 0.0, 0.5),
        arrivals=tuple((span, part) for span, part in spans if span is not None),
        agencies=parts,
        counters={code: counters.whole(code, None, 0, 999) or 0 for code in counters.values},
        visits=_shares(top.table("visits", VisitShares.__struct_fields__)),
        times=_times(top.table("times", DelayMinutes.__struct_fields__)),
        service=_service(top.table("service", ServiceTimes.__struct_fields__)),
        officers=_officers(top.table("officers", OfficerHours.__struct_fields__)),
    )


def _shares(table: Table) -> VisitShares:
    usual = VisitShares()
    return VisitShares(
        **{name: _number(table, name, getattr(usual, name), 0, 1) for name in VisitShares.__struct_fields__}
    )


def _times(table: Table) -> DelayMinutes:
    usual = DelayMinutes()
    return DelayMinutes(
        **{name: _number(table, name, getattr(usual, name), 0, 240) for name in DelayMinutes.__struct_fields__}
    )


def _service(table: Table) -> ServiceTimes:
    usual = ServiceTimes()
    return ServiceTimes(
        spread=_number(table, "spread", usual.spread, 0.01, 3),
        pace=_number(table, "pace", usual.pace, 0.01, 10),
        agency_pace=_number(table, "agency_pace", usual.agency_pace, 0, 1),
        service_pace=_number(table, "service_pace", usual.service_pace, 0, 1),
    )


def _officers(table: Table) -> OfficerHours:
    usual = OfficerHours()
    breaks = _span(table, "breaks", table.text("breaks", needed=False))
    begin = _span(table, "begin", f"{given}-24:00" if (given := table.text("begin", needed=False)) else None)
    return OfficerHours(
        begin=begin[0] if begin else usual.begin,
        late=_number(table, "late", usual.late, 0, 240),
        breaks=breaks or usual.breaks,
        break_minutes=_number(table, "break_minutes", usual.break_minutes, 0, 240),
    )


def _span(table: Table, key: str, given: str | None) -> MinuteSpan | None:
    """Reads "08:00-09:30"; None where nothing (or nothing right) is given."""
    if given is None:
        return None
    if (found := _SPAN.fullmatch(given)) is not None:
        hour, minute, end_hour, end_minute = map(int, found.groups())
        first, last = hour * 60 + minute, end_hour * 60 + end_minute
        if minute < 60 and end_minute < 60 and first < last <= 24 * 60:
            return float(first), float(last)
    table.wrong(key, "local times such as 08:00-09:30, the first before the second")
    return None


def _number(table: Table, key: str, default: float, least: float, most: float) -> float:
    found = table.values.get(key, default)
    if isinstance(found, bool) or not isinstance(found, int | float) or not least <= found <= most:
        table.wrong(key, f"a number from {least:g} to {most:g}")
        return default
    return float(found)
