"""A blind visitor's way: what a screen reader is told of the real kiosk, and a number taken by it alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.virtualscreen import virtual_screen

READER = Path(__file__).parents[1] / "support" / "screenreader.py"
Shown = dict[str, Any]


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with virtual_screen("1920x1080") as name:
        yield name


@pytest.fixture(scope="module")
def shown(display: str, module_hub: Any, tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """What the reader was given on the way to a number."""
    hub = module_hub
    data = tmp_path_factory.mktemp("reader")
    kiosk = [sys.executable, "-m", "antrean", "kiosk", "--data", str(data), "--hub", hub.url, "--key"]
    environ = {
        name: value
        for name, value in os.environ.items()
        if name not in {"QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS"}
    }
    environ |= {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "QT_QUICK_BACKEND": "software",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    done = subprocess.run(
        ["dbus-run-session", "--", "/usr/bin/python3", str(READER), *kiosk, hub.key("kiosk"), "--reduce-motion"],
        env=environ,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: Shown = json.loads(done.stdout.splitlines()[-1])
    return found


def buttons(shown: Shown, page: str) -> list[str]:
    return [name for role, name in shown[page] if role.endswith("button")]


def test_an_agencys_button_tells_its_name_and_its_wait(shown: Shown) -> None:
    (told,) = (name for name in buttons(shown, "home") if name.startswith("Dispendukcapil"))
    assert told == (
        "Dispendukcapil, Dinas Kependudukan dan Pencatatan Sipil Kota Batu, Belum ada antrean, loket belum melayani"
    )


def test_every_services_button_tells_the_whole_choice(shown: Shown) -> None:
    taking = [name for name in buttons(shown, "services") if "Ambil nomor" in name]
    assert len(taking) == len(set(taking)) > 3
    assert "Kartu Keluarga, Ambil nomor, Belum ada antrean, loket belum melayani" in taking


def test_the_pages_headings_are_headings(shown: Shown) -> None:
    assert ["heading", "Pilih instansi yang Anda tuju"] in shown["home"]
    assert ["heading", "Dispendukcapil"] in shown["services"]


def test_a_number_taken_by_pressing_is_read_and_announced(shown: Shown) -> None:
    assert ["heading", "Nomor antrean Anda A-001"] in shown["ticket"]
    assert any(said.startswith("Nomor antrean Anda A-001, loket ") for said in shown["announced"])


def test_no_words_are_read_twice_for_one_control(shown: Shown) -> None:
    read = [name for _, name in shown["home"]]
    assert "Dispendukcapil" not in read
    assert "Fasilitas" in read
