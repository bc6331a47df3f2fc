"""Going back to a backup: checked first, put in place in one step, and what it replaces is kept.

The step is the name ``antrean.sqlite3.restored-TIME``: until a whole, checked and synced file has that name, nothing
has happened. From then on the next process that owns the folder finishes the restore (``hub.engine.sqlite.file``), also
after any number of power cuts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hub.engine.database import StorageError
from hub.engine.port import UnusableCopyError
from hub.store.contents import Contents, check, contents
from hub.store.database import database
from hub.store.restore_continuity import continue_behind, high_water_marks
from shared.machine_time import machine_now


class CannotRestoreError(Exception):
    """The backup cannot be used; the message says why. Nothing was changed."""


@dataclass(frozen=True)
class Restored:
    contents: Contents
    replaced: Path | None
    """Where what was there before lies now; None when there was nothing."""
    goes_on: dict[str, int]
    """By series: today's numbers go on after this one."""
    known: bool
    """True when the replaced file went on from the backup and still told how far each series had come; otherwise
    ``GAP`` was left out."""


def inspect_backup(backup: Path) -> Contents:
    """What a backup holds. Raises CannotRestoreError when it cannot be used."""
    try:
        found = check(backup)
    except OSError as error:
        raise CannotRestoreError(f"{backup} cannot be read: {error.strerror}.") from error
    except UnusableCopyError as error:
        raise CannotRestoreError(f"{backup} cannot be restored: {error}. Nothing was changed.") from error
    if (newest := database(backup.parent).unknown_migration(found.migrations)) is not None:
        raise CannotRestoreError(
            f"{backup} was written by a newer Antrean (it has {newest}, which this program does not know). "
            f"Nothing was changed. Install the newer version first."
        )
    return found


def restore(data: Path, backup: Path, now: Callable[[], datetime] = machine_now) -> Restored:
    """Puts ``backup`` in the place of the folder's queue.

    Raises CannotRestoreError, and CannotOpenError while a hub works on the folder; then nothing was changed."""
    inspect_backup(backup)
    engine = database(data)
    with engine.owned():
        at = now()

        def adjust(prepared: Path) -> tuple[dict[str, int], bool]:
            return continue_behind(engine, prepared, high_water_marks(engine, prepared), at)

        try:
            found, (goes_on, known), replaced = engine.restore(backup, at, contents, adjust)
        except (UnusableCopyError, StorageError, OSError) as error:
            raise CannotRestoreError(f"{backup} cannot be restored: {error}. Nothing was changed.") from error
        return Restored(found, replaced, goes_on, known)
