"""The watchers that are there, found by what concerns them, and how many more may come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from ipaddress import IPv6Address, ip_address
from typing import TypeVar

from hub.live.ticket_watcher import TicketWatcher

MOST = 6_000
"""Watchers in all."""
MOST_FROM_HALL, MOST_FROM_ELSEWHERE = 5_000, 300
"""Watchers from one address: of a private network (behind the router of a hall's Wi-Fi all phones have the same), and
of any other."""
MOST_OF_TICKET = 6
"""Watchers of one ticket."""

K = TypeVar("K")

Lines = frozenset[frozenset[str]]
"""The lines in which somebody waits, each by its services."""


class WatcherIndex:
    """Finding, adding and removing cost the same however many watchers there are."""

    def __init__(self) -> None:
        self._all: set[TicketWatcher] = set()
        self._of_ticket: dict[int, set[TicketWatcher]] = {}
        self._in_lines: dict[Lines, set[TicketWatcher]] = {}
        self._from: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[TicketWatcher]:
        return iter(self._all)

    def __contains__(self, watcher: object) -> bool:
        return watcher in self._all

    def full_for(self, ticket: int, address: str) -> bool:
        """Whether one more watcher of this ticket from this address would be too many."""
        most = MOST_FROM_HALL if _is_of_hall(address) else MOST_FROM_ELSEWHERE
        of_ticket = len(self._of_ticket.get(ticket, ()))
        return len(self._all) >= MOST or self._from[address] >= most or of_ticket >= MOST_OF_TICKET

    def add(self, watcher: TicketWatcher) -> None:
        self._all.add(watcher)
        self._of_ticket.setdefault(watcher.ticket.id, set()).add(watcher)
        self._in_lines.setdefault(watcher.lines, set()).add(watcher)
        self._from[watcher.address] += 1

    def remove(self, watcher: TicketWatcher) -> None:
        """Does nothing for one that is not there."""
        if watcher not in self._all:
            return
        self._all.remove(watcher)
        _remove_from(self._of_ticket, watcher.ticket.id, watcher)
        _remove_from(self._in_lines, watcher.lines, watcher)
        self._from[watcher.address] -= 1
        if not self._from[watcher.address]:
            del self._from[watcher.address]

    def moved(self, watcher: TicketWatcher, before: Lines) -> None:
        """The watcher was in the lines ``before``."""
        if watcher.lines != before:
            _remove_from(self._in_lines, before, watcher)
            self._in_lines.setdefault(watcher.lines, set()).add(watcher)

    def of_ticket(self, ticket: int) -> tuple[TicketWatcher, ...]:
        return tuple(self._of_ticket.get(ticket, ()))

    def all_lines(self) -> tuple[Lines, ...]:
        """The lines that anybody is in."""
        return tuple(self._in_lines)

    def in_lines(self, lines: Lines) -> tuple[TicketWatcher, ...]:
        """Those who are in just these lines."""
        return tuple(self._in_lines.get(lines, ()))


def _remove_from(index: dict[K, set[TicketWatcher]], key: K, watcher: TicketWatcher) -> None:
    index[key].discard(watcher)
    if not index[key]:
        del index[key]


def _is_of_hall(address: str) -> bool:
    """Whether the address is of a network that is not the internet's."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return (mapped or found).is_private
