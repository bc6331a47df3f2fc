"""What officers ask at their counters, and what displays say of calls."""

from __future__ import annotations

from hub.commands import calls, counters, serving
from hub.commands.undo import call_next, undo, undoable
from hub.http.routes import CommandRoute, Exchange, ReadRoute, Route
from hub.outcomes import Refused
from hub.roles import DISPLAY_CALLERS, STAFF
from hub.rules.choice import History
from hub.rules.lineup import line_up
from hub.rules.openness import service_date
from hub.store import counters as stored_counters
from hub.store import lines
from shared.wire import (
    Call,
    CallChosen,
    Called,
    Code,
    CounterLine,
    CounterState,
    Hold,
    Moved,
    Resume,
    TakeBreak,
    Transfer,
    Upcoming,
)


def line(exchange: Exchange[None], counter: int) -> CounterLine | Refused:
    """In which order a counter would call those who wait for it."""
    hub = exchange.hub
    site, db, now = hub.conditions.site, hub.reader, hub.now()
    found = site.counter(counter)
    if found is None:
        return Refused(Code.UNKNOWN_COUNTER, f"this hall has no counter {counter}")
    if not exchange.actor.works_for(found.agency):
        return Refused(Code.FORBIDDEN, f"counter {counter} belongs to another agency")
    day = service_date(site.timezone, now)
    order = line_up(
        lines.waiting_for(db, day, found.services),
        History(lines.regular_run(db, day, found.services)),
        site.policy,
        now,
        counter,
        found.services if found.ordered else (),
        stored_counters.open_counters(db),
    )
    return CounterLine(tuple(Upcoming(chosen.candidate.step, chosen.why) for chosen in order))


COUNTERS: tuple[Route, ...] = (
    ReadRoute(
        "GET",
        "/counters/{counter:int}/line",
        "In which order those who wait would be called here",
        STAFF,
        line,
        answer=CounterLine,
    ),
    CommandRoute(
        "POST",
        "/counters/{counter:int}/call-next",
        "Call whoever is next",
        STAFF,
        call_next,
        answer=Called,
        may_be_empty=True,
    ),
    CommandRoute(
        "POST",
        "/counters/{counter:int}/call",
        "Call a chosen ticket",
        STAFF,
        undoable("call", calls.call),
        body=CallChosen,
        answer=Called,
    ),
    CommandRoute(
        "POST", "/counters/{counter:int}/recall", "Call the same visitor again", STAFF, calls.recall, answer=Called
    ),
    CommandRoute("POST", "/counters/{counter:int}/start", "The visitor came", STAFF, serving.start, answer=Moved),
    CommandRoute(
        "POST",
        "/counters/{counter:int}/finish",
        "The visitor is served",
        STAFF,
        undoable("finish", serving.finish),
        answer=Moved,
    ),
    CommandRoute(
        "POST",
        "/counters/{counter:int}/no-show",
        "The visitor did not come",
        STAFF,
        undoable("no_show", serving.no_show),
        answer=Moved,
    ),
    CommandRoute(
        "POST",
        "/counters/{counter:int}/put-back",
        "The called visitor waits again",
        STAFF,
        serving.put_back,
        answer=Moved,
    ),
    CommandRoute(
        "POST",
        "/counters/{counter:int}/hold",
        "The visitor fetches something and comes back",
        STAFF,
        undoable("hold", serving.hold),
        body=Hold,
        answer=Moved,
    ),
    CommandRoute(
        "POST",
        "/counters/{counter:int}/resume",
        "Call a held visitor to this counter",
        STAFF,
        undoable("resume", calls.resume),
        body=Resume,
        answer=Called,
    ),
    CommandRoute(
        "POST",
        "/counters/{counter:int}/transfer",
        "Send the visitor on to another service",
        STAFF,
        undoable("transfer", serving.transfer),
        body=Transfer,
        answer=Moved,
    ),
    CommandRoute(
        "POST",
        "/counters/{counter:int}/undo",
        "Take back the latest finish, no-show, hold, transfer, chosen call, or finish and call next",
        STAFF,
        undo,
        answer=Moved,
    ),
    CommandRoute(
        "POST",
        "/counters/{counter:int}/open",
        "Begin to work at a counter",
        STAFF,
        counters.open_counter,
        answer=CounterState,
    ),
    CommandRoute(
        "POST",
        "/counters/{counter:int}/pause",
        "A break, now or after this visitor",
        STAFF,
        counters.pause_counter,
        body=TakeBreak,
        body_optional=True,
        answer=CounterState,
    ),
    CommandRoute(
        "POST",
        "/counters/{counter:int}/stay-open",
        "Take back the wish for a break after this visitor",
        STAFF,
        counters.stay_open,
        answer=CounterState,
    ),
    CommandRoute(
        "POST",
        "/counters/{counter:int}/close",
        "Leave the counter",
        STAFF,
        counters.close_counter,
        answer=CounterState,
    ),
    CommandRoute(
        "POST", "/calls/{call:int}/announced", "The call was spoken", DISPLAY_CALLERS, calls.announced, answer=Call
    ),
)
