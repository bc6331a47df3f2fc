"""One phone that follows its ticket: what it was told last, and what has changed since."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Protocol

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from hub.views.visitor_ticket import Place, SharedFields, TicketChange, VisitorTicket, VisitorTickets
from shared.wire import Step, TicketInfo


class WatchEnd(Enum):
    """Why somebody does not watch any more, or never could."""

    OVER = "over"
    TOO_MANY = "too many"


class WatchTick(Struct, frozen=True, tag_field="type", tag="tick"):
    """Nothing else is new: what was said last is so now."""

    now: datetime


class Phone(Protocol):
    """Where a watcher's messages go."""

    @property
    def ready(self) -> bool:
        """Whether it takes more now. One that does not is told how everything stands once it does."""

    def tell(self, text: bytes) -> None:
        """Sends a message; waits for nothing."""

    def end(self, why: WatchEnd) -> None:
        """Nothing more will be told."""


class TicketWatcher:
    """Of what a phone has not taken yet only the latest is kept."""

    __slots__ = ("_behind", "_shared", "address", "ended", "known", "lines", "phone", "ticket", "waiting")

    known: VisitorTicket
    """What the phone knows, or will know when it takes more."""
    lines: frozenset[frozenset[str]]
    """Services of each line whose events may change that."""
    waiting: tuple[Step, ...]
    """The steps among which the next one is chosen that the phone is told of."""
    _shared: SharedFields

    def __init__(self, ticket: TicketInfo, address: str) -> None:
        self.ticket = ticket
        self.address = address
        self.ended: WatchEnd | None = None
        self.phone: Phone | None = None
        self._behind = False

    def whole(self) -> bytes:
        """How everything stands, as a message."""
        return msgspec.json.encode(self.known)

    def learn(self, visit: VisitorTicket, waiting: tuple[Step, ...], now: VisitorTickets) -> None:
        """``visit`` is known from now on, whether or not it is told."""
        self.known, self.waiting = visit, waiting
        self.lines = now.lines_of(visit.step, waiting)
        self._shared = now.shared(visit.step, self.ticket.service_date)

    def differs(self, visit: VisitorTicket) -> bool:
        """Whether ``visit`` says something else than what is known, apart from the time."""
        return replace(visit, now=self.known.now) != self.known

    def change(self, place: Place | None, shared: SharedFields, now: datetime, differences: Differences) -> bytes:
        """Takes on a new place (None: the same as before) and new shared fields; answers the message that tells so,
        empty when nothing is new."""
        known = self.known
        new_place = place is not None and (place.ahead != known.ahead or place.wait != known.estimate)
        text = b"" if shared is self._shared else differences.between(self._shared, shared)
        self._shared = shared
        if not text and not new_place:
            return b""
        change = TicketChange(now, place.ahead, place.wait) if place is not None and new_place else TicketChange(now)
        ahead, wait = (place.ahead, place.wait) if place is not None else (known.ahead, known.estimate)
        self.known = replace(
            known,
            now=now,
            ahead=ahead,
            estimate=wait,
            last_called=shared.last_called,
            staffed=shared.staffed,
            places=shared.places,
        )
        return msgspec.json.encode(change)[:-1] + text + b"}"

    def tell(self, text: bytes) -> None:
        if self.phone is None or not self.phone.ready:
            self._behind = True
        else:
            self.phone.tell(text)

    def catch_up(self) -> None:
        """The phone takes more again."""
        if self._behind and self.phone is not None:
            self._behind = False
            self.phone.tell(self.whole())

    def end(self, why: WatchEnd) -> None:
        self.ended = why
        if self.phone is not None:
            self.catch_up()
            self.phone.end(why)


class Differences:
    """What is new in shared fields, encoded once for all who are told the same in one round."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[SharedFields, SharedFields, bytes]] = {}
        """By identity; both are kept with it, so that their identities stay their own."""

    def between(self, old: SharedFields, new: SharedFields) -> bytes:
        """The fields of ``new`` that are not as in ``old``, as they stand within a JSON object behind others."""
        key = id(old), id(new)
        if (found := self._known.get(key)) is None:
            fields = {name: getattr(new, name) for name in new.__struct_fields__}
            fields = {name: value for name, value in fields.items() if value != getattr(old, name)}
            text = b"," + msgspec.json.encode(fields)[1:-1] if fields else b""
            found = self._known[key] = old, new, text
        return found[2]
