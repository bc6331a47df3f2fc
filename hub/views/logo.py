"""The hall's logo in the data folder: put there with the site, read when the hub starts.

It lies beside the queue as a file of its own. A hall without its picture works on under its name alone.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from shared.site.logo import Logo, UnfitError, logo_of
from shared.site.model import Site

_KINDS = ("svg", "png")


def logo_file(data: Path, kind: str) -> Path:
    return data / f"site-logo.{kind}"


def keep_logo(data: Path, logo: Logo | None) -> None:
    """Puts the picture into the folder, whole or not at all, and takes away another one. Raises OSError."""
    for kind in _KINDS:
        if logo is None or kind != logo.kind:
            logo_file(data, kind).unlink(missing_ok=True)
    if logo is not None:
        file = logo_file(data, logo.kind)
        half = file.with_suffix(f".{logo.kind}.half")
        half.write_bytes(logo.data)
        half.replace(file)


def kept_logo(data: Path, site: Site) -> Logo | str | None:
    """The picture that ``site`` names; None where it names none, and in words why it cannot be shown."""
    if site.logo is None:
        return None
    file = logo_file(data, site.logo.rpartition(".")[2].lower())
    try:
        return logo_of(file.name, file.read_bytes())
    except FileNotFoundError:
        return f"{file} is not there; load the site again with {site.logo} beside its file"
    except OSError as error:
        return f"{file} cannot be read: {error.strerror}"
    except UnfitError as error:
        return f"{file}: {error}; load the site again with {site.logo} beside its file"


def served(site: Site, logo: Logo | None) -> Site:
    """The site as readers know it: with the address of its picture."""
    return replace(site, logo=logo.address if logo else None)
