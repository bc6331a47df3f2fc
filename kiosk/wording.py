"""How the kiosk says numbers, times and reasons to people. Pure; all words come from the translation files."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from shared.texts import pick, text
from shared.wire import ClosedReason, Estimate, Openness


def clock(lang: str, at: datetime, zone: ZoneInfo) -> str:
    """ "09.41" or "09:41" in the hall's zone."""
    local = at.astimezone(zone)
    return text(lang, "time.clock", hour=local.hour, minute=local.minute)


def day(lang: str, on: date) -> str:
    """ "Senin, 19 September"."""
    return text(
        lang,
        "time.date",
        weekday=text(lang, f"time.weekday.{on.weekday()}"),
        day=on.day,
        month=text(lang, f"time.month.{on.month}"),
    )


def moment(lang: str, at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """When, as somebody standing there would say it: "13.00", "besok 08.00", "Senin 08.00"."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    days = (local.date() - today).days
    said = clock(lang, at, zone)
    if days <= 0:
        return text(lang, "time.today_at", clock=said)
    if days == 1:
        return text(lang, "time.tomorrow_at", clock=said)
    if days < 7:
        return text(lang, "time.weekday_at", weekday=text(lang, f"time.weekday.{local.weekday()}"), clock=said)
    return text(lang, "time.date_at", date=day(lang, local.date()), clock=said)


def closed(lang: str, openness: Openness, now: datetime, zone: ZoneInfo) -> str:
    """Why no numbers are given and until when; the holiday's or closed day's own name where it has one."""
    why = openness.why.value
    if openness.until is None:
        said = text(lang, f"problem.why.{why}.plain")
    else:
        said = text(lang, f"problem.why.{why}.until", until=moment(lang, openness.until, now, zone))
    note = pick(openness.note, lang)
    named = note and openness.why in (ClosedReason.HOLIDAY, ClosedReason.AGENCY_ABSENT)
    return text(lang, "kiosk.closed.noted", reason=said, note=note) if named else said


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
