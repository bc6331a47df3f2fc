"""The site that a data folder keeps: putting one in, and taking it at the next start."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from hub.engine.database import StorageError
from hub.engine.port import CannotOpenError, Connection
from hub.store import kept_site
from hub.store.database import database
from hub.store.kept_site import StoredSite
from hub.views.logo import keep_logo
from shared.machine_time import machine_now
from shared.site.load import load_source, load_text, read_source
from shared.site.model import Site


def site_for(data: Path, source: str | None) -> Site:
    """The site as given, kept for later starts; without one the kept site. The caller owns the folder.

    Raises CannotOpenError when none is kept or the folder cannot be used, WrongSite for a wrong site."""
    engine = database(data)
    with engine.translated_errors(), closing(engine.open_writer()) as db:
        if source is not None:
            return _keep(db, data, source)
        kept = _kept(db)
        return load_text(kept.toml, kept.label, kept.setting)


def keep_site(data: Path, source: str) -> Site:
    """Puts a site into a folder on which no hub works. Raises as ``site_for``; then nothing is changed."""
    with database(data).owned():
        return site_for(data, source)


def kept_text(data: Path) -> str:
    """The text of the site file that a folder keeps, whether or not a hub works on it. Raises CannotOpenError."""
    engine = database(data)
    if not engine.exists():
        raise CannotOpenError(f"There is no queue in {data}.")
    try:
        with closing(engine.open_reader()) as db:
            return _kept(db).toml
    except StorageError as error:
        raise CannotOpenError(f"{engine.file}: {error}") from error


def site_of(data: Path) -> Site | None:
    """The site that a folder keeps, whether or not a hub works on it; None when it keeps none. Raises CannotOpenError
    when the queue cannot be read, WrongSite when this version finds mistakes in the site."""
    engine = database(data)
    if not engine.exists():
        return None
    try:
        with closing(engine.open_reader()) as db:
            found = kept_site.latest(db)
    except StorageError as error:
        raise CannotOpenError(f"{engine.file}: {error}") from error
    return load_text(found.toml, found.label, found.setting) if found else None


def _keep(db: Connection, data: Path, source: str) -> Site:
    given = read_source(source)
    site, logo = load_source(given)
    try:
        keep_logo(data, logo)
    except OSError as error:
        raise CannotOpenError(f"The logo cannot be put into {data}: {error.strerror}") from error
    stored = StoredSite(given.file, given.setting, given.text)
    if stored != kept_site.latest(db):
        kept_site.keep(db, stored, machine_now())
    return site


def _kept(db: Connection) -> StoredSite:
    kept = kept_site.latest(db)
    if kept is None:
        raise CannotOpenError("This data folder has no site yet: antrean site load NAME or FILE, or give --site.")
    return kept
