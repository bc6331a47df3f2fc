"""What the paper says: one pure function from a taken number to a layout. No printer, no bytes, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from kiosk.paper.ascii_text import printable, wrapped
from kiosk.paper.layout import (
    GapPart,
    LayoutPart,
    LetterSize,
    LogoPart,
    NumberPart,
    PaperLayout,
    QrPart,
    RulePart,
    TextPart,
    bars,
    block,
    heading,
)
from kiosk.tickets import IssuedTicket
from shared.texts import pick, text
from shared.wire import AgencyInfo, CounterInfo, Estimate, ServiceInfo, SiteInfo, Ticket
from shared.wording.moments import clock, day_of_year
from shared.wording.places import counters, staffed


class PaperEdition(Enum):
    """Which paper of this number it is: every other than the first carries marks, the texts of which it names."""

    FIRST = ()
    REPRINT = ("reprint",)
    OFFLINE = ("reserve",)
    """Given by the kiosk itself while the hub was away: nothing is known about the wait."""
    OFFLINE_AGAIN = ("reserve", "reprint")

    @property
    def promises(self) -> bool:
        """Whether it may say how many are ahead and how long it takes."""
        return "reserve" not in self.value


@dataclass(frozen=True)
class ReceiptContent:
    """Everything that one paper says. Width and closing line come from ``site.paper``, the time from the ticket."""

    ticket: IssuedTicket
    site: SiteInfo
    agency: AgencyInfo
    service: ServiceInfo
    counters: tuple[CounterInfo, ...]
    """The counters that serve it, in any order; may be empty."""
    lang: str
    demonstration: bool = False
    """The hub ignores opening hours (``Hall.always_open``)."""
    edition: PaperEdition = PaperEdition.FIRST
    logo: bytes | None = None
    """The hall's own, as PNG."""


def receipt(slip: ReceiptContent) -> PaperLayout:
    """The paper of ``slip``, top to bottom. Every line fits ``slip.site.paper.columns``; nothing is cut off."""
    columns, lang = slip.site.paper.columns, slip.lang
    when = slip.ticket.issued_at.astimezone(ZoneInfo(slip.site.timezone))
    parts: list[LayoutPart] = [
        LogoPart(slip.logo),
        GapPart(8),
        *heading(printable(pick(slip.site.name, lang)), columns, most=1),
        *_kind(slip.site, columns, lang),
        *block(printable(pick(slip.site.address, lang)), columns),
        GapPart(8),
        RulePart(),
        *_marks(slip, columns),
        *heading(_say(lang, "number"), columns, most=1),
        GapPart(12),
        NumberPart(printable(slip.ticket.label)),
        GapPart(24),
        *heading(printable(pick(slip.service.name, lang)), columns, most=2),
        *_agency(slip.agency, columns, lang),
    ]
    if slip.ticket.priority:
        parts += [GapPart(8), *bars(_say(lang, "priority"), columns)]
    parts += [GapPart(12), RulePart(), *_queue(slip, when), RulePart()]
    parts += _bring(slip, columns)
    parts += [
        GapPart(8),
        QrPart(slip.ticket.url),
        *block(_say(lang, "scan"), columns, bold=True),
        GapPart(8),
        RulePart(),
        GapPart(4),
        *_date(lang, when, columns),
    ]
    closing = printable(pick(slip.site.paper.closing, lang)) or _say(lang, "closing")
    return (*parts, *block(closing, columns))


def _marks(slip: ReceiptContent, columns: int) -> PaperLayout:
    words = []
    if slip.demonstration:
        words.append("demonstration")
    words += slip.edition.value
    found: list[LayoutPart] = [GapPart(4)]
    for word in words:
        found += [*bars(_say(slip.lang, word), columns), GapPart(8)]
    return tuple(found)


def _kind(site: SiteInfo, columns: int, lang: str) -> PaperLayout:
    words = _apart(pick(site.kind, lang), columns)
    return tuple(part for one in words for part in block(one, columns, bold=True))


def _place(place: str, columns: int) -> PaperLayout:
    """Floor and zone, as the beginning of a line."""
    words = _apart(place[:1].upper() + place[1:], columns // LetterSize.LARGE.width)
    return tuple(part for one in words for part in heading(one, columns, most=2))


def _apart(text: str, columns: int) -> tuple[str, ...]:
    """``text`` on one line, or, where that is too long, what stands between its dots: no line begins with a dash."""
    whole = printable(text)
    return (whole,) if len(whole) <= columns else tuple(filter(None, map(printable, text.split(" · "))))


def _agency(agency: AgencyInfo, columns: int, lang: str) -> PaperLayout:
    """Short name as people say it and official name; one of them when they are the same."""
    short, name = printable(pick(agency.short, lang)), printable(pick(agency.name, lang))
    parts: PaperLayout = (GapPart(12), *heading(short, columns, most=1))
    return parts if name == short else (*parts, *block(name, columns))


def _queue(slip: ReceiptContent, when: datetime) -> PaperLayout:
    columns, lang = slip.site.paper.columns, slip.lang
    parts: PaperLayout = (GapPart(4), *block(_say(lang, "no_estimate"), columns, bold=True))
    match slip.ticket:
        case Ticket(ahead=ahead, estimate=estimate) if slip.edition.promises:
            parts = (
                GapPart(4),
                *heading(_say(lang, "nobody_ahead") if ahead == 0 else _count(lang, "ahead", ahead), columns, most=2),
                *block(_wait(lang, estimate, staffed(slip.counters), when), columns, bold=True),
            )
    if slip.counters:
        names, place = counters(lang, slip.site, slip.counters)
        desks = _count(lang, "counter", len(slip.counters), numbers=printable(names))
        parts = (*parts, GapPart(4), *heading(desks, columns, most=2))
        if place:
            parts = (*parts, *_place(place, columns))
    return (*parts, GapPart(8))


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


def _bring(slip: ReceiptContent, columns: int) -> PaperLayout:
    papers = [printable(pick(words, slip.lang)) for words in slip.service.bring]
    if not any(papers):
        return ()
    parts: list[LayoutPart] = [GapPart(4), *block(_say(slip.lang, "bring"), columns, bold=True, align="left")]
    for paper in filter(None, papers):
        first, *more = wrapped(paper, columns - 2)
        lines = (f"- {first}", *(f"  {line}" for line in more))
        parts += [TextPart(line, align="left") for line in lines]
    return (*parts, GapPart(8), RulePart())


def _date(lang: str, when: datetime, columns: int) -> PaperLayout:
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
