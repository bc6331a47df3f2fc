"""``antrean doctor``: whether this machine and its queue are fit for the day, one plain line for each thing."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import click
import msgspec
from msgspec import Struct

from antrean.commands import options
from antrean.commands.backup import describe
from antrean.hall_time import in_hall
from antrean.local_hub import ManagerClient, answering_hub
from hub import running_hub
from hub.engine.database import DatabaseEngine, StorageError
from hub.engine.port import Connection, UnusableCopyError
from hub.store import backups, contents, kept_site, people
from hub.store.database import database
from hub.tls import readable_by_others
from hub.views.logo import kept_logo
from shared.machine_time import machine_now
from shared.resources import ASSETS
from shared.site.calendars import missing_year
from shared.site.load import load_text
from shared.site.logo import Logo
from shared.site.mistakes import WrongSite
from shared.site.model import Site
from shared.version import RELEASED
from shared.wire import Health, Officer, Role

Verdict = Literal["ok", "warning", "failed"]

LITTLE_BYTES, TOO_LITTLE_BYTES = 2_000_000_000, 200_000_000
"""Bytes free on the disk: room for a year of a large hall and its backups; too little for a day."""
OLD_BACKUP = timedelta(days=2)


class Finding(Struct, frozen=True):
    """``what`` was looked at, ``says`` what was seen, and what to do when that is not well."""

    what: str
    verdict: Verdict
    says: str


@click.command()
@options.data
@options.port
@click.option("--printer", envvar="ANTREAN_PRINTER", metavar="ADDRESS", help="Also ask this printer how it is.")
@options.as_json
def doctor(data: Path, port: int, printer: str | None, as_json: bool) -> None:
    """Look over this machine and its queue; change nothing. Exit code 1 when something failed."""
    if printer is not None:
        options.check_printer(printer)
    findings: list[Finding] = []
    for finding in examine(data, port, printer):
        findings.append(finding)
        if not as_json:
            click.echo(f"{finding.verdict:<8} {finding.what:<12} {finding.says}")
    if as_json:
        click.echo(msgspec.json.encode(findings).decode())
    raise SystemExit(any(finding.verdict == "failed" for finding in findings))


def examine(data: Path, port: int, printer: str | None) -> Iterator[Finding]:
    """Everything, one after another."""
    yield _folder(data)
    yield _disk(data)
    yield from _queue(data)
    yield from _hub(data, port)
    if printer is not None:
        yield _printer(printer)
    yield _voice()
    yield _fonts()


def _folder(data: Path) -> Finding:
    if not data.exists():
        return Finding("data folder", "warning", f"{data} is not there yet; the first start makes it")
    try:
        with tempfile.TemporaryFile(dir=data):
            return Finding("data folder", "ok", f"{data} can be written")
    except OSError as error:
        return Finding("data folder", "failed", f"{data} cannot be written: {error.strerror}")


def _disk(data: Path) -> Finding:
    there = next(folder for folder in (data, *data.absolute().parents) if folder.exists())
    free = shutil.disk_usage(there).free
    says = f"{free / 1e9:.1f} GB free"
    if free < TOO_LITTLE_BYTES:
        return Finding("disk", "failed", f"{says}: too little for a day; make room")
    return Finding("disk", "warning" if free < LITTLE_BYTES else "ok", says)


def _queue(data: Path) -> Iterator[Finding]:
    """The file, its site, its clock and its backups."""
    engine = database(data)
    path = engine.file
    if not engine.exists():
        yield Finding("queue", "warning", "no queue yet; antrean site load NAME or FILE makes one")
        yield _clock(None, None)
        return
    try:
        with closing(engine.open_reader()) as db, db.reading():
            found = contents.check_open(db, path.stat().st_size)
            site = _site(db)
            state = backups.state(db)
            officers = people.officers(db)
    except (StorageError, OSError, UnusableCopyError) as error:
        yield Finding("queue", "failed", f"{path}: {error}; stop the hub and restore a backup (antrean restore FILE)")
        return
    if (newest := engine.unknown_migration(found.migrations)) is not None:
        yield Finding("queue", "failed", f"{newest} is of a newer Antrean; install that version")
        return
    yield Finding("queue", "ok", f"whole: {describe(found)}")
    yield _log(data)
    yield (site if isinstance(site, Finding) else Finding("site", "ok", f"{site.name['id']}, {site.timezone}"))
    yield _officers(officers)
    yield _clock(found.timezone, found.last_event)
    if isinstance(site, Site):
        yield calendar(site, machine_now())
        if site.logo is not None:
            yield _logo(data, site)
    last = state.last
    if state.trouble:
        yield Finding("backup", "failed", f"the last try failed: {state.trouble}")
    elif last is None:
        nothing = found.tickets == 0  # a fresh hall has nothing to lose yet
        says = "none yet; the hub makes one a minute after it starts, then every day"
        yield Finding(
            "backup", "ok" if nothing else "warning", f"{says} (no number was taken so far)" if nothing else says
        )
    elif not Path(last.file).exists():
        yield Finding("backup", "warning", f"{last.file} is gone")
    else:
        old = machine_now() - last.at > OLD_BACKUP
        yield Finding("backup", "warning" if old else "ok", f"{in_hall(last.at, found.timezone)} {last.file}")


def _officers(officers: Sequence[Officer]) -> Finding:
    managers = sum(officer.role is Role.MANAGER for officer in officers)
    if not officers:
        return Finding("officers", "warning", "none yet, nobody can call a number: antrean officer add")
    if not managers:
        cure = "antrean officer add CODE --name NAME --manager"
        return Finding("officers", "warning", f"{len(officers)}, none a manager for the office page: {cure}")
    return Finding("officers", "ok", f"{len(officers)}, of them {managers} for the office page")


def _log(data: Path) -> Finding:
    """The write-ahead log beside the file, and who may hold it."""
    size = database(data).log_bytes()
    says = f"antrean.sqlite3-wal has {size / 1e6:.1f} MB"
    if size <= DatabaseEngine.LOG_LIMIT_BYTES:
        return Finding("log", "ok", says)
    others = programs_with(database(data).file)
    whom = f"these programs have the queue open: {', '.join(others)}" if others else "find out which has the queue open"
    return Finding("log", "warning", f"{says}: a program that keeps reading lets it grow; {whom}; close it")


def programs_with(path: Path) -> tuple[str, ...]:
    """Programs of this user that have the file open, other than this one and a hub, as "name (process 123)". None are
    found where the system does not show them."""
    found = set()
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):
            pid = link.parts[2]
            if link.readlink() == path.resolve() and int(pid) != os.getpid():
                words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
                if "hub" not in words and "antrean" not in words:
                    found.add(f"{Path(words[0]).name} (process {pid})")
    return tuple(sorted(found))


def _site(db: Connection) -> Site | Finding:
    kept = kept_site.latest(db)
    if kept is None:
        return Finding("site", "failed", "the queue has no site: antrean site load NAME or FILE")
    try:
        return load_text(kept.toml, kept.label, kept.setting)
    except WrongSite as error:
        return Finding("site", "failed", f"this version finds mistakes in the kept site: {error}")


def _clock(zone: str | None, last_event: datetime | None) -> Finding:
    now = machine_now()
    says = in_hall(now, zone)
    if now < RELEASED:
        return Finding("clock", "failed", f"{says}: in the past; set the clock, perhaps its battery is empty")
    if last_event is not None and last_event > now + timedelta(minutes=1):
        last = in_hall(last_event, zone)
        return Finding("clock", "failed", f"{says}: earlier than the queue's last event ({last}); set the clock")
    return Finding("clock", "ok", says)


def _logo(data: Path, site: Site) -> Finding:
    found = kept_logo(data, site)
    if isinstance(found, Logo):
        return Finding("logo", "ok", f"{site.logo}, {len(found.data) / 1000:.0f} KB")
    return Finding("logo", "warning", f"the hall is shown without it: {found}")


def calendar(site: Site, now: datetime) -> Finding:
    """Whether the holidays of this year, and from November of the next, are known. ``now``: aware."""
    today = now.astimezone(ZoneInfo(site.timezone)).date()
    if (missing := missing_year(site, today)) is None:
        return Finding("calendar", "ok", f"{len(site.holidays)} holidays, the last {site.holidays[-1].day}")
    cure = "install the version that brings it" if site.calendar else 'give the site calendar = "id" or its days'
    return Finding("calendar", "warning", f"no holiday of {missing} is known: {cure}, else numbers are given on them")


def _hub(data: Path, port: int) -> Iterator[Finding]:
    """The running hub and what it says of its clock, or whether its port is free."""
    if (found := answering_hub(data)) is None:
        yield _silent_hub(data) or _port(port)
        return
    health = ManagerClient(found).get("/healthz", Health)
    yield Finding("hub", "ok" if health.status == "ok" else "failed", f"runs at {found.url}, {health.status}")
    if found.tls_key is not None:
        yield _tls_key(Path(found.tls_key))
    if health.log_held is not None:
        says = f"another program keeps reading the queue file, and its -wal grows: {health.log_held / 1e6:.0f} MB"
        yield Finding(
            "hub's log", "failed", f"{says}; close it ({', '.join(programs_with(database(data).file)) or '?'})"
        )
    if health.clock_leap is not None:
        leap = timedelta(seconds=round(health.clock_leap))
        yield Finding(
            "hub's clock", "failed", f"set forward by {leap} within half an hour: if it is wrong, set it right"
        )
    if health.clock_behind is not None:
        behind = timedelta(seconds=round(health.clock_behind))
        yield Finding(
            "hub's clock", "failed", f"{behind} earlier than what had happened before it started: set it right"
        )


def _tls_key(key: Path) -> Finding:
    try:
        if readable_by_others(key):
            return Finding("tls key", "warning", f"other users of this machine can read {key}: chmod 600 {key}")
    except OSError as error:
        return Finding("tls key", "failed", f"{key}: {error.strerror}; the hub cannot start again without it")
    return Finding("tls key", "ok", str(key))


def _silent_hub(data: Path) -> Finding | None:
    """A hub that holds this folder and does not answer; None when none holds it."""
    if not database(data).held():
        return None
    found = running_hub.read(data)
    if found is None:
        return Finding(
            "hub", "warning", "a hub works on this data folder and does not answer yet; look again in a moment"
        )
    says = f"this folder's hub (process {found.pid}) does not answer at {found.url}; end it and start it again"
    return Finding("hub", "failed", says)


def _port(port: int) -> Finding:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))  # noqa: S104 (as the hub will)
        except OSError as error:
            return Finding("port", "failed", f"{port} cannot be used: {error.strerror}; give the hub another --port")
    return Finding("port", "ok", f"{port} is free (no hub runs on this data folder)")


def _printer(address: str) -> Finding:
    from kiosk.paper.outcome import PrinterCondition  # noqa: PLC0415 (a hub needs no printer)
    from kiosk.paper.printers import open_printer  # noqa: PLC0415

    status = open_printer(address).status()
    if status.condition is PrinterCondition.TROUBLE:
        return Finding("printer", "failed", f"{address}: {status.reason}, {status.detail}")
    if status.condition is PrinterCondition.PAPER_LOW:
        return Finding("printer", "warning", f"{address}: little paper left")
    return Finding("printer", "ok", address if status.known else f"{address}: cannot be asked how it is")


def _voice() -> Finding:
    program = shutil.which("espeak-ng") or shutil.which("espeak")
    if program is None:
        return Finding("voice", "warning", "no espeak-ng: boards on this machine show calls and do not speak them")
    return Finding("voice", "ok", program)


def _fonts() -> Finding:
    found = [font for font in (ASSETS / "fonts").glob("*.ttf") if font.stat().st_size > 0]
    if not found:
        return Finding("fonts", "failed", f"none in {ASSETS / 'fonts'}; install again")
    return Finding("fonts", "ok", f"{len(found)} files")
