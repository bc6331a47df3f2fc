"""What a screen reader is given: whole sentences for controls, and the announcement when the page changes. Pure.

A control's name says the whole choice, since a blind visitor hears it without the words that stand around it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shared.texts import text

if TYPE_CHECKING:
    from kiosk.screens.screens import KioskScreens

_TAG = re.compile(r"<[^>]*>")


def spoken(lang: str, styled: str) -> str:
    """Styled text as it is spoken: no tags, "about" for "±", commas for dots between parts."""
    return _TAG.sub("", styled).replace("±", text(lang, "kiosk.told.about")).replace(" · ", ", ")


def spoken_choice(lang: str, *parts: str) -> str:
    """The parts of a control's name in their order, without the empty and the repeated ones."""
    said = (spoken(lang, part) for part in parts)
    return ", ".join(dict.fromkeys(part for part in said if part))


def announcement(screens: KioskScreens) -> str:
    """What is announced when it changes: the page that came up, with what matters most on it. It never counts
    seconds: each change interrupts the screen reader."""
    frame, ticket, trouble, services = screens.frame, screens.ticket, screens.trouble, screens.services
    lang = frame.lang
    if screens.idle.warning:
        return spoken_choice(
            lang, text(lang, "kiosk.idle.title"), trouble.label, text(lang, "kiosk.told.touch_to_stay")
        )
    if frame.sheet != "none":
        return text(lang, f"kiosk.told.sheet_{frame.sheet}")
    match frame.page:
        case "home":
            return spoken_choice(lang, frame.hall, screens.home.title)
        case "services":
            return spoken_choice(lang, services.brief, services.name, services.line)
        case "ticket":
            do = "printing" if ticket.printing else "noted" if ticket.noted else "take_paper"
            return spoken_choice(lang, ticket.spoken_number, ticket.spoken_counters, text(lang, f"kiosk.ticket.{do}"))
        case _:
            return spoken_choice(lang, trouble.title, trouble.label, trouble.body, trouble.write_down)
