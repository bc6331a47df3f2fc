"""What a site file says of one hall, as frozen values.

``shared.site.load`` makes these from TOML and refuses a wrong file; the hub keeps the loaded site and sends what
screens need of it (``shared.wire.SiteInfo``) to kiosk, board and pages. Settings that stand in the file as they stand
here carry their bounds, which ``shared.site.reader`` holds the file to; tables that are written otherwise are declared
in ``shared.site.file``. Defaults are those of a file that says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta, Struct, json

from shared.site.pools import Pool, pool_of
from shared.texts import DEFAULT_LANGUAGES, FloorName, Translations


class Break(Struct, frozen=True):
    """A pause inside a day's hours, local time, ``starts`` included and ``ends`` not."""

    starts: time
    ends: time
    reason: Translations | None = None


class Hours(Struct, frozen=True):
    """One day's hours, local time, ``opens`` included and ``closes`` not."""

    opens: time
    closes: time
    breaks: tuple[Break, ...] = ()


Week = tuple[Hours | None, ...]
"""Seven entries, Monday first; None is a day on which the hall or the agency is closed."""


class Holiday(Struct, frozen=True):
    """A day on which the whole hall is closed."""

    day: date
    name: Translations


class SpecialDay(Struct, frozen=True):
    """A date whose hours differ from the week's, of the hall or of one agency; stands above holidays."""

    day: date
    hours: Hours | None
    """None: closed."""
    name: Translations


class Period(Struct, frozen=True):
    """Days from ``starts`` to ``ends``, both included, that have a week of their own, of the hall or of one agency."""

    starts: date
    ends: date
    week: Week
    name: Translations


class Quota(Struct, frozen=True):
    """So many numbers a day; None is no limit."""

    week: tuple[int | None, ...] = (None,) * 7
    """By weekday, Monday first."""
    morning: int | None = None
    """Before ``noon``. What the morning leaves over is given in the afternoon."""
    afternoon: int | None = None
    """From ``noon`` on; there when ``morning`` is, and only then."""
    noon: time = time(12)
    """Local time at which the afternoon's numbers begin to be given."""


class Service(Struct, frozen=True):
    """What a visitor comes for. ``code`` is unique in the hall, e.g. "dukcapil.ktp"."""

    code: str
    agency: str
    name: Translations
    minutes: int
    """Usual minutes at the counter: the prior of the wait estimate."""
    detail: Translations | None = None
    bring: tuple[Translations, ...] = ()
    """What to bring, one entry per paper."""
    keywords: tuple[str, ...] = ()
    """Words that visitors use for it, for the search: lower case, any language."""
    quota: Quota | int | None = None
    """Tickets a day; a number is the same on every day, None is no limit."""
    series: str | None = None
    """A ticket series of its own; None is its agency's."""
    week: Week | None = None
    """Own hours, cut by its agency's; None follows these."""


class Agency(Struct, frozen=True):
    """A tenant of the hall; owns a number series and a colour."""

    code: str
    letter: str
    """What stands on its tile: one or two capital letters or digits."""
    short: Translations
    """What people call it, at most about 20 characters: "Dispendukcapil"."""
    name: Translations
    """Official full name."""
    colour: str
    """"#RRGGBB" of its letter tile; white on it has a contrast of 4.5:1 or more."""
    services: tuple[Service, ...]
    week: Week | None = None
    """Own hours; None follows the hall's."""
    absent: tuple[date, ...] = ()
    """Dates on which it does not come."""
    series: str | None = None
    """Prefix of its tickets as in ``shared.wording.labels.SERIES``; None is ``letter``. No two agencies share one."""
    breaks: tuple[Break, ...] = ()
    """Breaks of each of its days, besides those of the hours that it follows."""
    special: tuple[SpecialDay, ...] = ()
    """Its own; they stand above everything that the hall says of that date."""
    periods: tuple[Period, ...] = ()
    """Its own, instead of its week and the hall's periods."""
    quota: Quota | int | None = None
    """Numbers a day of all its services together."""

    def series_of(self, service: Service) -> str:
        """The series of which ``service`` gives numbers."""
        return service.series or self.series or self.letter


class Counter(Struct, frozen=True):
    """A desk of one agency; its number is its identity, also where a name is shown and spoken instead."""

    number: int
    agency: str
    services: tuple[str, ...]
    zone: str
    ordered: bool = False
    """True: who waits for an earlier one of ``services`` is called first, whoever arrived first."""
    name: Translations | None = None
    """What is shown and spoken instead of the number: "A1", "Teratai"."""
    breaks: tuple[Break, ...] = ()
    """Its own breaks on every day, such as its turn at lunch; other counters of its services go on meanwhile."""


class Zone(Struct, frozen=True):
    """A part of the hall with a board and a loudspeaker of its own."""

    code: str
    name: Translations
    floor: FloorName | None = None
    """The storey that it lies on; None is not said."""


class PlaceDetail(Struct, frozen=True):
    """Whether floor and zone are told wherever somebody reads or hears a counter; None is when there is more than
    one of them."""

    floor: bool | None = None
    zone: bool | None = None


class Policy(Struct, frozen=True):
    """The hall's queue rules."""

    stop_taking_minutes: Annotated[int, Meta(ge=0, le=240)] = 30
    """Numbers are no longer given this long before closing."""
    longest_wait_minutes: Annotated[int, Meta(ge=1, le=600)] = 60
    """Who waits longer than this goes first."""
    regular_per_priority: Annotated[int, Meta(ge=1, le=20)] = 2
    """So many regular tickets are called for each priority ticket while both wait."""
    revive_after: Annotated[int, Meta(ge=0, le=50)] = 3
    """A revived no-show goes on after this many further numbers."""
    calls_before_no_show: Annotated[int, Meta(ge=1, le=9)] = 1
    """So often a number must have been called before it can be a no-show; at most ``most_calls``."""
    most_calls: Annotated[int, Meta(ge=1, le=9)] = 3
    """So often a number is called at most."""
    when_counters_close: Literal["stop", "take"] = "stop"
    """When all counters of a service that were open today have closed: give no more numbers, or go on."""
    promise: Literal["off", "warn", "stop"] = "warn"
    """When whoever comes now would probably not be served before closing: say nothing, warn, or give no number."""


class Speech(Struct, frozen=True):
    """How calls are spoken."""

    languages: tuple[str, ...] = ("id",)
    """Languages in which each call is spoken, in this order; each of the site's, once."""
    style: Literal["digits", "value"] = "digits"
    """A-012 digit by digit, or as zeros and a number."""
    agency_spoken: bool = False
    """Whether the agency's name is spoken after the counter."""
    words_per_minute: Annotated[int, Meta(ge=110, le=140)] = 125
    """Bounds: between these an announcement in a hall is understood."""
    lead_ms: Annotated[int, Meta(ge=0, le=5_000)] = 500
    """Milliseconds of near silence before the chime when nothing was heard for a while: an output that sleeps (HDMI)
    swallows what comes first."""
    pronounce: Mapping[str, str] = {}
    """Written form to spoken form, e.g. "BPJS" to "be pe je es"."""


class Roll(NamedTuple):
    """What printers of one paper width can do; the first of each is usual."""

    dots: tuple[int, ...]
    columns: tuple[int, ...]


ROLLS = {80: Roll((576, 512), (48, 42)), 58: Roll((384, 432), (32, 36))}
"""Paper width in mm to what fits on it at 203 dpi."""
_DOTS, _COLUMNS = (
    "; ".join(f"{fit[0]} or {fit[1]} with {width} mm paper" for width, fit in each)
    for each in ([(width, roll[nth]) for width, roll in ROLLS.items()] for nth in range(2))
)


class PaperSettings(Struct, frozen=True):
    """The paper of the kiosks' printers. Dots and columns are those of the width in ``ROLLS``."""

    width_mm: Literal[58, 80] = 80
    dots: Annotated[int, Meta(description=_DOTS)] = 576
    """Dots across the printable width, at 203 dpi."""
    columns: Annotated[int, Meta(description=_COLUMNS)] = 48
    """Letters of the ordinary size across it."""
    cutter: bool = True
    native_qr: bool = False
    """The printer draws QR codes itself."""
    closing: Translations = {}
    """The closing line."""


class KioskPolicy(Struct, frozen=True):
    """How long a kiosk waits for its visitor."""

    idle_seconds: Annotated[int, Meta(ge=10, le=600)] = 45
    """After so long without a touch the warning comes."""
    warn_seconds: Annotated[int, Meta(ge=20, le=120)] = 20
    """So long the visitor can ask for more time; then home, everything forgotten."""
    ticket_seconds: Annotated[int, Meta(ge=3, le=120)] = 12
    """So long the number stays on the screen once its paper is out."""


class BoardPolicy(Struct, frozen=True):
    """What boards tell beside the calls."""

    info: tuple[Translations, ...] = ()
    """Notices for the information panel."""
    ticker: tuple[Translations, ...] = ()


class Facility(Struct, frozen=True):
    """A room or service of the building, such as the nursing room."""

    name: Translations
    where: Translations | None = None


class Site(Struct, frozen=True, dict=True):
    """One hall, whole."""

    key: str
    name: Translations
    """"MPP Among Warga"."""
    kind: Translations
    """What stands small beside the name: "Mal Pelayanan Publik · Kota Batu"."""
    address: Translations
    timezone: str
    """IANA name, e.g. "Asia/Jakarta"."""
    week: Week
    agencies: tuple[Agency, ...]
    counters: tuple[Counter, ...]
    zones: tuple[Zone, ...]
    languages: tuple[str, ...] = DEFAULT_LANGUAGES
    accent: str | None = None
    """The site's own accent colour instead of the theme's; checked for contrast at load."""
    logo: str | None = None
    """Name of the picture beside the site file, in a running hub the address at which it is served; None for none."""
    information: Translations | None = None
    """Where the information desk is, for those who do not know where to go."""
    calendar: str | None = None
    """Country of the national calendar whose days are among ``holidays``, e.g. "id"; None for none."""
    holidays: tuple[Holiday, ...] = ()
    """The calendar's and the site's own, in order."""
    special: tuple[SpecialDay, ...] = ()
    periods: tuple[Period, ...] = ()
    """In order, never over each other."""
    facilities: tuple[Facility, ...] = ()
    policy: Policy = Policy()
    speech: Speech = Speech()
    paper: PaperSettings = PaperSettings()
    kiosk: KioskPolicy = KioskPolicy()
    board: BoardPolicy = BoardPolicy()
    where: PlaceDetail = PlaceDetail()

    @cached_property
    def tells_floor(self) -> bool:
        """Whether a counter's floor is told."""
        floors = {json.encode(zone.floor, order="sorted") for zone in self._used_zones if zone.floor is not None}
        return len(floors) > 1 if self.where.floor is None else self.where.floor

    @cached_property
    def tells_zone(self) -> bool:
        """Whether a counter's zone is told."""
        return len(self._used_zones) > 1 if self.where.zone is None else self.where.zone

    @cached_property
    def series(self) -> tuple[str, ...]:
        """Every series of which numbers are given, in order."""
        return tuple(sorted({one.series_of(service) for one in self.agencies for service in one.services}))

    @cached_property
    def pools(self) -> dict[str, Pool]:
        """The pool of each service, by the service's code."""
        return {service.code: pool_of(service.code, self.counters) for one in self.agencies for service in one.services}

    @cached_property
    def _used_zones(self) -> tuple[Zone, ...]:
        used = {counter.zone for counter in self.counters}
        return tuple(zone for zone in self.zones if zone.code in used)

    def agency(self, code: str) -> Agency | None:
        return self._agencies.get(code)

    def service(self, code: str) -> Service | None:
        return self._services.get(code)

    def counter(self, number: int) -> Counter | None:
        return self._counters.get(number)

    @cached_property
    def _agencies(self) -> dict[str, Agency]:
        return {agency.code: agency for agency in self.agencies}

    @cached_property
    def _services(self) -> dict[str, Service]:
        return {service.code: service for agency in self.agencies for service in agency.services}

    @cached_property
    def _counters(self) -> dict[int, Counter]:
        return {counter.number: counter for counter in self.counters}
