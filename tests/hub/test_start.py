"""Starting the hub where it cannot: a plain sentence, exit 1, and nothing harmed."""

from __future__ import annotations

import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from hub import running_hub
from tests.support.held import HeldQueue
from tests.support.hubprocess import wait_until


def start(data: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Starts a hub that is expected to end by itself."""
    command = [sys.executable, "-m", "antrean", "hub", "--data", str(data), "--host", "127.0.0.1", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def refused(ended: subprocess.CompletedProcess[str], *says: str) -> None:
    assert ended.returncode == 1, ended.stderr
    assert "Traceback" not in ended.stderr
    for part in says:
        assert part in ended.stderr


def test_a_port_in_use_is_named_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused(start(tmp_path, "--site", "batu", "--port", str(port)), f"port {port}", "--port")


def test_a_second_hub_on_the_same_folder_is_refused_and_the_first_goes_on(hub: Any) -> None:
    found = (hub.data / "hub.json").read_bytes()
    refused(start(hub.data, "--site", "batu", "--port", "0"), "Another hub", str(hub.data), "--data")
    assert hub.answers()
    assert (hub.data / "hub.json").read_bytes() == found


def test_a_folder_that_cannot_be_written_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("a file, no folder")
    refused(start(tmp_path / "letter" / "data", "--site", "batu", "--port", "0"), "cannot be written", "--data")


def test_a_newer_file_is_left_as_it_is(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "antrean.sqlite3")
    db.execute("CREATE TABLE migration (name TEXT PRIMARY KEY, at INTEGER NOT NULL)")
    db.execute("INSERT INTO migration (name, at) VALUES ('0099_future', 0)")
    db.commit()
    db.close()
    before = (tmp_path / "antrean.sqlite3").read_bytes()
    refused(start(tmp_path, "--site", "batu", "--port", "0"), "newer Antrean", "0099_future", "Nothing was changed")
    assert (tmp_path / "antrean.sqlite3").read_bytes() == before


def test_a_damaged_file_is_kept_and_named(tmp_path: Path) -> None:
    (tmp_path / "antrean.sqlite3").write_bytes(b"a letter, no database" * 500)
    refused(start(tmp_path, "--site", "batu", "--port", "0"), "antrean.sqlite3", "cannot be used", "restore")
    assert (tmp_path / "antrean.sqlite3").read_bytes() == b"a letter, no database" * 500


@pytest.mark.parametrize("table", ["site", "event", "attempt", "device"])
def test_a_file_whose_damage_is_met_later_in_the_start_is_named_as_plainly(table: str, queue: HeldQueue) -> None:
    queue.take()
    (root,) = queue.db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone()
    (size,) = queue.db.execute("PRAGMA page_size").fetchone()
    queue.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    queue.db.close()
    with (queue.data / "antrean.sqlite3").open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    refused(start(queue.data, "--site", "batu", "--port", "0"), "antrean.sqlite3", "malformed", "antrean restore FILE")
    queue.db = sqlite3.connect(":memory:")


def test_a_site_with_a_mistake_is_refused_with_its_place(tmp_path: Path) -> None:
    site = tmp_path / "wrong.toml"
    site.write_text('key = "x"\ncolour = 5\n')
    refused(start(tmp_path / "data", "--site", str(site), "--port", "0"), "wrong.toml", "colour", "name")


def test_a_new_folder_needs_a_site_and_a_known_folder_keeps_its_own(tmp_path: Path, make_hub: Any) -> None:
    refused(start(tmp_path / "new", "--port", "0"), "--site")
    hub = make_hub(site="balangan").start()
    hub.stop()
    command = [sys.executable, "-m", "antrean", "hub", "--data", str(hub.data), "--host", "127.0.0.1"]
    command += ["--port", str(hub.port)]
    hub.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    said = next(line for line in hub.process.stderr if " INFO " in line)
    hub.process.terminate()
    hub.process.communicate(timeout=60)
    assert "balangan" in said.lower()


def test_an_address_of_ipv6_is_told_as_browsers_and_devices_take_it(make_hub: Any) -> None:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        pytest.skip("this machine has no IPv6")
    hub = make_hub(host="::1").start(wait=False)
    found = wait_until(lambda: running_hub.read(hub.data), "the hub has written where it is")
    assert found.url == found.public_url == f"http://[::1]:{hub.port}"
    wait_until(lambda: _listens("::1", hub.port), "it listens")
    assert httpx.get(f"{found.url}/api/v1/healthz").status_code == 200


def _listens(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6) as probe:
        return probe.connect_ex((host, port)) == 0


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_the_hub_leaves_in_order_and_takes_its_key_along(hub: Any, told: signal.Signals) -> None:
    ticket = hub.take()
    hub.process.send_signal(told)
    assert hub.process.wait(60) == 0
    assert not (hub.data / "hub.json").exists()
    assert "Traceback" not in hub.said()
    hub.start()
    with hub.client() as client:
        assert client.get(f"/tickets/{ticket['id']}").json()["label"] == ticket["label"]
