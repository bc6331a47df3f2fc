"""From a site file to a ``Site``, or to the list of everything that is wrong in it. ``docs/sites.md`` is its manual."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from shared.resources import ASSETS
from shared.site.hours import read_calendar, read_holidays, read_week
from shared.site.keys import KEYS
from shared.site.lines import lines_of
from shared.site.logo import NAME, Logo, UnfitError, logo_of
from shared.site.mistakes import Mistake, WrongSite
from shared.site.model import Facility, Site
from shared.site.parts import (
    read_accent,
    read_board,
    read_kiosk,
    read_languages,
    read_paper,
    read_policy,
    read_speech,
    read_where,
)
from shared.site.periods import read_periods, read_special
from shared.site.syntax import in_plain_words
from shared.site.table import Notes, Table, listed, meant
from shared.site.tenants import CODE, read_agencies, read_counters, read_zones

__all__ = ["Mistake", "SiteText", "WrongSite", "bundled", "load_site", "load_text", "read_source", "settings"]

FOLDER = ASSETS / "sites"
_SOURCE = re.compile(r"(?P<source>.+?)(?::(?P<setting>[A-Za-z0-9_-]+))?", re.DOTALL)
NO_TOML = (ValueError, RecursionError)
"""What ``tomllib`` raises: TOMLDecodeError is a ValueError, and so is what it says of a number of thousands of digits;
the other is of brackets within brackets without end."""


class SiteText(Struct, frozen=True):
    """A site file as it was read: what the hub keeps. ``file`` is its name in mistakes."""

    text: str
    file: str
    setting: str | None = None
    folder: Path | None = None
    """Where the pictures lie that it names; None where nobody knows."""


def bundled() -> tuple[str, ...]:
    """Names of the sites that come with the program."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load_site(source: Path | str, setting: str | None = None) -> Site:
    """The site in a file or of a bundled name; raises WrongSite with every mistake.

    A string may end in a setting of the file: "batu:opening". ``setting`` stands above that."""
    return load_source(read_source(source, setting))[0]


def load_source(found: SiteText) -> tuple[Site, Logo | None]:
    """The site in a text that was read from a folder, and its logo; raises WrongSite, also for what is wrong with the
    picture."""
    site = load_text(found.text, found.file, found.setting)
    if site.logo is None or found.folder is None:
        return site, None
    try:
        return site, logo_of(site.logo, (found.folder / site.logo).read_bytes())
    except OSError as trouble:
        why = f"{site.logo} in {found.folder}: {trouble.strerror or 'it cannot be read'}"
        mistake = Mistake(found.file, "logo", "a picture beside the site file", why, _logo_line(found))
        raise WrongSite((mistake,)) from trouble
    except UnfitError as trouble:
        raise WrongSite(
            (Mistake(found.file, "logo", trouble.expected, f"{trouble.found} ({site.logo})", _logo_line(found)),)
        ) from trouble


def _logo_line(found: SiteText) -> int | None:
    return lines_of(found.text).get(("logo",))


def read_source(source: Path | str, setting: str | None = None) -> SiteText:
    """The text behind a path or a bundled name, unchecked; raises WrongSite where there is none to read."""
    named = None
    if isinstance(source, str):
        parts = _SOURCE.fullmatch(source)
        if parts is not None:
            source, named = parts["source"], parts["setting"]
    path = Path(source)
    if isinstance(source, str) and path.suffix != ".toml" and path.name == source:
        if source not in bundled():
            expected = f"a site that comes with the program ({listed(bundled())}) or the path of a .toml file"
            if (there := Path(f"{source}.toml")).is_file():
                expected += f'; did you mean "{there}"?'
            raise WrongSite((Mistake(source or "site", "", expected, f'"{source}"'),))
        path = FOLDER / f"{source}.toml"
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as trouble:
        raise WrongSite((Mistake(str(path), "", "a file that can be read", trouble.strerror or "none"),)) from trouble
    except UnicodeDecodeError as trouble:
        line = path.read_bytes()[: trouble.start].count(b"\n") + 1
        raise WrongSite((Mistake(path.name, "", "text in UTF-8", "other bytes", line),)) from trouble
    return SiteText(text, path.name, setting or named, path.parent)


def settings(text: str) -> tuple[str, ...]:
    """Names of the settings in the text of a site file; none where it cannot be read."""
    try:
        found = tomllib.loads(text).get("setting")
    except NO_TOML:
        return ()
    return tuple(found) if isinstance(found, dict) else ()


def load_text(text: str, file: str, setting: str | None = None) -> Site:
    """The site in ``text``, whole or in one of its settings; raises WrongSite with every mistake, named by ``file``."""
    try:
        values = tomllib.loads(text)
    except NO_TOML as trouble:
        raise WrongSite((in_plain_words(text, file, str(trouble)),)) from trouble
    notes = Notes(file, lines_of(text))
    site, chosen = _read(Table(notes, (), values, KEYS[""]), setting)
    mistakes = notes.mistakes()
    if mistakes:
        raise WrongSite(mistakes)
    return _within(site, chosen) if chosen else site


def _read(top: Table, setting: str | None) -> tuple[Site, tuple[str, ...]]:
    """The whole site and the agencies of ``setting``; what is wrong is noted and stands in for something."""
    languages = read_languages(top)
    top.notes.languages = languages
    calendar = read_calendar(top)
    zones, agencies = read_zones(top), read_agencies(top)
    site = Site(
        key=_key(top),
        name=top.words("name") or {},
        kind=top.words("kind") or {},
        address=top.words("address") or {},
        timezone=_timezone(top),
        week=read_week(top, needed=True) or (None,) * 7,
        agencies=agencies,
        counters=read_counters(top, agencies, zones),
        zones=zones,
        languages=languages,
        accent=read_accent(top),
        logo=_logo(top),
        information=top.words("information", needed=False),
        calendar=calendar,
        holidays=read_holidays(top, calendar),
        special=read_special(top),
        periods=read_periods(top),
        facilities=tuple(
            Facility(row.words("name") or {}, row.words("where", needed=False))
            for row in top.rows("facility", KEYS["facility"])
        ),
        policy=read_policy(top),
        speech=read_speech(top, languages),
        paper=read_paper(top),
        kiosk=read_kiosk(top),
        board=read_board(top),
        where=read_where(top),
    )
    return site, _setting(top, site, setting)


def _key(top: Table) -> str:
    key = top.text("key")
    if key is not None and CODE.fullmatch(key) is None:
        top.wrong("key", "a code of small letters, digits, - and _")
    return key or ""


def _logo(top: Table) -> str | None:
    name = top.text("logo", needed=False)
    if name is not None and NAME.fullmatch(name) is None:
        top.wrong("logo", 'the name of a .svg or .png file beside the site file, such as "logo.svg"')
        return None
    return name


def _timezone(top: Table) -> str:
    name = top.text("timezone")
    if name is None:
        return "UTC"
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):  # what zoneinfo says to odd names differs by system
        top.wrong(
            "timezone",
            'a zone of the IANA list, such as "Asia/Jakarta" (WIB), "Asia/Makassar" (WITA) or "Asia/Jayapura" (WIT)',
        )
        return "UTC"
    return name


def _setting(top: Table, site: Site, setting: str | None) -> tuple[str, ...]:
    """Every setting is checked; the agencies of the chosen one are the answer."""
    found: dict[str, tuple[str, ...]] = {}
    known = [agency.code for agency in site.agencies]
    for name, table in top.tables("setting", KEYS["setting.SETTING"]):
        found[name] = table.texts("agencies")
        if not table.values.get("agencies"):
            table.wrong("agencies", "a list of at least one agency")
        for nth, code in enumerate(found[name]):
            if code not in known:
                path = (*table.path, "agencies", f"[{nth}]")
                top.notes.wrong(path, f"an agency of this file{meant(code, known)}", code)
    if setting is None:
        return ()
    if setting not in found:
        top.notes.wrong(("setting", setting), f"a setting of this file{meant(setting, found)}", None)
    return found.get(setting, ())


def _within(site: Site, codes: tuple[str, ...]) -> Site:
    """The site with these agencies only, in the file's order, their counters, and the zones of those counters."""
    counters = tuple(counter for counter in site.counters if counter.agency in codes)
    return replace(
        site,
        agencies=tuple(agency for agency in site.agencies if agency.code in codes),
        counters=counters,
        zones=tuple(zone for zone in site.zones if any(counter.zone == zone.code for counter in counters)),
    )
