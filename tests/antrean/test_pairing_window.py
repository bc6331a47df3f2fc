"""A kiosk and a board without a key: their window asks for address and code; real hubs, real windows, real touches."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.devicewindow import DeviceWindow, offered, there
from tests.support.hubprocess import HubProcess, free_port, wait_until


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., DeviceWindow]]:
    made: list[DeviceWindow] = []

    def begin(role: str, *more: str, **env: str) -> DeviceWindow:
        made.append(DeviceWindow(role, tmp_path, *more, **env))
        return made[-1]

    yield begin
    for one in made:
        one.process.kill()
        one.process.wait()


def test_a_kiosk_says_what_is_wrong_until_it_is_paired_and_needs_no_code_afterwards(
    start: Callable[..., DeviceWindow], make_hub: Callable[..., HubProcess]
) -> None:
    hub = make_hub(further=("--clock", "steered")).start()
    nobody = free_port()
    kiosk = start("kiosk", "--hub", f"http://127.0.0.1:{nobody}")
    kiosk.sees("submit")
    assert kiosk.state()["address"] == f"http://127.0.0.1:{nobody}"
    kiosk.touch("submit")
    kiosk.is_told("Kodenya belum lengkap")

    kiosk.types("ABCD-2345")
    kiosk.touch("submit")
    assert "kabel jaringan" in kiosk.is_told(f"http://127.0.0.1:{nobody} tidak menjawab")["advice"]
    assert kiosk.state()["code"] == "ABCD-2345"

    kiosk.writes_address(f"127.0.0.1:{hub.port}")
    kiosk.touch("submit")
    kiosk.is_told("Kode tidak cocok")
    assert kiosk.state()["code"] == ""

    late = offered(hub, "kiosk", "Pintu")
    with hub.client() as manager:
        now = datetime.fromisoformat(manager.get("/clock").json()["now"])
        manager.post("/clock", json={"now": (now + timedelta(minutes=6)).isoformat()}).raise_for_status()
    kiosk.types(late)
    kiosk.touch("submit")
    kiosk.is_told("Kode sudah lewat waktunya")

    kiosk.types(offered(hub, "display", "Aula"))
    kiosk.touch("submit")
    assert "jenis kiosk" in kiosk.is_told("Kode ini untuk perangkat jenis lain")["advice"]

    kiosk.types(offered(hub, "kiosk", "Pintu"))
    kiosk.touch("submit")
    kiosk.sees("agency-dukcapil")
    kept = kiosk.data / "paired-kiosk.json"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert json.loads(kept.read_text())["hub"] == hub.url
    wait_until(lambda: there(hub, "Pintu"), "the kiosk is in service")
    assert kiosk.end() == 0
    start("kiosk").sees("agency-dukcapil")


def test_whoever_guesses_codes_at_the_window_is_told_to_wait(
    start: Callable[..., DeviceWindow], hub: HubProcess
) -> None:
    with hub.client("") as guesser:
        for turn in range(5):
            guesser.post("/pairing/redeem", json={"code": f"ABCD234{turn}"}, headers={"X-Antrean": "1"})
    board = start("display", "--hub", hub.url)
    board.sees("submit")
    board.types(offered(hub, "display", "Aula"))
    board.touch("submit")
    assert "Tunggu" in board.is_told("Terlalu banyak kode salah")["advice"]


def test_a_board_whose_key_is_revoked_is_out_of_service_until_the_staff_pairs_it_again(
    start: Callable[..., DeviceWindow], hub: HubProcess
) -> None:
    given = hub.key("display", "Aula")
    board = start("display", "--hub", hub.url, ANTREAN_KEY=given)
    board.sees("hallPage")
    revoke(hub, "Aula")
    board.sees("waitingPage")
    board.touch("staff")
    board.touch("language-en")
    board.touch("leave")
    board.touch("staff")
    board.sees("submit")
    board.types(offered(hub, "display", "Aula"))
    board.touch("submit")
    board.sees("hallPage")
    assert board.end() == 0
    again = start("display", "--hub", hub.url, ANTREAN_KEY=given)  # as "antrean start" gives it once more
    again.sees("hallPage")


def test_a_running_kiosk_whose_key_is_revoked_offers_visitors_no_keypad(
    start: Callable[..., DeviceWindow], hub: HubProcess
) -> None:
    kiosk = start("kiosk", "--hub", hub.url, ANTREAN_KEY=hub.key("kiosk", "Pintu"))
    kiosk.sees("agency-dukcapil")
    revoke(hub, "Pintu")
    kiosk.sees("trouble")
    kiosk.touch("staff")
    kiosk.sees("submit")
    kiosk.types(offered(hub, "kiosk", "Pintu"))
    kiosk.touch("submit")
    kiosk.sees("agency-dukcapil")


def revoke(hub: HubProcess, name: str) -> None:
    device: Any = wait_until(lambda: there(hub, name), f"{name} is there")
    with hub.client() as manager:
        manager.delete(f"/keys/{device['id']}").raise_for_status()
