"""A hall of many small agencies: each test of a module takes one that no other touches, so that they share one hub."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.sitetext import Services, agency, hall, write

LETTERS = "ABCDEFGHJKLMNPRSTUWXYZ"
COUNTERS = 2
"""Of each agency."""


def write_site(path: Path) -> Path:
    agencies = (_agency(at, letter) for at, letter in enumerate(LETTERS))
    return write(path, hall(*agencies, key="many", name="MPP Uji", timezone="Asia/Jakarta", hours="08:00-15:00"))


def _agency(at: int, letter: str) -> str:
    services: Services = {
        "ktp": ('{ id = "KTP elektronik", en = "Electronic ID card" }', 10, 'bring = ["KK asli"]'),
        "kk": ('{ id = "Kartu Keluarga", en = "Family card" }', 10),
        "skck": (f"SKCK {letter}", 10, f'keywords = ["kelakuan baik {letter}"]'),
    }
    counters = f"{COUNTERS * at + 1}-{COUNTERS * (at + 1)}"
    return agency(f"a{letter.lower()}", letter, f"Dinas {letter}", f"Dinas {letter} Kota Uji", counters, services)


@dataclass(frozen=True)
class Place:
    """One agency of a running hub: where a test takes numbers and works."""

    hub: Any
    agency: str
    letter: str
    counter: int
    """Its first."""

    @property
    def url(self) -> str:
        return str(self.hub.url)

    def label(self, number: int) -> str:
        return f"{self.letter}-{number:03}"

    def labels(self, *numbers: int) -> list[str]:
        return [self.label(number) for number in numbers]

    def service(self, name: str) -> str:
        return f"{self.agency}.{name}"

    def take(self, service: str = "ktp", times: int = 1, **body: Any) -> dict[str, Any]:
        """Takes numbers; the last one."""
        return [self.hub.take(self.service(service), **body) for _ in range(times)][-1]

    def officer(self, name: str = "sari") -> tuple[str, str]:
        """A new officer called ``Sari-<agency>``: code and PIN."""
        code, pin = self.hub.officer(f"{name}-{self.agency}", self.agency)
        return str(code), str(pin)


def places(hub: Any) -> Iterator[Place]:
    for at, letter in enumerate(LETTERS):
        yield Place(hub, f"a{letter.lower()}", letter, COUNTERS * at + 1)
