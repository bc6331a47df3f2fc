"""What the paper says: one pure function from a taken number to a layout. No printer, no bytes, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from kiosk.paper.layout import Gap, Layout, Line, Logo, Number, Part, Qr, Rule, Size, block, heading, mark
from kiosk.paper.letters import printable, wrapped
from shared.texts import pick, text
from shared.wire import AgencyInfo, CounterInfo, Estimate, ServiceInfo, SiteInfo, Ticket
from shared.wording.moments import clock, day_of_year
from shared.wording.places import counters, staffed


class Edition(Enum):
    """Which paper of this number it is: every other than the first carries marks, the texts of which it names."""

    FIRST = ()
    REPRINT = ("reprint",)
    RESERVE = ("reserve",)
    """Given by the kiosk itself while the hub was away: nothing is known about the wait."""
    RESERVE_AGAIN = ("reserve", "reprint")

    @property
    def promises(self) -> bool:
        """Whether it may say how many are ahead and how long it takes."""
        return "reserve" not in self.value


@dataclass(frozen=True)
class Slip:
    """Everything that one paper says. Width and closing line come from ``site.paper``, the time from the ticket."""

    ticket: Ticket
    site: SiteInfo
    agency: AgencyInfo
    service: ServiceInfo
    counters: tuple[CounterInfo, ...]
    """The counters that serve it, in any order; may be empty."""
    lang: str
    demonstration: bool = False
    """The hub ignores opening hours (``Hall.always_open``)."""
    edition: Edition = Edition.FIRST
    logo: bytes | None = None
    """The hall's own, as PNG."""


def receipt(slip: Slip) -> Layout:
    """The paper of ``slip``, top to bottom. Every line fits ``slip.site.paper.columns``; nothing is cut off."""
    columns, lang = slip.site.paper.columns, slip.lang
    when = slip.ticket.issued_at.astimezone(ZoneInfo(slip.site.timezone))
    parts: list[Part] = [
        Logo(slip.logo),
        Gap(8),
        *heading(printable(pick(slip.site.name, lang)), columns, most=1),
        *_kind(slip.site, columns, lang),
        *block(printable(pick(slip.site.address, lang)), columns),
        Gap(8),
        Rule(),
        *_marks(slip, columns),
        *heading(_say(lang, "number"), columns, most=1),
        Gap(12),
        Number(printable(slip.ticket.label)),
        Gap(24),
        *heading(printable(pick(slip.service.name, lang)), columns, most=2),
        *_agency(slip.agency, columns, lang),
    ]
    if slip.ticket.priority:
        parts += [Gap(8), *mark(_say(lang, "priority"), columns)]
    parts += [Gap(12), Rule(), *_queue(slip, when), Rule()]
    parts += _bring(slip, columns)
    parts += [
        Gap(8),
        Qr(slip.ticket.url),
        *block(_say(lang, "scan"), columns, bold=True),
        Gap(8),
        Rule(),
        Gap(4),
        *_date(lang, when, columns),
    ]
    closing = printable(pick(slip.site.paper.closing, lang)) or _say(lang, "closing")
    return (*parts, *block(closing, columns))


def _marks(slip: Slip, columns: int) -> Layout:
    words = []
    if slip.demonstration:
        words.append("demonstration")
    words += slip.edition.value
    found: list[Part] = [Gap(4)]
    for word in words:
        found += [*mark(_say(slip.lang, word), columns), Gap(8)]
    return tuple(found)


def _kind(site: SiteInfo, columns: int, lang: str) -> Layout:
    words = _apart(pick(site.kind, lang), columns)
    return tuple(part for one in words for part in block(one, columns, bold=True))


def _place(place: str, columns: int) -> Layout:
    """Floor and zone, as the beginning of a line."""
    words = _apart(place[:1].upper() + place[1:], columns // Size.LARGE.width)
    return tuple(part for one in words for part in heading(one, columns, most=2))


def _apart(text: str, columns: int) -> tuple[str, ...]:
    """``text`` on one line, or, where that is too long, what stands between its dots: no line begins with a dash."""
    whole = printable(text)
    return (whole,) if len(whole) <= columns else tuple(filter(None, map(printable, text.split(" · "))))


def _agency(agency: AgencyInfo, columns: int, lang: str) -> Layout:
    """Short name as people say it and official name; one of them when they are the same."""
    short, name = printable(pick(agency.short, lang)), printable(pick(agency.name, lang))
    parts: Layout = (Gap(12), *heading(short, columns, most=1))
    return parts if name == short else (*parts, *block(name, columns))


def _queue(slip: Slip, when: datetime) -> Layout:
    columns, lang, ahead = slip.site.paper.columns, slip.lang, slip.ticket.ahead
    said = _say(lang, "nobody_ahead") if ahead == 0 else _count(lang, "ahead", ahead)
    parts: Layout = (
        Gap(4),
        *heading(said, columns, most=2),
        *block(_wait(lang, slip.ticket.estimate, staffed(slip.counters), when), columns, bold=True),
    )
    if not slip.edition.promises:
        parts = (Gap(4), *block(_say(lang, "no_estimate"), columns, bold=True))
    if slip.counters:
        names, place = counters(lang, slip.site, slip.counters)
        desks = _count(lang, "counter", len(slip.counters), numbers=printable(names))
        parts = (*parts, Gap(4), *heading(desks, columns, most=2))
        if place:
            parts = (*parts, *_place(place, columns))
    return (*parts, Gap(8))


def _wait(lang: str, estimate: Estimate, staffed_now: bool, when: datetime) -> str:
    time = _time(lang, when)
    if estimate.p50 < 1 and not staffed_now:
        return _say(lang, "wait.unstaffed", time=time)
    if estimate.p90 < 1:
        return _say(lang, "wait.none", time=time)
    if estimate.p50 < 1:
        return _count(lang, "wait.up_to", estimate.p90, time=time)
    if estimate.p90 <= estimate.p50:
        return _count(lang, "wait.about", estimate.p50, time=time)
    return _say(lang, "wait.between", low=estimate.p50, high=estimate.p90, time=time)


def _bring(slip: Slip, columns: int) -> Layout:
    papers = [printable(pick(words, slip.lang)) for words in slip.service.bring]
    if not any(papers):
        return ()
    parts: list[Part] = [Gap(4), *block(_say(slip.lang, "bring"), columns, bold=True, align="left")]
    for paper in filter(None, papers):
        first, *more = wrapped(paper, columns - 2)
        lines = (f"- {first}", *(f"  {line}" for line in more))
        parts += [Line(line, align="left") for line in lines]
    return (*parts, Gap(8), Rule())


def _date(lang: str, when: datetime, columns: int) -> Layout:
    """Date and time on one line, or on one each where that is too long."""
    date = printable(day_of_year(lang, when.date()))
    time = _time(lang, when)
    both = f"{date}, {time}"
    lines = (both,) if len(both) <= columns else (date, time)
    return tuple(part for line in lines for part in block(line, columns, bold=True))


def _time(lang: str, when: datetime) -> str:
    """Hours and minutes with the zone's name; ``when`` is in the hall's zone."""
    zone = when.tzname() or ""
    return _say(lang, "time", clock=clock(lang, when), zone=zone).strip()


def _count(lang: str, key: str, count: int, **values: object) -> str:
    return _say(lang, f"{key}.{'one' if count == 1 else 'many'}", count=count, **values)


def _say(lang: str, key: str, **values: object) -> str:
    return printable(text(lang, f"paper.{key}", **values))
