"""Reading how the hall is to behave: languages, accent, queue rules, voice, paper, kiosk and board."""

from __future__ import annotations

from typing import Literal, NamedTuple

from shared import phonemes
from shared.site.colour import LEAST_CONTRAST, PAPER, contrast, is_colour
from shared.site.keys import KEYS
from shared.site.model import BoardPolicy, KioskPolicy, PaperSettings, PlaceDetail, Policy, Speech
from shared.site.table import Table, listed
from shared.texts import LANGUAGES


class Roll(NamedTuple):
    """What printers of one paper width can do; the first of each is usual."""

    dots: tuple[int, ...]
    columns: tuple[int, ...]


ROLLS = {80: Roll((576, 512), (48, 42)), 58: Roll((384, 432), (32, 36))}
"""Paper width in mm to what fits on it at 203 dpi."""
LONGEST_LEAD_MS = 5_000
SLOWEST, FASTEST = 110, 140
"""Words a minute between which an announcement in a hall is understood."""


def read_languages(top: Table) -> tuple[str, ...]:
    """The site's languages, Indonesian always among them."""
    if "languages" not in top.values:
        return LANGUAGES
    found = _languages(top, LANGUAGES)
    if "id" not in found:
        top.wrong("languages", 'a list with "id" in it')
    return found if "id" in found else ("id", *found)


def read_accent(top: Table) -> str | None:
    """The site's accent: readable on the theme's paper, and white readable on it."""
    accent = top.text("accent", needed=False)
    if accent is None:
        return None
    if not is_colour(accent):
        top.wrong("accent", 'a colour such as "#0B6B63"')
    elif (ratio := contrast(accent, PAPER)) < LEAST_CONTRAST:
        have = f"{int(ratio * 100) / 100:.2f}"
        top.wrong("accent", f"a darker colour: on the screen's ground it needs a contrast of 4.5, this has {have}")
    return accent


def read_where(top: Table) -> PlaceDetail:
    table = top.table("where", KEYS["where"])
    told = {key: table.yes(key, False) if key in table.values else None for key in ("floor", "zone")}
    return PlaceDetail(told["floor"], told["zone"])


def read_policy(top: Table) -> Policy:
    table, usual = top.table("policy", KEYS["policy"]), Policy()

    def number(key: str, default: int, least: int, most: int) -> int:
        return table.whole(key, default, least, most) or 0

    policy = Policy(
        stop_taking_minutes=number("stop_taking_minutes", usual.stop_taking_minutes, 0, 240),
        longest_wait_minutes=number("longest_wait_minutes", usual.longest_wait_minutes, 1, 600),
        regular_per_priority=number("regular_per_priority", usual.regular_per_priority, 1, 20),
        revive_after=number("revive_after", usual.revive_after, 0, 50),
        calls_before_no_show=number("calls_before_no_show", usual.calls_before_no_show, 1, 9),
        most_calls=number("most_calls", usual.most_calls, 1, 9),
        when_counters_close=_when_counters_close(table, usual),
        promise=_promise(table, usual),
    )
    if policy.calls_before_no_show > policy.most_calls:
        table.wrong("calls_before_no_show", f"not more than most_calls, which is {policy.most_calls}")
    return policy


def _when_counters_close(table: Table, usual: Policy) -> Literal["stop", "take"]:
    match table.values.get("when_counters_close", usual.when_counters_close):
        case "stop":
            return "stop"
        case "take":
            return "take"
        case _:
            table.wrong("when_counters_close", '"stop" or "take"')
            return usual.when_counters_close


def _promise(table: Table, usual: Policy) -> Literal["off", "warn", "stop"]:
    match table.values.get("promise", usual.promise):
        case "off":
            return "off"
        case "warn":
            return "warn"
        case "stop":
            return "stop"
        case _:
            table.wrong("promise", '"off", "warn" or "stop"')
            return usual.promise


def read_speech(top: Table, languages: tuple[str, ...]) -> Speech:
    table, usual = top.table("speech", KEYS["speech"]), Speech()
    spoken = _languages(table, languages) if "languages" in table.values else usual.languages
    if not spoken:
        table.wrong("languages", "at least one language")
    style: Literal["digits", "value"] = usual.style
    match table.values.get("style", usual.style):
        case "digits":
            style = "digits"
        case "value":
            style = "value"
        case _:
            table.wrong("style", '"digits" or "value"')
    pronounce = table.table("pronounce", None)
    spoken_forms = {written: pronounce.text(written) or "" for written in pronounce.values}
    for written, form in spoken_forms.items():
        if unread := phonemes.wrong(form):
            pronounce.wrong(written, f'a spoken form, or phonemes of espeak-ng in double brackets, without "{unread}"')
    return Speech(
        languages=spoken,
        style=style,
        agency_spoken=table.yes("agency_spoken", usual.agency_spoken),
        words_per_minute=table.whole("words_per_minute", usual.words_per_minute, SLOWEST, FASTEST) or 0,
        lead_ms=table.whole("lead_ms", usual.lead_ms, 0, LONGEST_LEAD_MS) or 0,
        pronounce=spoken_forms,
    )


def read_paper(top: Table) -> PaperSettings:
    """Dots and columns follow from the width unless the file says otherwise."""
    table, usual = top.table("paper", KEYS["paper"]), PaperSettings()
    width: Literal[58, 80] = usual.width_mm
    match table.values.get("width_mm", width):
        case 58:
            width = 58
        case 80:
            width = 80
        case _:
            table.wrong("width_mm", "58 or 80")
    roll = ROLLS[width]
    return PaperSettings(
        width_mm=width,
        dots=_among(table, "dots", roll.dots, width),
        columns=_among(table, "columns", roll.columns, width),
        cutter=table.yes("cutter", usual.cutter),
        native_qr=table.yes("native_qr", usual.native_qr),
        closing=table.words("closing", needed=False) or {},
    )


def read_kiosk(top: Table) -> KioskPolicy:
    table, usual = top.table("kiosk", KEYS["kiosk"]), KioskPolicy()
    return KioskPolicy(
        idle_seconds=table.whole("idle_seconds", usual.idle_seconds, 10, 600) or 0,
        warn_seconds=table.whole("warn_seconds", usual.warn_seconds, 20, 120) or 0,
        ticket_seconds=table.whole("ticket_seconds", usual.ticket_seconds, 3, 120) or 0,
    )


def read_board(top: Table) -> BoardPolicy:
    table = top.table("board", KEYS["board"])
    return BoardPolicy(info=table.words_list("info"), ticker=table.words_list("ticker"))


def _among(table: Table, key: str, fit: tuple[int, ...], width: int) -> int:
    value = table.values.get(key, fit[0])
    if isinstance(value, int) and not isinstance(value, bool) and value in fit:
        return value
    table.wrong(key, f"{' or '.join(str(number) for number in fit)} with {width} mm paper")
    return fit[0]


def _languages(table: Table, known: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for nth, code in enumerate(table.texts("languages")):
        if code not in known or code in found:
            table.notes.wrong((*table.path, "languages", f"[{nth}]"), f"each of {listed(known)} once at most", code)
        else:
            found.append(code)
    return tuple(found)
