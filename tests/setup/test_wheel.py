"""The wheel as it is released: it brings everything, and needs no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.hubprocess import free_port, wait_until
from tests.test_imports import ROOT

NOT_SHIPPED = ("tests/", "benchmarks/", "findings/", "docs/", "setup/")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)], check=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing of ours but what the wheel brought."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def hub(installed: Path, tmp_path: Path) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "antrean", "hub", "--data", str(tmp_path / "data"), "--site", "batu"]
    process = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port), "--always-open"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(installed)},
    )
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(60)


def _answers(url: str) -> httpx.Response | None:
    try:
        return httpx.get(url, timeout=5)
    except httpx.TransportError:
        return None


def test_the_wheel_holds_the_program_and_nothing_that_only_a_checkout_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert not [name for name in names if name.startswith(NOT_SHIPPED)]
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    rooms = ("antrean/", "assets/", "display/", "hub/", "kiosk/", "shared/", "web/")
    missing = [name for name in files if name.startswith(rooms) and (ROOT / name).exists() and name not in names]
    assert not missing


def test_a_hub_of_the_wheel_alone_starts_and_serves_its_pages(hub: str) -> None:
    assert wait_until(lambda: _answers(f"{hub}/api/v1/healthz"), "the hub answers").json()["status"] == "ok"
    for path in ("/counter/", "/office/", "/openapi.json", "/api/v1/texts/id"):
        reply = _answers(f"{hub}{path}")
        assert getattr(reply, "status_code", None) == 200, path


@pytest.mark.parametrize("part", ["kiosk.app", "display.app", "antrean.__main__"])
def test_a_part_of_the_wheel_finds_its_files(installed: Path, tmp_path: Path, part: str) -> None:
    program = f"import {part} as part; print(part.__file__)"
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.startswith(str(installed))
