"""What a screen reader is given: whole sentences for controls, and the announcement when the page changes. Pure.

A control's name says the whole choice, since a blind visitor hears it without the words that stand around it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shared.texts import text

if TYPE_CHECKING:
    from kiosk.screens.screen import Screen

_TAG = re.compile(r"<[^>]*>")


def spoken(lang: str, styled: str) -> str:
    """Styled text as it is spoken: no tags, "about" for "±", commas for dots between parts."""
    return _TAG.sub("", styled).replace("±", text(lang, "kiosk.told.about")).replace(" · ", ", ")


def spoken_choice(lang: str, *parts: str) -> str:
    """The parts of a control's name in their order, without the empty and the repeated ones."""
    said = (spoken(lang, part) for part in parts)
    return ", ".join(dict.fromkeys(part for part in said if part))


def announcement(face: Screen) -> str:
    """What is announced when it changes: the page that came up, with what matters most on it. It never counts
    seconds: each change interrupts the screen reader."""
    lang, number, trouble = face.lang, face.number, face.trouble
    if face.warning:
        return spoken_choice(
            lang, text(lang, "kiosk.idle.title"), trouble.label, text(lang, "kiosk.told.touch_to_stay")
        )
    if face.sheet != "none":
        return text(lang, f"kiosk.told.sheet_{face.sheet}")
    match face.page:
        case "home":
            return spoken_choice(lang, face.hall, face.home_title)
        case "services":
            return spoken_choice(lang, face.heading.brief, face.heading.name, face.heading.line)
        case "ticket":
            do = "printing" if number.printing else "noted" if number.noted else "take_paper"
            return spoken_choice(lang, spoken_number(face), spoken_counters(face), text(lang, f"kiosk.ticket.{do}"))
        case _:
            return spoken_choice(lang, trouble.title, trouble.label, trouble.body, trouble.write_down)


def spoken_number(face: Screen) -> str:
    """ "Nomor antrean Anda A-001": the number with what it is."""
    return f"{text(face.lang, 'kiosk.ticket.title')} {face.number.label}"


def spoken_counters(face: Screen) -> str:
    """ "loket 1–4, lantai 2": where the number will be called to; empty where no counter is known."""
    word, _, place = face.number.called_to.partition(" · ")
    return spoken_choice(face.lang, f"{word} {face.number.counters}", place) if face.number.counters else ""
