"""A kiosk and a board of another machine: paired once by a code, and from then on by themselves; real processes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

QT = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
PATIENCE = 60.0


def antrean(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "antrean", *arguments]
    env = os.environ | QT | environment
    if environment:
        env = {name: value for name, value in env.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=env)


@pytest.fixture
def begin() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    made: list[subprocess.Popen[bytes]] = []

    def process(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "antrean", *arguments]
        made.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, env=os.environ | QT))
        return made[-1]

    yield process
    for one in made:
        one.terminate()
        one.wait(60)


def code(hub: Any, role: str, name: str) -> str:
    done = antrean("pair", "--role", role, "--name", name, "--json", "--data", str(hub.data))
    assert done.returncode == 0, done.stderr
    return str(json.loads(done.stdout)["code"])


def until(hub: Any, name: str, condition: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    deadline = time.monotonic() + PATIENCE
    while True:
        with hub.client() as manager:
            found = [one for one in manager.get("/hall").json()["devices"] if one["name"] == name]
        if found and condition(found[0]):
            return dict(found[0])
        assert time.monotonic() < deadline, f"{name} never was as it should be: {found}"
        time.sleep(0.1)


def test_a_board_is_paired_once_and_starts_by_itself_afterwards_until_its_key_is_revoked(
    hub: Any, tmp_path: Path, begin: Callable[..., subprocess.Popen[bytes]]
) -> None:
    own = tmp_path / "board"
    where = ("display", "--data", str(own), "--voice", "none", "--zone", "utama")
    first = begin(*where, "--hub", hub.url, "--pair", code(hub, "display", "Aula"))
    there = until(hub, "Aula", lambda one: one["connected"] and one["state"])
    assert (there["state"]["sound"], there["state"]["zone"], there["state"]["printer"]) == ("none", "utama", None)
    kept = own / "paired-display.json"
    assert kept.stat().st_mode & 0o777 == 0o600
    first.terminate()
    until(hub, "Aula", lambda one: not one["connected"])
    begin(*where)
    number = until(hub, "Aula", lambda one: one["connected"])["id"]
    done = antrean("key", "revoke", str(number), "--data", str(hub.data))
    assert done.returncode == 0, done.stderr
    with hub.client() as manager:
        assert manager.get("/hall").json()["devices"] == []


def test_a_kiosk_tells_how_its_printer_is(
    hub: Any, tmp_path: Path, begin: Callable[..., subprocess.Popen[bytes]]
) -> None:
    own = ("--data", str(tmp_path / "kiosk"), "--printer", "tcp://127.0.0.1:1")
    begin("kiosk", *own, "--hub", hub.url, "--pair", code(hub, "kiosk", "Pintu"))
    there = until(hub, "Pintu", lambda one: one["state"] and one["state"]["printer"])
    assert there["state"]["printer"] == "unreachable"
    assert there["address"] == "127.0.0.1"


def test_a_code_that_is_wrong_or_of_another_kind_of_device_is_told_plainly(hub: Any, tmp_path: Path) -> None:
    where = ("--data", str(tmp_path / "board"), "--hub", hub.url)
    wrong = antrean("display", *where, "--pair", "ABCD-2345")
    assert (wrong.returncode, "wrong, used or too old" in wrong.stderr) == (1, True), wrong.stderr
    other = antrean("display", *where, "--pair", code(hub, "kiosk", "Pintu"))
    assert (other.returncode, "the code is for a kiosk" in other.stderr) == (1, True), other.stderr
    nothing = antrean("display", *where, QT_QPA_PLATFORM="")
    assert (nothing.returncode, "--pair CODE" in nothing.stderr) == (2, True), nothing.stderr
    away = antrean("display", "--data", str(tmp_path), "--hub", "http://127.0.0.1:1", "--pair", "ABCD-2345")
    assert (away.returncode, "gave no answer" in away.stderr) == (1, True), away.stderr
    assert not (tmp_path / "board" / "paired-display.json").exists()


def test_a_code_needs_a_running_hub(tmp_path: Path) -> None:
    done = antrean("pair", "--role", "kiosk", "--name", "Pintu", "--data", str(tmp_path))
    assert (done.returncode, "No hub runs" in done.stderr) == (1, True)


def test_an_officers_pin_is_reset_unlocked_and_the_officer_removed_from_the_command_line(hub: Any) -> None:
    hub.officer("dewi")
    here = ("--data", str(hub.data))
    for command in (("reset", "dewi", "--pin", "161803"), ("unlock", "dewi"), ("remove", "dewi")):
        done = antrean("officer", *command, *here)
        assert done.returncode == 0, done.stderr
        assert "161803" not in done.stdout
    gone = antrean("officer", "unlock", "dewi", *here)
    assert (gone.returncode, "No such officer" in gone.stderr) == (1, True)


def test_a_code_is_printed_with_its_end_in_the_halls_zone(hub: Any) -> None:
    done = antrean("pair", "--role", "kiosk", "--name", "Pintu", "--data", str(hub.data))
    assert re.search(r"until \d{4}-\d\d-\d\d \d\d:\d\d WIB$", done.stdout, re.MULTILINE), done.stdout
