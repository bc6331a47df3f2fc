"""A clock that a manager steers: only where the hub was started so, only forward, never on a hall's data."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from antrean.local_hub import wait_for
from shared.wire import API


def command(data: Path, *options: str) -> list[str]:
    line = [sys.executable, "-m", "antrean", "hub", "--data", str(data), "--site", "batu", "--host", "127.0.0.1"]
    return [*line, "--port", "0", *options]


@pytest.fixture(scope="module")
def steered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    data = tmp_path_factory.mktemp("steered")
    with subprocess.Popen(
        command(data, "--always-open", "--clock", "steered"), stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            found = wait_for(data, process)
            with httpx.Client(base_url=found.url + API, headers={"Authorization": f"Bearer {found.key}"}) as client:
                yield client
        finally:
            process.terminate()


def at(client: httpx.Client) -> str:
    return str(client.get("/clock").raise_for_status().json()["now"])


def test_the_hub_lives_at_the_time_it_was_told(steered: httpx.Client) -> None:
    steered.post("/clock", json={"now": "2027-01-04T08:15:00.250+07:00"}).raise_for_status()
    assert at(steered) == "2027-01-04T01:15:00.250000Z"
    ticket = steered.post("/tickets", json={"service": "dukcapil.ktp"}).raise_for_status().json()
    assert ticket["service_date"] == "2027-01-04"
    assert ticket["issued_at"].startswith("2027-01-04T01:15:00.25")


@pytest.mark.parametrize("now", ["2020-01-01T00:00:00Z", "2031-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "soon"])
def test_the_clock_goes_neither_back_nor_far_ahead(steered: httpx.Client, now: str) -> None:
    before = at(steered)
    assert steered.post("/clock", json={"now": now}).status_code == 400
    assert at(steered) == before


def test_only_a_manager_steers(steered: httpx.Client) -> None:
    key = steered.post("/keys", json={"role": "kiosk", "name": "pintu"}).raise_for_status().json()["key"]
    for headers, status in (({"Authorization": f"Bearer {key}"}, 403), ({"Authorization": "Bearer none"}, 401)):
        assert steered.post("/clock", json={"now": "2027-06-01T00:00:00Z"}, headers=headers).status_code == status


def test_every_screen_is_told_that_it_is_a_demonstration(steered: httpx.Client) -> None:
    assert steered.get("/hall").json()["always_open"] is True


def test_no_other_hub_has_a_clock_to_steer(hub: Any) -> None:
    with hub.client() as manager:
        assert manager.get("/clock").status_code == 404
        assert manager.post("/clock", json={"now": "2027-06-01T00:00:00Z"}).status_code == 404
        assert "/api/v1/clock" not in httpx.get(f"{hub.url}/openapi.json").json()["paths"]


def refused(data: Path, *options: str) -> str:
    done = subprocess.run(command(data, *options), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1, done.stderr
    return done.stderr


def test_a_steered_clock_needs_a_demonstration(tmp_path: Path) -> None:
    assert "--always-open" in refused(tmp_path, "--clock", "steered")
    assert not (tmp_path / "antrean.sqlite3").exists()


def test_no_days_are_simulated_in_a_halls_queue(hub: Any) -> None:
    hub.stop()
    assert "real days" in refused(hub.data, "--always-open", "--clock", "steered")


def test_no_hall_goes_on_in_simulated_days(tmp_path: Path) -> None:
    (tmp_path / "steered-clock").touch()
    assert "simulated days" in refused(tmp_path)
    assert "simulated days" in refused(tmp_path, "--always-open")
