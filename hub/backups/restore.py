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

from hub.engine.sqlite import copies
from hub.engine.sqlite.copies import Contents, UnusableCopyError
from hub.engine.sqlite.file import StorageError, finish_restore, owned, queue_file, restored_name
from hub.engine.sqlite.migrations import unknown
from hub.store import schema
from hub.store.restore_continuity import go_on_behind, reached
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


def look(backup: Path) -> Contents:
    """What a backup holds. Raises CannotRestoreError when it cannot be used."""
    try:
        found = copies.check(backup)
    except OSError as error:
        raise CannotRestoreError(f"{backup} cannot be read: {error.strerror}.") from error
    except UnusableCopyError as error:
        raise CannotRestoreError(f"{backup} cannot be restored: {error}. Nothing was changed.") from error
    if (newest := unknown(found.migrations, schema.MIGRATIONS)) is not None:
        raise CannotRestoreError(
            f"{backup} was written by a newer Antrean (it has {newest}, which this program does not know). "
            f"Nothing was changed. Install the newer version first."
        )
    return found


def restore(data: Path, backup: Path, now: Callable[[], datetime] = machine_now) -> Restored:
    """Puts ``backup`` in the place of the folder's queue.

    Raises CannotRestoreError, and CannotOpenError while a hub works on the folder; then nothing was changed."""
    look(backup)
    with owned(data):
        at, prepared = now(), copies.prepared_name(data)
        try:
            found = copies.copy_file(backup, prepared)
            goes_on, known = go_on_behind(prepared, reached(queue_file(data), prepared), at)
            copies.put_in_place(prepared, restored_name(data, at))
        except (UnusableCopyError, StorageError, OSError) as error:
            raise CannotRestoreError(f"{backup} cannot be restored: {error}. Nothing was changed.") from error
        finally:
            copies.forget_prepared(data)
        return Restored(found, finish_restore(data), goes_on, known)
