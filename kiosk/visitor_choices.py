"""What the visitor in front of the screen has chosen so far. Pure values; ``NO_CHOICES``, in the site's first language,
is the state for the next visitor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from shared.texts import SOURCE_LANGUAGE

QUERY_MAX_CHARS = 40


class SheetName(StrEnum):
    """What lies over the page."""

    NONE = "none"
    SEARCH = "search"
    FACILITIES = "facilities"
    INFORMATION = "information"


@dataclass(frozen=True)
class VisitorChoices:
    lang: str = SOURCE_LANGUAGE
    priority: bool = False
    """The next number gets priority. Only the fact is recorded, never why."""
    easy: bool = False
    """Larger words, fewer at a time, and on an upright screen everything to touch in its lower half."""
    agency: str | None = None
    """Code of the agency whose services are shown; None on the home page."""
    sheet: SheetName = SheetName.NONE
    query: str = ""

    def with_language(self, lang: str) -> VisitorChoices:
        return replace(self, lang=lang)

    def toggle_priority(self) -> VisitorChoices:
        """Once more takes it back."""
        return replace(self, priority=not self.priority)

    def toggle_easy(self) -> VisitorChoices:
        """Once more takes it back."""
        return replace(self, easy=not self.easy)

    def choose_agency(self, agency: str) -> VisitorChoices:
        return replace(self, agency=agency, sheet=SheetName.NONE, query="")

    def back(self) -> VisitorChoices:
        """One level up: from a sheet to its page, from the services to the home page."""
        if self.sheet is not SheetName.NONE:
            return replace(self, sheet=SheetName.NONE, query="")
        return replace(self, agency=None)

    def open_sheet(self, sheet: SheetName) -> VisitorChoices:
        return replace(self, sheet=sheet, query="")

    def type_key(self, character: str) -> VisitorChoices:
        return replace(self, query=(self.query + character).lstrip()[:QUERY_MAX_CHARS])

    def erase(self) -> VisitorChoices:
        return replace(self, query=self.query[:-1])

    def clear(self) -> VisitorChoices:
        return replace(self, query="")


NO_CHOICES = VisitorChoices()
