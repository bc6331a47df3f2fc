"""What the visitor in front of the screen has chosen so far. Pure values; ``FRESH`` is what is left of anybody who
walks away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

LONGEST_QUERY = 40


class Sheet(StrEnum):
    """What lies over the page."""

    NONE = "none"
    SEARCH = "search"
    FACILITIES = "facilities"
    INFORMATION = "information"


@dataclass(frozen=True)
class Visit:
    lang: str = "id"
    priority: bool = False
    """The next number gets priority. Only the fact is recorded, never why."""
    easy: bool = False
    """Larger words, fewer at a time, and on an upright screen everything to touch in its lower half."""
    agency: str | None = None
    """Code of the agency whose services are shown; None on the home page."""
    sheet: Sheet = Sheet.NONE
    query: str = ""

    def speaks(self, lang: str) -> Visit:
        return replace(self, lang=lang)

    def prioritises(self) -> Visit:
        """Once more takes it back."""
        return replace(self, priority=not self.priority)

    def eases(self) -> Visit:
        """Once more takes it back."""
        return replace(self, easy=not self.easy)

    def chooses(self, agency: str) -> Visit:
        return replace(self, agency=agency, sheet=Sheet.NONE, query="")

    def goes_back(self) -> Visit:
        """One level up: from a sheet to its page, from the services to the home page."""
        if self.sheet is not Sheet.NONE:
            return replace(self, sheet=Sheet.NONE, query="")
        return replace(self, agency=None)

    def opens(self, sheet: Sheet) -> Visit:
        return replace(self, sheet=sheet, query="")

    def types(self, character: str) -> Visit:
        return replace(self, query=(self.query + character).lstrip()[:LONGEST_QUERY])

    def erases(self) -> Visit:
        return replace(self, query=self.query[:-1])

    def clears(self) -> Visit:
        return replace(self, query="")


FRESH = Visit()
