"""How a call is spoken: sentences in words, with no figure left in them. Pure, no Qt, no sound.

The hall decides in which languages every call is spoken (``speech.languages``), in that order. The ticket's own
language does not change it: a visitor who took the number in English listens for the same announcement as everyone
beside them, and the board shows number and counter in figures that need no language. A repeated call is spoken like
the first one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from display.voice import numerals
from shared.site.model import Site, Speech, Words
from shared.texts import pick, text
from shared.wire import AgencyFace, Call, SiteFace

LABEL = re.compile(r"([A-Z])-([0-9]{3,6})")
MOST_COUNTER = 9999


@dataclass(frozen=True)
class Utterance:
    """What is said in one language, without a pause for another: one or two sentences."""

    lang: str
    text: str


@dataclass(frozen=True)
class Unsayable:
    """What was asked cannot be spoken; English, for technicians."""

    what: str
    expected: str


def sentences(call: Call, site: SiteFace, agency: AgencyFace | None) -> tuple[Utterance, ...]:
    """What is said of a call, one utterance per language of the site. ``agency`` is the call's.

    Raises ValueError for a label that no hub gives out."""
    found: list[Utterance] = []
    for lang in site.speech.languages:
        said = utterance(lang, call.label, call.counter, site.speech, agency.short if agency else None)
        if isinstance(said, Unsayable):
            raise ValueError(f"{said.what}: expected {said.expected}")
        found.append(said)
    return tuple(found)


def utterance(lang: str, label: str, counter: int, speech: Speech, agency: Words | None) -> Utterance | Unsayable:
    """One call in one language; the agency's short name follows where ``speech.agency_spoken``."""
    parts = LABEL.fullmatch(label)
    if lang not in numerals.LANGUAGES:
        return Unsayable(f"language {lang!r}", " or ".join(numerals.LANGUAGES))
    if parts is None:
        return Unsayable(f"label {label!r}", "a capital letter, a dash and three digits or more, such as A-013")
    if not 1 <= counter <= MOST_COUNTER:
        return Unsayable(f"counter {counter}", f"a number from 1 to {MOST_COUNTER}")
    name = spoken_name(lang, pick(agency, lang), speech.pronounce) if speech.agency_spoken else ""
    said = text(
        lang,
        "speech.call.with_agency" if name else "speech.call.plain",
        letter=numerals.letter(lang, parts[1]),
        number=numerals.number(lang, parts[2], speech.style),
        counter=numerals.value(lang, counter),
        agency=name,
    )
    return Utterance(lang, said)


def spoken_name(lang: str, name: str, pronounce: Mapping[str, str]) -> str:
    """A name for the ear: the pronunciation list first (whole words, longest entry first), then figures in words.

    The list is written in Indonesian spelling ("be pe je es"), so that it serves Indonesian only; English engines
    spell abbreviations by themselves. A stroke is a pause: engines say its name."""
    if lang == "id" and pronounce:
        longest = sorted(pronounce, key=len, reverse=True)
        either = "|".join(re.escape(written) for written in longest)
        name = re.sub(rf"(?<!\w)(?:{either})(?!\w)", lambda found: pronounce[found[0]], name)
    name = name.replace("/", ", ")
    spaced = re.sub(r"[0-9]+", lambda found: f" {numerals.number(lang, found[0], 'value')} ", name)
    return " ".join(spaced.split())


def say(label: str, counter: int, lang: str, site: Site) -> str | Unsayable:
    """What would be said of this number at this counter: for the command line. Pure.

    The agency is found by the label's letter; a letter that the site does not have is spoken without a name."""
    agency = next((agency for agency in site.agencies if agency.letter == label[:1]), None)
    said = utterance(lang, label, counter, site.speech, agency.short if agency else None)
    return said if isinstance(said, Unsayable) else said.text
