"""What the search field proposes to type: only words that find something in this hall. Pure, but for what was found
last."""

from __future__ import annotations

from itertools import islice

from kiosk import wording
from kiosk.service_search import find
from shared.texts import text
from shared.wire import Hall

MAX_EXAMPLES = 3


class SearchExamples:
    """Looks again only when the hall's services or the language are others: a search over a whole hall is not free."""

    def __init__(self) -> None:
        self._of: tuple[object, str] | None = None
        self._found: tuple[str, ...] = ()

    def of(self, hall: Hall | None, lang: str) -> tuple[str, ...]:
        """The first of the translation file's proposals that have an answer."""
        services = hall.services if hall else ()
        if self._of is None or self._of[0] is not services or self._of[1] != lang:
            self._of, self._found = (services, lang), _found(hall, lang) if hall else ()
        return self._found


def _found(hall: Hall, lang: str) -> tuple[str, ...]:
    proposals = text(lang, "kiosk.search.examples").split(" | ")
    found = (word for word in proposals if find(hall.services, hall.agencies, word, lang))
    return tuple(islice(found, MAX_EXAMPLES))


def invitation(lang: str, examples: tuple[str, ...]) -> str:
    """On the field that opens the search."""
    if not examples:
        return text(lang, "kiosk.home.search")
    return text(lang, "kiosk.home.search_such_as", examples=", ".join(wording.quoted(lang, one) for one in examples))


def hint(lang: str, examples: tuple[str, ...]) -> str:
    """In the field itself, while it is empty."""
    if len(examples) < 2:
        return text(lang, "kiosk.search.hint")
    one, other = (wording.quoted(lang, word) for word in examples[:2])
    return text(lang, "kiosk.search.hint_such_as", one=one, other=other)
