"""``antrean doctor``: what it finds on a real machine, and that it changes nothing."""

from __future__ import annotations

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from antrean.commands import doctor as examining
from hub.running_hub import RunningHub
from shared.site.load import load_site
from shared.wire import Health
from tests.support import testclock

ROOT = Path(__file__).parents[2]


def look(data: Path, *words: object, machine_zone: str = "UTC") -> tuple[int, dict[str, tuple[str, str]]]:
    """Exit code, and by what was looked at the verdict and the words."""
    command = [sys.executable, "-m", "antrean", "doctor", "--json", "--data", str(data), *map(str, words)]
    zone = os.environ | {"TZ": machine_zone}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=zone)
    return done.returncode, {one["what"]: (one["verdict"], one["says"]) for one in json.loads(done.stdout)}


Examined = Callable[..., dict[str, examining.Finding]]


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Examined:
    """What is found beside a hub that answers with this health."""

    def examine(**health: Any) -> dict[str, examining.Finding]:
        class Told:
            def __init__(self, _hub: object) -> None: ...

            def get(self, _path: str, _answer: object) -> Health:
                return Health("ok", "1", date(2026, 11, 23), 1, **health)

        monkeypatch.setattr(
            examining, "answering_hub", lambda _: RunningHub("http://hub", "http://hub", "key", 1, None)
        )
        monkeypatch.setattr(examining, "ManagerClient", Told)
        return {one.what: one for one in examining.examine(tmp_path, 0, None)}

    return examine


def add_manager(hub: Any) -> None:
    with hub.client() as program:
        program.post("/officers", json={"officer": "kepala", "name": "Kepala", "pin": "271828"}).raise_for_status()


def test_a_hall_at_work_is_well(hub: Any) -> None:
    hub.take()
    with hub.client() as manager:
        manager.post("/backups", timeout=60).raise_for_status()
    add_manager(hub)
    code, found = look(hub.data)
    assert code == 0
    verdicts = {what: verdict for what, (verdict, _) in found.items() if what not in ("disk", "voice")}
    assert verdicts == dict.fromkeys(
        ("data folder", "queue", "log", "site", "officers", "clock", "calendar", "backup", "hub", "fonts"), "ok"
    )
    assert "1 ticket of 20" in found["queue"][1]


def test_a_fresh_hall_is_well_before_its_first_backup_and_not_after_its_first_number(hub: Any) -> None:
    add_manager(hub)
    _, found = look(hub.data)
    assert {what: said for what, said in found.items() if said[0] != "ok" and what not in ("disk", "voice")} == {}
    assert "none yet" in found["backup"][1]
    hub.take()
    hub.stop()
    made = (hub.data / "backups").exists()  # on a machine that needed a minute for all this
    assert look(hub.data, "--port", 0)[1]["backup"][0] == ("ok" if made else "warning")


def test_times_are_the_halls_and_name_its_zone(hub: Any) -> None:
    hub.take()
    with hub.client() as manager:
        manager.post("/backups", timeout=60).raise_for_status()
    now = testclock.now()
    _, found = look(hub.data, machine_zone="Asia/Tokyo")
    for what in ("queue", "clock", "backup"):
        told = re.search(r"(\d{4}-\d\d-\d\d \d\d:\d\d) WIB", found[what][1])
        assert told, found[what]
        assert abs(datetime.fromisoformat(f"{told[1]}+07:00") - now) < timedelta(minutes=30)


@pytest.mark.parametrize(
    ("today", "verdict"),
    [(datetime(2027, 10, 31, tzinfo=UTC), "ok"), (datetime(2027, 11, 1, 2, tzinfo=UTC), "warning")],
)
def test_a_year_without_holidays_is_a_warning_from_november_on(today: datetime, verdict: str) -> None:
    found = examining.calendar(load_site("batu"), today)
    assert found.verdict == verdict
    assert ("2028" in found.says) == (verdict == "warning")


def test_it_looks_and_changes_nothing(make_hub: Callable[..., Any]) -> None:
    hub = make_hub().start()
    hub.take()
    hub.stop()
    before = (hub.data / "antrean.sqlite3").read_bytes()
    assert look(hub.data, "--port", 0)[0] == 0
    assert (hub.data / "antrean.sqlite3").read_bytes() == before
    assert not (hub.data / "backups").exists()


def test_a_folder_that_is_not_there_yet_is_no_failure_and_is_not_made(tmp_path: Path) -> None:
    code, found = look(tmp_path / "new", "--port", 0)
    assert code == 0
    assert found["data folder"][0] == found["queue"][0] == "warning"
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_is_a_finding_like_others(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for data, verdict in ((tmp_path / "file" / "data", "warning"), (tmp_path / "data", "failed")):
        (tmp_path / "data" / "antrean.lock").mkdir(parents=True, exist_ok=True)  # as one that is not ours
        (tmp_path / "data" / "antrean.sqlite3").mkdir(exist_ok=True)
        _, found = look(data, "--port", 0)
        assert found["queue"][0] == verdict
        assert found["port"][0] == "ok"


def test_a_clock_that_was_set_back_behind_the_queues_last_event_is_found(make_hub: Callable[..., Any]) -> None:
    hub = make_hub().start()
    hub.take()
    hub.stop()
    with closing(sqlite3.connect(hub.data / "antrean.sqlite3")) as db:
        db.execute(
            "INSERT INTO event (seq, at, service_date, kind, actor, body) "
            "SELECT seq + 1, at + 86400000, service_date, kind, actor, body FROM event ORDER BY seq DESC LIMIT 1"
        )
        db.commit()
    code, found = look(hub.data, "--port", 0)
    assert code == 1
    assert found["clock"][0] == "failed"
    assert "set the clock" in found["clock"][1]


def test_a_hub_that_holds_its_folder_and_does_not_answer_is_named(hub: Any) -> None:
    hub.freeze()
    code, found = look(hub.data, "--port", hub.port)
    hub.thaw()
    assert code == 1
    assert found["hub"][0] == "failed"
    assert f"process {hub.process.pid}" in found["hub"][1]
    assert f"does not answer at {hub.url}" in found["hub"][1]
    assert "port" not in found


def test_a_hub_whose_clock_was_set_forward_is_told(examined: Examined) -> None:
    found = examined(clock_leap=86400.0)
    assert found["hub"].verdict == "ok"
    assert found["hub's clock"].verdict == "failed"
    assert "1 day" in found["hub's clock"].says


def test_a_hub_that_started_with_a_clock_that_is_behind_is_told(examined: Examined) -> None:
    found = examined(clock_behind=86400.0)
    assert found["hub's clock"].verdict == "failed"
    assert "1 day, 0:00:00 earlier" in found["hub's clock"].says


def test_a_program_that_keeps_the_queue_open_is_named(hub: Any) -> None:
    reads = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('BEGIN'); "
    reads += "db.execute('SELECT * FROM event').fetchall(); print('reads', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", reads, str(hub.data / "antrean.sqlite3")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as foreign:
        assert foreign.stdout is not None
        assert foreign.stdout.readline() == "reads\n"
        (named,) = examining.programs_with(hub.data / "antrean.sqlite3")
        foreign.communicate()
    assert f"(process {foreign.pid})" in named
    assert examining.programs_with(hub.data / "antrean.sqlite3") == ()


def test_a_log_that_another_program_holds_is_told(examined: Examined) -> None:
    found = examined(log_held=372_000_000)
    assert found["hub's log"].verdict == "failed"
    assert "372 MB" in found["hub's log"].says


def test_a_port_that_another_program_has_and_a_printer_that_is_off_are_found(tmp_path: Path) -> None:
    with socket.create_server(("0.0.0.0", 0)) as other, socket.socket() as off:  # noqa: S104 (as a hub listens)
        off.bind(("127.0.0.1", 0))
        printer = f"tcp://127.0.0.1:{off.getsockname()[1]}"
        code, found = look(tmp_path, "--port", other.getsockname()[1], "--printer", printer)
    assert code == 1
    assert found["port"][0] == "failed"
    assert found["printer"][0] == "failed"
    assert "unreachable" in found["printer"][1]


def test_a_hall_without_officers_or_without_a_manager_is_told_how_to_add_one(hub: Any) -> None:
    verdict, says = look(hub.data)[1]["officers"]
    assert (verdict, "antrean officer add" in says) == ("warning", True)
    with hub.client() as manager:
        sari = {"officer": "sari", "name": "Sari", "agency": "dukcapil", "pin": "271828"}
        manager.post("/officers", json=sari).raise_for_status()
    verdict, says = look(hub.data)[1]["officers"]
    assert (verdict, "--manager" in says) == ("warning", True)
