"""Finding a service by what a visitor types: pure, forgiving, best first.

A word is found by its beginning, in whatever case, with or without hyphens; "e-KTP", "ektp" and "KTP" are the same;
a word of five letters or more may have one letter wrong, missing, too many, or two swapped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from shared.wire import AgencyInfo, ServiceInfo

_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_JOINT = re.compile(r"[-'’.]")
_TYPO_LENGTH = 5
_NAME, _KEYWORD, _SHORT, _DETAIL, _AGENCY = 10.0, 9.0, 6.0, 4.0, 3.0
_EXACT, _ELECTRONIC, _PREFIX, _TYPO, _TYPO_PREFIX = 1.0, 0.95, 0.8, 0.5, 0.4
_OTHER_LANGUAGE = 0.9
_PHRASE = 5.0
"""For a name or a keyword that is the whole of what was typed."""

_FILLERS = frozenset(
    "mau ingin bikin buat urus mengurus minta cari tanya cara untuk yang dan di ke saya".split()  # noqa: SIM905
    + "a an the i want get my for to".split()  # noqa: SIM905
)
"""Say nothing of what is meant."""
_GENERAL = frozenset({"kartu", "surat", "buku", "berkas", "card", "letter", "book", "paper"})
"""Kinds of papers: without a second word that is known they do not say which."""

Fields = tuple[tuple[float, str], ...]


def find(
    services: Sequence[ServiceInfo], agencies: Sequence[AgencyInfo], query: str, lang: str
) -> tuple[ServiceInfo, ...]:
    """The services that match ``query``, best first, as many words matched as any service can match.

    A word that nothing matches ("lekas") does not spoil the others, unless these only say what kind of paper it is:
    "kartu kuning" is no family card, and finds nothing in a hall that does not have it. Equals keep the
    order of ``services``; a query without a word finds nothing. ``lang`` is the screen's language: its texts
    count a little more."""
    asked = tuple(dict.fromkeys(_words(query)))
    if not asked:
        return ()
    tenants = {agency.code: agency for agency in agencies}
    fields = [_fields(service, tenants.get(service.agency), lang) for service in services]
    columns = [_column(word, fields) for word in asked]
    known_words = {word for word, column in zip(asked, columns, strict=True) if any(column)}
    if known_words <= _GENERAL and not set(asked) - known_words <= _FILLERS:
        return ()
    scored: list[tuple[int, float, int]] = []
    for place, known in enumerate(fields):
        found = [column[place] for column in columns if column[place]]
        if found:
            scored.append((len(found), sum(found) + _whole(query, known), place))
    most = max((count for count, _, _ in scored), default=0)
    best = sorted((-score, place) for count, score, place in scored if count == most)
    return tuple(services[place] for _, place in best)


def _column(asked: str, fields: Sequence[Fields]) -> list[float]:
    """One word's score in each service; slips of the finger count only where no service has the word as typed."""
    likes = [[(_like(asked, text), weight) for weight, text in known] for known in fields]
    clean = any(like > _TYPO for known in likes for like, _ in known)
    return [max((like * weight for like, weight in known if like > _TYPO or not clean), default=0.0) for known in likes]


def _fields(service: ServiceInfo, agency: AgencyInfo | None, lang: str) -> Fields:
    """What a service is known by, with how much each counts."""
    texts: list[tuple[float, str]] = [(_KEYWORD, word) for word in service.keywords]
    named: list[tuple[float, Mapping[str, str] | None]] = [(_NAME, service.name), (_DETAIL, service.detail)]
    if agency is not None:
        named += [(_SHORT, agency.short), (_AGENCY, agency.name)]
    for weight, words in named:
        for code, text in (words or {}).items():
            texts.append((weight if code == lang else weight * _OTHER_LANGUAGE, text))
    return tuple(texts)


def _whole(query: str, fields: Fields) -> float:
    typed = _joined(query)
    return _PHRASE if any(weight >= _SHORT and _joined(text) == typed for weight, text in fields) else 0.0


def _like(asked: str, text: str) -> float:
    return max((_likeness(asked, word) for word in _forms(text)), default=0.0)


@lru_cache(maxsize=20_000)
def _likeness(asked: str, word: str) -> float:
    """From 0 (nothing in common) to 1 (the same)."""
    if asked == word:
        return _EXACT
    if len(asked) > 3 and asked == f"e{word}":
        return _ELECTRONIC
    if word.startswith(asked):
        return _PREFIX
    if len(asked) < _TYPO_LENGTH or len(word) < _TYPO_LENGTH - 1:
        return 0.0
    if _one_slip(asked, word):
        return _TYPO
    lengths = range(max(_TYPO_LENGTH, len(asked) - 1), len(asked) + 2)
    return _TYPO_PREFIX if any(_one_slip(asked, word[:length]) for length in lengths if length < len(word)) else 0.0


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter changed, left out, put in, or two neighbours swapped make the two the same."""
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    at = next((nth for nth, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[:at] + one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped == other


@lru_cache(maxsize=4_000)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text, plain: "e-KTP hilang" is "ektp", "hilang"."""
    return tuple(_JOINT.sub("", word) for word in _WORD.findall(_plain(text)))


@lru_cache(maxsize=4_000)
def _forms(text: str) -> frozenset[str]:
    """The words of a text and the parts of those with hyphens: "KTP-el" is "ktpel", "ktp", "el"."""
    parts = (part for word in _WORD.findall(_plain(text)) for part in _JOINT.split(word))
    return frozenset((*_words(text), *(part for part in parts if len(part) > 1)))


@lru_cache(maxsize=4_000)
def _joined(text: str) -> str:
    return "".join(_words(text))


def _plain(text: str) -> str:
    """Small letters without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
