"""``antrean backup`` and ``antrean restore``: a checked copy of the queue, and going back to one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import click
import msgspec

from antrean.commands import options
from antrean.failure import Failed
from antrean.hall_time import in_hall
from antrean.local_hub import ManagerClient, answering_hub
from hub.backups.restore import CannotRestoreError, Restored, inspect_backup
from hub.backups.restore import restore as put_back
from hub.engine.database import StorageError
from hub.engine.port import CannotOpenError, UnusableCopyError
from hub.store.contents import Contents, copy, copy_file
from hub.store.database import database, open_reader
from hub.store.restore_continuity import SKIPPED_NUMBERS
from shared.wire import Backup
from shared.wording.labels import label

BACKUP_SECONDS = 600.0
"""That a hub may take to copy and check a large queue."""


@click.command()
@options.data
@options.as_json
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(data: Path, as_json: bool, file: Path) -> None:
    """Write a checked copy of the queue to FILE, also while the hub runs. An existing FILE is not touched."""
    if file.exists():
        raise Failed(f"{file} exists already; give another name.")
    try:
        found = _from_hub(ManagerClient(hub), data, file) if (hub := answering_hub(data)) else _from_folder(data, file)
    except (OSError, StorageError, UnusableCopyError) as error:
        raise Failed(f"No backup was made: {error}") from error
    if as_json:
        click.echo(msgspec.json.encode({"file": str(file.resolve()), **_facts(found)}).decode())
        return
    click.echo(f"{file}: {describe(found)}. Opened and checked.")


def _from_hub(hub: ManagerClient, data: Path, file: Path) -> Contents:
    """The hub makes and notes one of its own; this one is checked once more. Where the hub cannot, perhaps because its
    own folder for backups is gone, the queue is copied beside it."""
    try:
        made = hub.post("/backups", None, Backup, BACKUP_SECONDS)
    except Failed as error:
        click.echo(f"antrean: the hub's own backup failed: {error.message}", err=True)
        with closing(open_reader(data)) as db:
            return copy(db, file)
    return copy_file(Path(made.file), file)


def _from_folder(data: Path, file: Path) -> Contents:
    engine = database(data)
    if not engine.exists():
        raise Failed(f"There is no queue in {data}.")
    try:
        with engine.owned(), closing(engine.open_reader()) as db:
            return copy(db, file)
    except CannotOpenError as error:
        silent = " (A hub works on the folder but does not answer.)" if engine.held() else ""
        raise Failed(f"{error}{silent}") from error


@click.command()
@options.data
@options.as_json
@click.option("--look", "only_look", is_flag=True, help="Only say what is in FILE; change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before replacing the queue.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(data: Path, as_json: bool, only_look: bool, yes: bool, file: Path) -> None:
    """Put the backup FILE in the place of the queue. It is checked first, and what it replaces is kept."""
    if answering_hub(data) is not None and not only_look:
        raise Failed(f"A hub works on {data}. Stop it first, restore, and start it again.")
    try:
        found = inspect_backup(file)
        if only_look:
            click.echo(msgspec.json.encode(_facts(found)).decode() if as_json else f"{file}: {describe(found)}.")
            return
        if not yes and not as_json:
            click.echo(f"{file}: {describe(found)}.")
            click.confirm(f"Put it in the place of the queue in {data}?", abort=True)
        done = put_back(data, file)
    except (CannotRestoreError, CannotOpenError) as error:
        raise Failed(str(error)) from error
    if as_json:
        replaced = str(done.replaced) if done.replaced else None
        answer: dict[str, Any] = _facts(found) | {"replaced": replaced, "goes_on": done.goes_on, "known": done.known}
        click.echo(msgspec.json.encode(answer).decode())
        return
    _tell(data, done)


def _tell(data: Path, done: Restored) -> None:
    click.echo(f"Restored to {data}.")
    if done.replaced is not None:
        click.echo(f"What was there before is kept: {done.replaced}")
    if done.known:
        click.echo("Today's numbers go on behind the last one that the replaced queue gave.")
    elif done.goes_on:
        click.echo(
            f"Nobody knows which numbers were given since the backup. To give none twice, each series leaves out "
            f"{SKIPPED_NUMBERS} today, as from "
            f"{label(next(iter(done.goes_on)), min(done.goes_on.values()) + 1)} on."
        )
    click.echo("Numbers given since the backup are on paper only: call them by hand. Everybody signs in again.")
    click.echo("The site is the backup's too; if it was changed since, antrean site load FILE before the hub starts.")


def describe(found: Contents) -> str:
    """In a line: how much of which days, and how fresh."""
    several = f" to {found.last_day}" if found.last_day != found.first_day else ""
    days = f" of {found.first_day}{several}" if found.first_day else ""
    last = f"last event {in_hall(found.last_event, found.timezone)}" if found.last_event else "no event yet"
    tickets = "1 ticket" if found.tickets == 1 else f"{found.tickets} tickets"
    return f"{tickets}{days}, {last} (event {found.seq}), {found.bytes / 1e6:.1f} MB"


def _facts(found: Contents) -> dict[str, Any]:
    return {
        "tickets": found.tickets,
        "first_day": found.first_day,
        "last_day": found.last_day,
        "last_event": found.last_event,
        "seq": found.seq,
        "schema": found.schema,
        "bytes": found.bytes,
    }
