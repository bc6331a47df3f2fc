"""What screens, paper and voice are told of the site. The hub makes these from the site that it keeps
(``hub.views.public_site``); a field once sent keeps its name, however the site file changes.

Defaults are what a hall has whose site file says nothing of it.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from msgspec import Struct

from shared.texts import FloorName, Translations


class HallZone(Struct, frozen=True):
    """A part of the hall with a board and a loudspeaker of its own."""

    code: str
    name: Translations
    floor: FloorName | None = None
    """The storey that it lies on; None is not said."""


class FacilityInfo(Struct, frozen=True):
    """A room or service of the building, such as the nursing room."""

    name: Translations
    where: Translations | None = None


class PolicyInfo(Struct, frozen=True):
    """The hall's queue rules, for pages that explain or count with them."""

    stop_taking_minutes: int = 30
    """Numbers are no longer given this long before closing."""
    longest_wait_minutes: int = 60
    """Who waits longer than this goes first."""
    regular_per_priority: int = 2
    """So many regular tickets are called for each priority ticket while both wait."""
    revive_after: int = 3
    """A revived no-show goes on after this many further numbers."""
    calls_before_no_show: int = 1
    most_calls: int = 3
    when_counters_close: Literal["stop", "take"] = "stop"
    """When all counters of a service that were open today have closed: give no more numbers, or go on."""
    promise: Literal["off", "warn", "stop"] = "warn"
    """When whoever comes now would probably not be served before closing: say nothing, warn, or give no number."""


class SpeechInfo(Struct, frozen=True):
    """How calls are spoken."""

    languages: tuple[str, ...] = ("id",)
    """Languages in which each call is spoken, in this order."""
    style: Literal["digits", "value"] = "digits"
    agency_spoken: bool = False
    words_per_minute: int = 125
    lead_ms: int = 500
    """Milliseconds of near silence before the chime when nothing was heard for a while."""
    pronounce: dict[str, str] = {}
    """Written form to spoken form, e.g. "BPJS" to "be pe je es"."""


class PaperInfo(Struct, frozen=True):
    """The paper that kiosks print on, and what their printers can do."""

    width_mm: Literal[58, 80] = 80
    dots: int = 576
    """Dots across the printable width."""
    columns: int = 48
    """Letters of the ordinary size across it."""
    cutter: bool = True
    native_qr: bool = False
    """The printer draws QR codes itself."""
    closing: Translations = {}
    """The closing line."""


class KioskInfo(Struct, frozen=True):
    """How long a kiosk waits for its visitor."""

    idle_seconds: int = 45
    """After so long without a touch the warning comes."""
    warn_seconds: int = 20
    """So long the visitor can ask for more time; then home, everything forgotten."""
    ticket_seconds: int = 12
    """So long the number stays on the screen once its paper is out."""


class BoardInfo(Struct, frozen=True):
    """What boards tell beside the calls."""

    info: tuple[Translations, ...] = ()
    """Notices for the information panel."""
    ticker: tuple[Translations, ...] = ()


class SiteInfo(Struct, frozen=True, dict=True):
    """What screens need of the site."""

    key: str
    name: Translations
    kind: Translations
    address: Translations
    timezone: str
    languages: tuple[str, ...]
    accent: str | None
    information: Translations | None
    facilities: tuple[FacilityInfo, ...]
    zones: tuple[HallZone, ...]
    policy: PolicyInfo
    speech: SpeechInfo
    paper: PaperInfo
    kiosk: KioskInfo
    board: BoardInfo
    tells_floor: bool = False
    """Whether the floor is told wherever a counter is read or heard."""
    tells_zone: bool = False
    """The same of the zone."""
    logo: str | None = None
    """Path of the hall's logo on the hub, "/hall/logo-....svg" or ".png"; None where the name stands alone."""

    def zone(self, code: str | None) -> HallZone | None:
        return self._zones.get(code)

    @cached_property
    def _zones(self) -> dict[str | None, HallZone]:
        return {zone.code: zone for zone in self.zones}
