"""What the board shows at one moment, derived from the hall and the stage: one frozen snapshot. Pure; nothing is drawn.

What is called is decided by the hub, whose turn it is by ``display.large_panel``; here only what that looks like.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct

from display.notices import Notice, board_languages, for_zone, notices, ticker
from display.recent_calls import RecentCalls
from shared.texts import DEFAULT_LANGUAGES, Translations, pick
from shared.wire import AgencyFigures, AgencyInfo, Call, ClosedReason, Hall, Openness
from shared.wording.closure import hall_closed, status
from shared.wording.moments import clock, day_of_year
from shared.wording.places import counter_name, where

MAX_OTHER_CALLS = 12
"""So many other calls are given; the screen shows as many of them as fit."""

NOT_CALLING = frozenset(
    {
        ClosedReason.NOT_YET,
        ClosedReason.BREAK,
        ClosedReason.CLOSED,
        ClosedReason.HOLIDAY,
        ClosedReason.AGENCY_ABSENT,
        ClosedReason.COUNTERS_CLOSED,
    }
)
"""Why an agency calls nobody now. Where numbers are only no longer given, calls go on."""
SAME_DAY = frozenset({ClosedReason.NOT_YET, ClosedReason.BREAK})
"""Those that end the same day, unless the hub says otherwise."""


class BoardPage(StrEnum):
    WAITING = "waiting"
    """No hub since the start."""
    REFUSED = "refused"
    """The hub does not know this board's key."""
    UNTRUSTED = "untrusted"
    """The hub shows a certificate that this board does not trust."""
    NO_ZONE = "no_zone"
    """This board is for a zone that the site does not have: no call would ever show."""
    BOARD = "board"


class PanelContents(StrEnum):
    """What stands in the large panel."""

    IDLE = "idle"
    """Nobody has been called today, or nobody is called any more: an invitation, or why."""
    CALLING = "calling"
    """A call, highlighted: it is being announced, or was just now."""
    LAST = "last"
    """The last call, for those who missed it."""


class CalledNumber(Struct, frozen=True):
    """A call as the hall reads it."""

    key: int
    label: str
    counter: str
    """Its name, or its number."""
    agency: str
    service: str
    where: str = ""
    """Floor and zone, as far as they are told; a board of one zone does not tell them."""


class Serving(Struct, frozen=True):
    """An agency and the number it called last; ``label`` is empty before its first. ``status`` says why it is shut."""

    key: str
    letter: str
    colour: str
    name: str
    label: str
    counter: str
    status: str
    current: bool
    """Its call is the one in the large panel."""
    where: str = ""
    """Floor and zone of that counter, as far as they are told."""


@dataclass(frozen=True)
class BoardSnapshot:
    """Everything that a board shows. Texts are ready to be drawn."""

    page: BoardPage = BoardPage.WAITING
    title: str = ""
    kind: str = ""
    zone: str = ""
    date: str = ""
    clock: str = ""
    demo: bool = False
    mute: bool = False
    """No sound: staff see it."""
    stale: str = ""
    """Since when the hub has been silent, "09.41"; empty while it is there."""
    technician: Notice | None = None
    """What the technician should know of the connection; None while there is nothing."""
    lang: str = DEFAULT_LANGUAGES[0]
    """The language that the board speaks."""
    second: str = ""
    """The one that stands small beside it; empty for none."""
    accent: str = ""
    panel: PanelContents = PanelContents.IDLE
    call: CalledNumber | None = None
    shut: str = ""
    """Why no agency calls anybody now; empty when one does."""
    shut_second: str = ""
    """The same in the site's second language, where it has one."""
    invites: bool = True
    """Whether a number taken now, or soon, would be called today."""
    others: tuple[CalledNumber, ...] = ()
    """Newest first: those that were called before, and those whose turn is still to come."""
    serving: tuple[Serving, ...] = ()
    notices: tuple[Notice, ...] = ()
    ticker: tuple[str, ...] = ()


@dataclass(frozen=True)
class BoardInputs:
    """What the board knows beside the hall. Times are UTC."""

    now: datetime
    memory: RecentCalls = field(default_factory=RecentCalls)
    shown: Call | None = None
    """The call that has the stage, or had it last."""
    highlighted: bool = False
    pending: frozenset[int] = frozenset()
    """Ids of calls that wait for their turn. They are listed at once, so that nobody waits unseen; the large panel is
    for the one that has its turn."""
    lost_since: datetime | None = None
    technician: Notice | None = None
    mute: bool = False


def board_snapshot(hall: Hall, moment: BoardInputs) -> BoardSnapshot:
    """The board at this moment."""
    zone = ZoneInfo(hall.site.timezone)
    local = moment.now.astimezone(zone)
    if not has_zone(hall, moment.memory.zone):
        return without_hall(BoardPage.NO_ZONE, local, for_zone(hall, moment.memory.zone or ""))
    lang, second = board_languages(hall)
    agencies = {agency.code: agency for agency in hall.agencies}
    calls = moment.memory.calls
    shown = moment.shown or next((call for call in calls if call.id not in moment.pending), None)
    rows = _serving(hall, moment, shown)
    shut, shut_second, invites = _shut(hall, rows)
    if shut and not moment.highlighted and not any(_goes_on(figures) for figures in _of(hall, rows)):
        shown = None  # a number that nobody waits for any more would hide why
    face = _number(shown, hall, agencies, moment.memory.zone) if shown else None
    return BoardSnapshot(
        page=BoardPage.BOARD,
        title=pick(hall.site.name, lang),
        kind=pick(hall.site.kind, lang),
        zone=_zone_name(hall, moment.memory.zone),
        date=_date(lang, local),
        clock=_clock_face(local),
        demo=hall.always_open,
        mute=moment.mute,
        stale=clock(lang, moment.lost_since, zone) if moment.lost_since else "",
        technician=moment.technician,
        lang=lang,
        second=second,
        accent=hall.site.accent or "",
        panel=PanelContents.IDLE
        if face is None
        else PanelContents.CALLING
        if moment.highlighted
        else PanelContents.LAST,
        call=face,
        shut=shut,
        shut_second=shut_second,
        invites=invites,
        others=_others(hall, agencies, calls, shown, moment.memory.zone),
        serving=rows,
        notices=notices(hall),
        ticker=ticker(hall, moment.now),
    )


def without_hall(page: BoardPage, now: datetime, technician: Notice | None = None) -> BoardSnapshot:
    """The board before it knows any hall; ``now`` in the machine's own zone, for want of a better one."""
    first, second = DEFAULT_LANGUAGES
    return BoardSnapshot(
        page=page, clock=_clock_face(now), date=_date(first, now), lang=first, second=second, technician=technician
    )


def has_zone(hall: Hall, zone: str | None) -> bool:
    """Whether a board for ``zone`` (None: for all) can ever show a call in this hall."""
    return zone is None or hall.site.zone(zone) is not None


def _number(call: Call, hall: Hall, agencies: Mapping[str, AgencyInfo], zone: str | None) -> CalledNumber:
    lang, _ = board_languages(hall)
    agency = agencies.get(call.agency)
    service = hall.service(call.service)
    return CalledNumber(
        key=call.id,
        label=call.label,
        counter=_desk(hall, call),
        agency=pick(agency.short, lang) if agency else "",
        service=pick(service.name, lang) if service else "",
        where=where(lang, hall.site, call.zone) if zone is None else "",
    )


def _desk(hall: Hall, call: Call) -> str:
    lang, _ = board_languages(hall)
    face = hall.counter(call.counter)
    return counter_name(lang, call.counter, face.name if face else None)


def _others(
    hall: Hall, agencies: Mapping[str, AgencyInfo], calls: tuple[Call, ...], shown: Call | None, zone: str | None
) -> tuple[CalledNumber, ...]:
    """The latest call of each ticket, newest first, without the ticket that is in the large panel."""
    seen = {shown.ticket} if shown else set()
    found: list[CalledNumber] = []
    for call in calls:
        if call.ticket not in seen:
            seen.add(call.ticket)
            found.append(_number(call, hall, agencies, zone))
    return tuple(found[:MAX_OTHER_CALLS])


def _serving(hall: Hall, moment: BoardInputs, shown: Call | None) -> tuple[Serving, ...]:
    lang, _ = board_languages(hall)
    latest: dict[str, Call] = {}
    for known_call in moment.memory.calls:
        latest.setdefault(known_call.agency, known_call)
    figures = {agency.code: agency for agency in hall.figures.agencies}
    zone = moment.memory.zone
    here = {counter.agency for counter in hall.counters if zone is None or counter.zone == zone}
    rows = []
    for agency in hall.agencies:
        call = latest.get(agency.code)
        if zone is not None and agency.code not in here and call is None:
            continue
        rows.append(
            Serving(
                key=agency.code,
                letter=agency.letter,
                colour=agency.colour,
                name=pick(agency.short, lang),
                label=call.label if call else "",
                counter=_desk(hall, call) if call else "",
                status=_status(hall, figures.get(agency.code), call),
                current=shown is not None and moment.highlighted and shown.agency == agency.code,
                where=where(lang, hall.site, call.zone) if call and zone is None else "",
            )
        )
    return tuple(rows)


def _status(hall: Hall, figures: AgencyFigures | None, called: Call | None) -> str:
    if figures is None or hall.always_open or figures.openness.why not in NOT_CALLING or (called and _goes_on(figures)):
        return ""
    return status(board_languages(hall)[0], figures.openness.why)


def _goes_on(figures: AgencyFigures) -> bool:
    """Whether those who have a number are still called after the closing time."""
    return figures.openness.why is ClosedReason.CLOSED and figures.waiting > 0


def _of(hall: Hall, rows: tuple[Serving, ...]) -> list[AgencyFigures]:
    codes = {row.key for row in rows}
    return [figures for figures in hall.figures.agencies if figures.code in codes]


def _shut(hall: Hall, rows: tuple[Serving, ...]) -> tuple[str, str, bool]:
    """The reason that most agencies on this board give, when all of them are shut, with until when, if known, in both
    languages; and whether anybody is called today all the same."""
    reasons = [figures.openness for figures in _of(hall, rows)]
    if hall.always_open or not reasons or any(openness.why not in NOT_CALLING for openness in reasons):
        return "", "", True
    whys = [openness.why for openness in reasons]
    why = max(whys, key=lambda candidate: (whys.count(candidate), candidate))
    untils = [openness.until for openness in reasons if openness.why == why and openness.until is not None]
    zone, until = ZoneInfo(hall.site.timezone), min(untils, default=None)
    today = why in SAME_DAY if until is None else until.astimezone(zone).date() == hall.service_date
    shut = Openness(why, until, _note(reasons, why))
    first, second = (hall_closed(lang, shut, hall.service_date, zone) if lang else "" for lang in board_languages(hall))
    return first, second, today


def _note(reasons: list[Openness], why: ClosedReason) -> Translations | None:
    return next((openness.note for openness in reasons if openness.why == why and openness.note), None)


def _zone_name(hall: Hall, code: str | None) -> str:
    zone = hall.site.zone(code)
    return pick(zone.name, board_languages(hall)[0]) if zone else ""


def _clock_face(at: datetime) -> str:
    """The clock that stands by itself, with a colon like the kiosk's; times in sentences have the language's sign."""
    return f"{at:%H:%M}"


def _date(lang: str, at: datetime) -> str:
    return day_of_year(lang, at.date())
