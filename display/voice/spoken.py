"""How a call is spoken: sentences in words, with no figure left in them. Pure, no Qt, no sound.

The hall decides in which languages every call is spoken (``speech.languages``), in that order. The ticket's own
language does not change it: a visitor who took the number in English listens for the same announcement as everyone
beside them, and the board shows number and counter in figures that need no language. A repeated call is spoken like
the first one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from display.voice import numerals
from display.voice.names import spoken_floor, spoken_label, spoken_name
from shared import phonemes
from shared.site.model import Site, Speech, Zone
from shared.texts import SOURCE_LANGUAGE, Translations, languages, pick, text
from shared.wire import AgencyInfo, Call, CounterInfo, HallZone, SiteInfo, SpeechInfo

MAX_COUNTER = 9999


@dataclass(frozen=True)
class Utterance:
    """What is said in one language, without a pause for another: one or two sentences."""

    lang: str
    text: str
    exact: tuple[tuple[str, str], ...] = ()
    """Written forms in ``text`` whose phonemes the site gives, with those phonemes."""


@dataclass(frozen=True)
class Unsayable:
    """What was asked cannot be spoken; English, for technicians."""

    what: str
    expected: str


@dataclass(frozen=True)
class Goal:
    """Where a call sends its visitor."""

    counter: int
    name: Translations | None = None
    """Said instead of the number."""
    zone: HallZone | Zone | None = None
    floor_told: bool = False
    zone_told: bool = False


def sentences(
    call: Call, site: SiteInfo, agency: AgencyInfo | None, counters: Iterable[CounterInfo] = ()
) -> tuple[Utterance, ...]:
    """What is said of a call, one utterance per language of the site. ``agency`` is the call's; ``counters`` know their
    names.

    Raises ValueError for a label that no hub gives out."""
    goal = Goal(
        call.counter,
        next((counter.name for counter in counters if counter.number == call.counter), None),
        site.zone(call.zone),
        site.tells_floor,
        site.tells_zone,
    )
    found: list[Utterance] = []
    for lang in site.speech.languages:
        said = utterance(lang, call.label, goal, site.speech, agency.short if agency else None)
        if isinstance(said, Unsayable):
            raise ValueError(f"{said.what}: expected {said.expected}")
        found.append(said)
    return tuple(found)


def utterance(
    lang: str, label: str, goal: Goal, speech: SpeechInfo | Speech, agency: Translations | None
) -> Utterance | Unsayable:
    """One call in one language; the agency's short name follows where ``speech.agency_spoken``."""
    if lang not in languages():
        return Unsayable(f"language {lang!r}", " or ".join(languages()))
    number = spoken_label(lang, label, speech.style)
    if number is None:
        return Unsayable(f"label {label!r}", "a series, a dash and three digits or more, such as A-013 or 4K-013")
    if not 1 <= goal.counter <= MAX_COUNTER:
        return Unsayable(f"counter {goal.counter}", f"a number from 1 to {MAX_COUNTER}")
    name = spoken_name(lang, pick(agency, lang), speech.pronounce) if speech.agency_spoken else ""
    said = text(
        lang,
        "speech.call.with_agency" if name else "speech.call.plain",
        letter=number[0],
        number=number[1],
        counter=", ".join(_goal(lang, goal, speech)),
        agency=name,
    )
    return Utterance(lang, said, _exact(lang, speech))


def _goal(lang: str, goal: Goal, speech: SpeechInfo | Speech) -> list[str]:
    """The counter, and its floor and zone as far as they are told."""
    name = pick(goal.name, lang)
    told = [spoken_name(lang, name, speech.pronounce) if name else numerals.value(lang, goal.counter)]
    if goal.zone is not None and goal.floor_told:
        told.append(spoken_floor(lang, goal.zone.floor, speech.pronounce))
    if goal.zone is not None and goal.zone_told:
        told.append(spoken_name(lang, pick(goal.zone.name, lang), speech.pronounce))
    return [part for part in told if part]


def _exact(lang: str, speech: SpeechInfo | Speech) -> tuple[tuple[str, str], ...]:
    """What the site gives as phonemes, which are Indonesian."""
    if lang != SOURCE_LANGUAGE:
        return ()
    given = ((written, phonemes.phonemes_in(spoken)) for written, spoken in speech.pronounce.items())
    return tuple((written, sounds) for written, sounds in given if sounds)


def say(label: str, counter: int | str, lang: str, site: Site) -> Utterance | Unsayable:
    """What would be said of this number at this counter: for the command line. Pure.

    ``counter`` is a number, or a name that the site gives one. The agency is found by the label's series; a series that
    the site does not have is spoken without a name."""
    goal = _goal_of(counter, site)
    if isinstance(goal, Unsayable):
        return goal
    series = label.rpartition("-")[0]
    agency = next(
        (one for one in site.agencies if series in {one.series_of(service) for service in one.services}), None
    )
    agency = agency or next((one for one in site.agencies if series == (one.series or one.letter)), None)
    return utterance(lang, label, goal, site.speech, agency.short if agency else None)


def _goal_of(counter: int | str, site: Site) -> Goal | Unsayable:
    written = str(counter).strip()
    wanted = written.casefold()
    for known in site.counters:
        names = {name.casefold() for name in (known.name or {}).values()}
        if wanted in names or wanted == str(known.number):
            zone = next((zone for zone in site.zones if zone.code == known.zone), None)
            return Goal(known.number, known.name, zone, site.tells_floor, site.tells_zone)
    if written.isascii() and written.removeprefix("-").isdigit():
        return Goal(int(written))
    return Unsayable(f"counter {written!r}", "a number, or the name of a counter of this site")
