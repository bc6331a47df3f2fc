"""From a site file to a ``Site``, or to the list of everything that is wrong in it. ``docs/sites.md`` is its manual."""

from __future__ import annotations

import re
import tomllib
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from shared.resources import ASSETS
from shared.site.file import SiteFile
from shared.site.holidays import holidays_in
from shared.site.lines import lines_of
from shared.site.logo import Logo, UnfitError, logo_of
from shared.site.mistakes import Mistake, WrongSite, listed, meant
from shared.site.model import Site
from shared.site.reader import keys_at, table
from shared.site.settings import check_policy, check_speech, paper_of
from shared.site.syntax import in_plain_words
from shared.site.tenants import agencies_of, counters_of, zones_of
from shared.site.values import Notes, Value

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
    notes = Notes(file, lines_of(text), partial(keys_at, SiteFile))
    site, chosen = _build(Value(notes, (), values), setting)
    mistakes = notes.mistakes()
    if mistakes:
        raise WrongSite(mistakes)
    return _within(site, chosen) if chosen else site


def _build(top: Value, setting: str | None) -> tuple[Site, tuple[str, ...]]:
    """The whole site and the agencies of ``setting``; what is wrong is noted and stands in for something."""
    file, _ = table(top, SiteFile)
    zones, agencies = zones_of(file), agencies_of(top.notes, file)
    check_policy(top.at("policy"), file.policy)
    check_speech(top.at("speech"), file.speech)
    site = Site(
        key=file.key,
        name=file.name,
        kind=file.kind,
        address=file.address,
        timezone=file.timezone,
        week=file.hours,
        agencies=agencies,
        counters=counters_of(top, file, agencies, zones),
        zones=zones,
        languages=file.languages,
        accent=file.accent,
        logo=file.logo,
        information=file.information,
        calendar=file.calendar,
        holidays=holidays_in(top, file),
        special=file.special,
        periods=file.period,
        facilities=file.facility,
        policy=file.policy,
        speech=file.speech,
        paper=paper_of(top.at("paper"), file.paper),
        kiosk=file.kiosk,
        board=file.board,
        where=file.where,
    )
    return site, _chosen(top, file, setting)


def _chosen(top: Value, file: SiteFile, setting: str | None) -> tuple[str, ...]:
    """Every setting is checked; the agencies of the chosen one are the answer."""
    for name in file.setting:
        codes = top.at("setting").at(name).at("agencies")
        for entry in codes.entries() if isinstance(codes.raw, list) else ():
            if isinstance(entry.raw, str) and entry.raw.strip() and entry.raw not in file.agency:
                entry.wrong(f"an agency of this file{meant(entry.raw, file.agency)}")
    if setting is None:
        return ()
    if setting not in file.setting:
        top.notes.wrong(("setting", setting), f"a setting of this file{meant(setting, file.setting)}", None)
        return ()
    return file.setting[setting].agencies


def _within(site: Site, codes: tuple[str, ...]) -> Site:
    """The site with these agencies only, in the file's order, their counters, and the zones of those counters."""
    counters = tuple(counter for counter in site.counters if counter.agency in codes)
    return replace(
        site,
        agencies=tuple(agency for agency in site.agencies if agency.code in codes),
        counters=counters,
        zones=tuple(zone for zone in site.zones if any(counter.zone == zone.code for counter in counters)),
    )
