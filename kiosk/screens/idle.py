"""The question whether anybody is still there. Pure."""

from __future__ import annotations

from msgspec import Struct

from kiosk.idle_timer import IdlePhase, IdleState
from kiosk.issuing import states
from shared.texts import text


class IdleProps(Struct, frozen=True):
    warning: bool = False
    """The screen asks whether anybody is still there."""
    remaining: float = 1.0
    """Share of the idle time that is left, 1 to 0."""
    leaving: str = ""
    """What happens when nobody touches, while warning."""


def idle_props(lang: str, state: states.IssuingState, idle: IdleState) -> IdleProps:
    return IdleProps(idle.rest is IdlePhase.WARNING, idle.left, _leaving(lang, state, idle))


def _leaving(lang: str, state: states.IssuingState, idle: IdleState) -> str:
    if idle.rest is not IdlePhase.WARNING:
        return ""
    if isinstance(state, states.PaperMissing) and not state.counts:
        return text(lang, "kiosk.idle.number", seconds=idle.seconds, label=state.ticket.label)
    return text(lang, "kiosk.idle.body", seconds=idle.seconds)
