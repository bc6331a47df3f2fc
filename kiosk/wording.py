"""How the kiosk tells visitors how many wait and how long it takes. Pure; all words come from the translation files."""

from __future__ import annotations

from shared.texts import text
from shared.wire import Estimate


def at_once(waiting: int, estimate: Estimate, staffed: bool) -> bool:
    """Whether somebody who takes a number now goes straight to a counter. ``staffed``: a counter for it is open."""
    return staffed and waiting == 0 and estimate.p50 <= 2


def wait(lang: str, waiting: int, estimate: Estimate, staffed: bool) -> str:
    """One styled line: how many wait and how long it takes; only how long where the counters have others first;
    straight away when nothing is in the way; and that no counter serves yet, while none is open."""
    if at_once(waiting, estimate, staffed):
        return text(lang, "kiosk.wait.none")
    if estimate.p50 < 1 or (not staffed and waiting == 0):
        how_many = text(lang, "kiosk.wait.people", waiting=waiting) if waiting else text(lang, "kiosk.wait.no_line")
        return f"{how_many} · {text(lang, _soon(staffed))}"
    if waiting == 0:
        return text(lang, "kiosk.wait.only", minutes=minutes(estimate))
    return text(lang, "kiosk.wait.line", waiting=waiting, minutes=minutes(estimate))


def _soon(staffed: bool) -> str:
    """What is said in the place of a wait of no minutes."""
    return "kiosk.wait.soon" if staffed else "kiosk.wait.unstaffed"


def wait_lines(lang: str, waiting: int, estimate: Estimate, staffed: bool) -> tuple[str, str]:
    """The same as two styled lines."""
    if at_once(waiting, estimate, staffed):
        return text(lang, "kiosk.wait.nobody"), text(lang, "kiosk.wait.straight")
    if estimate.p50 < 1 or (not staffed and waiting == 0):
        how_many = text(lang, "kiosk.wait.people", waiting=waiting) if waiting else text(lang, "kiosk.wait.no_line")
        return how_many, text(lang, _soon(staffed))
    if waiting == 0:
        return text(lang, "kiosk.wait.minutes", minutes=minutes(estimate)), text(lang, "kiosk.wait.your_turn")
    return text(lang, "kiosk.wait.people", waiting=waiting), text(lang, "kiosk.wait.minutes", minutes=minutes(estimate))


def minutes(estimate: Estimate) -> int:
    """What a person can use: whole minutes, in fives above half an hour."""
    return estimate.p50 if estimate.p50 <= 30 else 5 * round(estimate.p50 / 5)


def quoted(lang: str, words: str) -> str:
    return text(lang, "kiosk.search.quoted", words=words)
