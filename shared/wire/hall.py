"""The hall as it stands: what it is, its figures, its tickets, calls, counters and devices."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Literal

from msgspec import Meta, Struct

from shared.texts import Translations
from shared.wire.site import SiteInfo
from shared.wire.terms import CounterState, Estimate, Openness, PauseReason, Role, StepState


class AgencyInfo(Struct, frozen=True):
    """An agency that does not change while the hub runs; what changes stands in ``AgencyFigures``."""

    code: str
    letter: str
    short: Translations
    name: Translations
    colour: str
    series: str = ""
    """Prefix of its tickets, unless a service has its own; "" is ``letter``."""


class ServiceInfo(Struct, frozen=True):
    code: str
    agency: str
    name: Translations
    detail: Translations | None
    bring: tuple[Translations, ...]
    keywords: tuple[str, ...]
    minutes: int = 0
    """Usual minutes at the counter, as the site file says."""
    series: str = ""
    """Of which it gives numbers; "" is its agency's."""


class ServiceFigures(Struct, frozen=True):
    """How a service stands now; the estimate is that of somebody who takes a number now."""

    code: str
    openness: Openness
    waiting: int
    estimate: Estimate


class AgencyFigures(Struct, frozen=True):
    code: str
    openness: Openness
    """Open when one of its services is."""
    waiting: int
    estimate: Estimate
    """Of the open service with the shortest wait."""
    closes: datetime | None = None
    """When today's hours end, if it has any today."""


class Figures(Struct, frozen=True, dict=True):
    """All figures of the hall at one moment; replaces the figures before it whole."""

    agencies: tuple[AgencyFigures, ...]
    services: tuple[ServiceFigures, ...]

    def agency(self, code: str | None) -> AgencyFigures | None:
        return self._agencies.get(code)

    def service(self, code: str | None) -> ServiceFigures | None:
        return self._services.get(code)

    @cached_property
    def _agencies(self) -> dict[str | None, AgencyFigures]:
        return {figures.code: figures for figures in self.agencies}

    @cached_property
    def _services(self) -> dict[str | None, ServiceFigures]:
        return {figures.code: figures for figures in self.services}


class TicketInfo(Struct, frozen=True):
    """A ticket as staff and screens may see it: no token."""

    id: int
    label: str
    agency: str
    """Whose series the number belongs to."""
    service_date: date
    priority: bool
    lang: str
    source: str
    issued_at: datetime


class Step(Struct, frozen=True):
    """One service that a ticket waits for; a stamp once set never changes."""

    id: int
    ticket: int
    service: str
    agency: str
    state: StepState
    counter: int | None
    arrived_at: datetime
    """When it began to wait: what order goes by."""
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    calls: int = 0
    why: str | None = None
    """Why ``choose`` took it: longest_wait, returning, priority, regular, chosen."""
    note: str | None = None
    queued_at: datetime | None = None
    """When this step began to wait; later than ``arrived_at`` after a transfer."""
    prefers: int | None = None
    """The counter to which the visitor comes back."""
    skip: int = 0
    """So many other numbers go first."""
    hold_until: datetime | None = None
    """When a held visitor said to be back."""
    came_from: int | None = None
    """The step from which the visitor was sent on to this one."""


class Call(Struct, frozen=True):
    """One announcement: a first call or a repeat, kept for ever."""

    id: int
    ticket: int
    step: int
    label: str
    agency: str
    service: str
    counter: int
    zone: str
    nth: int
    """1 for the first call of this step, 2 and more for repeats."""
    at: datetime
    lang: str = "id"
    priority: bool = False
    announced_at: datetime | None = None
    repeat: bool = False
    """Called to this counter just before, and not come yet."""
    over: bool = False
    """Nobody is awaited on this call any more: the visitor came or did not come, was called again, was put back, or the
    call was taken back. A voice that learns of the call only now says nothing."""


class CounterPause(Struct, frozen=True):
    """A counter's break, or the wish for one."""

    reason: PauseReason | None = None
    since: datetime | None = None
    """None: it has not begun. It begins when the visitor who is at the counter has gone."""
    minutes: int | None = None
    """How long a break that has not begun is to last, if that was said."""
    back_at: datetime | None = None
    """When the officer wants to be back, if that was said."""
    by: str | None = None
    """Name of who asked for it; None when it was the counter's own officer."""


class CounterInfo(Struct, frozen=True):
    number: int
    agency: str
    services: tuple[str, ...]
    zone: str
    state: CounterState
    officer: str | None = None
    """Name of who works there; only for officers and managers."""
    name: Translations | None = None
    """What is shown and spoken instead of the number."""
    pause: CounterPause | None = None
    """Only for officers and managers."""


class CounterDay(Struct, frozen=True):
    """One counter's day so far; means in seconds, None while there is nothing to mean."""

    number: int
    served: int
    no_shows: int
    mean_service: float | None
    mean_wait: float | None
    undone: int = 0
    """Acts that were taken back; no other figure counts them."""


class OpenTicket(Struct, frozen=True):
    """A ticket of today with the step that is reserved, waiting, called, serving or held."""

    ticket: TicketInfo
    step: Step


class Backup(Struct, frozen=True):
    """A whole copy of the queue, opened and checked when it was made."""

    at: datetime
    file: str
    """Path on the hub's machine."""
    bytes: int
    seq: int
    """The last event in it."""


class BackupState(Struct, frozen=True):
    """The last good backup (None: none yet), and what was wrong with the last try (None: nothing)."""

    last: Backup | None
    trouble: str | None = None
    """English, for technicians."""
    failed_at: datetime | None = None


Short = Annotated[str, Meta(max_length=60)]


class DeviceState(Struct, frozen=True, tag_field="type", tag="state"):
    """What a kiosk or board tells of itself over the stream: on connecting, and when it changes."""

    version: Short
    zone: Short | None = None
    """The board's zone; None shows all."""
    zone_fixed: bool = False
    """Its own machine gave the zone (``--zone``): the office's word counts only without that."""
    printer: Short | None = None
    """ok, paper_low, or the printer's trouble (paper_out, offline, ...); None for devices without one."""
    sound: Short | None = None
    """ok, none on purpose, or the alarm's reason; None for devices without sound."""
    paper: Literal["ok", "low", "out"] | None = None
    """None while it is not known."""
    reserve: Literal["ok", "none", "refused"] | None = None
    """A kiosk's numbers for when the hub is away: there; none, so it cannot go on alone; or the hub refused to take one
    in that is on paper, and a person must look into the kiosk's journal."""


class Device(Struct, frozen=True):
    """A kiosk or board that has a key; ``id`` is the key's."""

    id: int
    role: Role
    name: str
    connected: bool = False
    seen_at: datetime | None = None
    """When it was there for the last time; None while it is there, or if it never was."""
    address: str | None = None
    state: DeviceState | None = None
    zone: str | None = None
    """A board's, as the office gave it; None: that it shows all, unless its own machine says otherwise."""


class Hall(Struct, frozen=True, dict=True):
    """The snapshot: everything that a screen shows, as of event ``seq``."""

    seq: int
    at: datetime
    service_date: date
    always_open: bool
    """A demonstration: hours are ignored, and every screen says so."""
    site: SiteInfo
    agencies: tuple[AgencyInfo, ...]
    services: tuple[ServiceInfo, ...]
    figures: Figures
    counters: tuple[CounterInfo, ...]
    calls: tuple[Call, ...]
    """Today's 30 latest calls and the latest of each counter, newest first."""
    tickets: tuple[OpenTicket, ...] | None = None
    """Today's open tickets in order of arrival; None for kiosks and displays."""
    day: tuple[CounterDay, ...] = ()
    """Today's figures by counter; only for officers and managers."""
    devices: tuple[Device, ...] = ()
    """Kiosks and boards; only for officers and managers."""
    backup: BackupState | None = None
    """Whether there is a copy to go back to; only for officers and managers."""
    no_shows: tuple[OpenTicket, ...] = ()
    """Today's steps whose visitor did not come, in order of arrival; only for officers and managers."""

    def agency(self, code: str | None) -> AgencyInfo | None:
        return self._agencies.get(code)

    def service(self, code: str | None) -> ServiceInfo | None:
        return self._services.get(code)

    def counter(self, number: int | None) -> CounterInfo | None:
        return self._counters.get(number)

    def series_of(self, service: str) -> str | None:
        """The series of which the service gives numbers; None when the hall has no such service."""
        found = self.service(service)
        agency = self.agency(found.agency) if found else None
        return (found.series or agency.series or agency.letter) if found and agency else None

    @cached_property
    def _agencies(self) -> dict[str | None, AgencyInfo]:
        return {agency.code: agency for agency in self.agencies}

    @cached_property
    def _services(self) -> dict[str | None, ServiceInfo]:
        return {service.code: service for service in self.services}

    @cached_property
    def _counters(self) -> dict[int | None, CounterInfo]:
        return {counter.number: counter for counter in self.counters}
