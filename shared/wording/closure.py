"""Why no numbers are given, or why nobody is called, and until when. Pure.

All reasons have one family of texts, ``closure.toml`` of each language. ``web/common/closure.js`` does the same
for the pages; the cases of ``tests/shared/wording/closure.json`` hold both.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from shared.texts import pick, text
from shared.wire.terms import ClosedReason, Openness
from shared.wording.moments import clock, moment, weekday


def closed(lang: str, openness: Openness, now: datetime, zone: ZoneInfo) -> str:
    """The reason, until when if that is known, and the site's own word for it (a holiday's name, what a break is for):
    "Libur · buka besok 08.00 · Maulid Nabi"."""
    if openness.until is None:
        said = text(lang, f"closure.{openness.why}.plain")
    else:
        said = text(lang, f"closure.{openness.why}.until", until=moment(lang, openness.until, now, zone))
    note = pick(openness.note, lang)
    return text(lang, "closure.noted", reason=said, note=note) if note else said


def advice(lang: str, why: ClosedReason) -> str:
    """What the visitor may do about it, a sentence or two."""
    return text(lang, f"closure.{why}.do")


def status(lang: str, why: ClosedReason) -> str:
    """The reason in a word or two, beside an agency's name: "Istirahat". Only for reasons why nobody is called."""
    return text(lang, f"closure.{why}.short")


def hall_closed(lang: str, openness: Openness, today: date, zone: ZoneInfo) -> str:
    """A sentence for when no agency calls anybody: "Layanan sudah tutup. Buka Senin pukul 08.00."

    ``today``: the hall's service date. Only for reasons why nobody is called."""
    said = text(lang, f"closure.{openness.why}.hall")
    if note := pick(openness.note, lang):
        said = f"{said}: {note}"
    if openness.until is None:
        return said
    local = openness.until.astimezone(zone)
    key = "closure.again" if local.date() == today else "closure.again_on"
    return text(lang, key, reason=said, clock=clock(lang, local), weekday=weekday(lang, local))
