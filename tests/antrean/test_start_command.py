"""``antrean start`` with real parts: windows without a screen, children that die, and how it all ends."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from antrean.commands import start as starting
from antrean.local_hub import ManagerClient, answering_hub
from antrean.processes.supervisor import ChildProcess, end_process
from hub.running_hub import RunningHub
from shared.wire import Hall, Officer
from tests.support.commandline import NO_SCREEN, alive, antrean, descendants, environment, gone_all, handled, wait_until
from tests.support.virtualscreen import virtual_screen

HUB = (sys.executable, "-m", "antrean", "hub")
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "PYTHONUNBUFFERED": "1"}


@dataclass
class Start:
    """One ``antrean start``; what it says goes to a file."""

    data: Path
    log: Path
    process: subprocess.Popen[bytes]

    def said(self) -> str:
        return self.log.read_text()

    def hub(self) -> RunningHub:
        def lives() -> RunningHub | None:
            assert self.process.poll() is None, self.said()
            return answering_hub(self.data)

        found = wait_until(lives, "the hub answers")
        assert isinstance(found, RunningHub)
        return found

    def part(self, name: str, other_than: int = 0) -> int:
        """The process of a part, once there is one (again)."""

        def find() -> int:
            below = descendants(self.process.pid).items()
            return next((pid for pid, line in below if f"-m antrean {name} " in line and pid != other_than), 0)

        return int(wait_until(find, f"there is a {name}; it said: {self.said()}"))

    def ready(self) -> None:
        wait_until(lambda: "End with Ctrl+C" in self.said(), "start is through")

    def ended(self) -> int:
        return self.process.wait(60)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Start]]:
    made: list[Start] = []

    def begin(*arguments: str, data: Path = tmp_path / "data", env: dict[str, str] | None = None) -> Start:
        log = tmp_path / f"start-{len(made)}.log"
        command = [sys.executable, "-m", "antrean", "start", "--data", str(data), "--host", "127.0.0.1", "--port", "0"]
        with log.open("wb") as out:
            process = subprocess.Popen(
                [*command, "--site", "batu", "--voice", "none", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=environment(OFFSCREEN | (env or {})),
            )
        made.append(Start(data, log, process))
        return made[-1]

    yield begin
    for one in made:
        left = descendants(one.process.pid)
        one.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            one.process.wait(30)
        one.process.kill()
        one.process.wait()
        for pid in filter(alive, left):
            os.kill(pid, signal.SIGKILL)


def session(folder: Path) -> tuple[Path, dict[str, str]]:
    """A user's systemd that a desktop session may tell of its screen: write that into the file."""
    told, program = folder / "told", folder / "bin" / "systemctl"
    told.write_text("LANG=id_ID.UTF-8\n")
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\n[ "$*" = "--user show-environment" ] && cat {told}\n')
    program.chmod(0o755)
    return told, {**NO_SCREEN, "PATH": f"{program.parent}:{os.environ['PATH']}"}


@pytest.fixture
def display() -> Iterator[str]:
    with virtual_screen("1280x720") as name:
        yield name


def test_without_a_screen_the_hub_serves_the_counters_and_the_windows_open_when_one_comes(
    start: Callable[..., Start], tmp_path: Path, display: str
) -> None:
    told, environ = session(tmp_path)
    one = start("--always-open", env=environ)
    wait_until(lambda: "No screen to show windows on yet" in one.said(), "it says that there is no screen")
    hub = one.hub()
    assert httpx.get(f"{hub.url}/counter/").status_code == 200
    assert not any("antrean kiosk" in line for line in descendants(one.process.pid).values())
    told.write_text(f"LANG=id_ID.UTF-8\nDISPLAY={display}\n")
    for name in ("kiosk", "display"):
        process = one.part(name)
        assert f"DISPLAY={display}" in Path(f"/proc/{process}/environ").read_text().split("\0")
    assert one.hub().pid == hub.pid
    queue = ManagerClient(hub)
    wait_until(lambda: len(queue.get("/hall", Hall).devices) == 2, "both windows have found the hub")


def test_without_a_screen_a_hub_that_dies_comes_back_and_the_end_is_an_end(
    start: Callable[..., Start], tmp_path: Path
) -> None:
    one = start("--always-open", env=session(tmp_path)[1])
    wait_until(lambda: "No screen to show windows on yet" in one.said(), "it says that there is no screen")
    first = one.part("hub")
    os.kill(first, signal.SIGKILL)
    one.part("hub", other_than=first)
    everyone = set(descendants(one.process.pid))
    one.process.terminate()
    assert one.ended() == 0, one.said()
    assert [pid for pid in everyone if alive(pid)] == []


def test_a_hub_that_cannot_start_ends_it_with_the_hubs_own_words(tmp_path: Path) -> None:
    said = antrean("start", "--data", tmp_path, "--site", "nowhere", "--no-kiosk", "--no-display", env=NO_SCREEN)
    assert said.code == 1
    assert "nowhere: expected a site" in said.trouble


def test_a_setting_of_the_hubs_that_is_wrong_is_wrong_usage_of_start_too(tmp_path: Path) -> None:
    wrong = {"ANTREAN_BACKUP_AT": "two o'clock"}
    said = antrean("start", "--data", tmp_path, "--site", "batu", "--port", 0, "--no-kiosk", "--no-display", env=wrong)
    assert "'--backup-at'" in said.usage


def test_a_hub_that_takes_long_to_answer_is_waited_for_as_long_as_it_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As one that brings a year's queue up to date: ended before, it would begin anew for ever."""
    monkeypatch.setattr(starting, "SLOW_START_SECONDS", 0.0)
    hub = ChildProcess(
        "hub", [*HUB, "--data", str(tmp_path), "--site", "batu", "--host", "127.0.0.1", "--port", "0"], os.environ
    )
    try:
        found = starting._ready(tmp_path, hub, lambda: True)
        assert hub.process is not None
        assert found.pid == hub.process.pid
    finally:
        end_process(hub)
    assert capsys.readouterr().out.count("may take minutes") == 1


def test_told_to_end_it_ends_every_child(start: Callable[..., Start]) -> None:
    one = start("--always-open")
    children = {one.part(name) for name in ("hub", "kiosk", "display")}
    one.ready()
    everyone = set(descendants(one.process.pid)) | children
    one.process.terminate()
    assert one.ended() == 0, one.said()
    assert "Antrean has ended" in one.said()
    assert [pid for pid in everyone if alive(pid)] == []
    assert not (one.data / "hub.json").exists()


def test_killed_it_leaves_no_child_behind(start: Callable[..., Start]) -> None:
    one = start("--always-open")
    children = {one.part(name) for name in ("hub", "kiosk", "display")}
    one.ready()
    everyone = set(descendants(one.process.pid)) | children
    one.process.kill()
    one.ended()
    gone_all(everyone)


def test_a_killed_hub_comes_back_where_it_was_and_a_killed_kiosk_too(start: Callable[..., Start]) -> None:
    one = start("--always-open", "--no-display")
    before, hub, kiosk = one.hub(), one.part("hub"), one.part("kiosk")
    one.ready()
    os.kill(hub, signal.SIGKILL)
    one.part("hub", other_than=hub)
    after = one.hub()
    assert after.url == before.url
    assert after.pid != before.pid
    os.kill(kiosk, signal.SIGKILL)
    one.part("kiosk", other_than=kiosk)
    assert "the hub ended (SIGKILL); starting it again" in one.said()
    assert "the kiosk ended (SIGKILL); starting it again" in one.said()


def test_a_second_start_uses_the_running_hub_and_takes_nothing_from_the_first(start: Callable[..., Start]) -> None:
    first = start("--no-display", "--always-open")
    first.ready()
    key = (first.data / "kiosk.key").read_text()
    second = start("--no-kiosk", "--always-open")
    second.ready()
    assert "this start uses it as it is" in second.said()
    assert (first.data / "kiosk.key").read_text() == key
    assert ManagerClient(first.hub()).accepts(key)
    second.process.terminate()
    assert second.ended() == 0
    assert first.hub().pid == first.part("hub")


@pytest.mark.parametrize("windows", [(), ("--no-kiosk",)], ids=["both", "the board"])
def test_a_second_start_of_windows_that_are_open_says_so_and_opens_none(
    start: Callable[..., Start], windows: tuple[str, ...]
) -> None:
    first = start("--always-open", *windows)
    first.ready()
    before = {name: first.part(name) for name in ("display", *([] if windows else ["kiosk"]))}
    second = start("--always-open", *windows)
    assert second.ended() == 1
    window = "display" if windows else "kiosk"
    assert f"Another start already looks after the {window} of {first.data}" in second.said()
    assert f"--no-{window}" in second.said()
    assert {name: first.part(name) for name in before} == before
    first.process.kill()
    first.ended()
    third = start("--always-open", *windows)
    third.ready()


def test_a_window_that_somebody_closed_opens_again_where_a_hall_wants_that(start: Callable[..., Start]) -> None:
    one = start("--always-open", "--no-display", "--reopen")
    kiosk = one.part("kiosk")
    one.ready()
    wait_until(lambda: signal.SIGTERM in handled(kiosk, "SigCgt"), "the kiosk ends by itself when told to")
    os.kill(kiosk, signal.SIGTERM)
    one.part("kiosk", other_than=kiosk)
    assert "the kiosk ended (exit code 0); starting it again" in one.said()


def test_a_demonstration_has_one_officer_whose_pin_works_and_stays(start: Callable[..., Start]) -> None:
    said = []
    for _ in range(2):
        one = start("--no-kiosk", "--no-display", "--always-open")
        one.ready()
        found = re.search(r"Sign in as officer (\w+) with the PIN (\d+)\.", one.said())
        assert found is not None, one.said()
        said.append(found.groups())
        queue = ManagerClient(one.hub())
        assert [who.officer for who in queue.get("/officers", tuple[Officer, ...])] == ["peraga"]
        assert _signs_in(queue.url, *found.groups())
        one.process.terminate()
        assert one.ended() == 0
    assert said[0] == said[1]


def test_without_always_open_there_is_no_demonstration_officer(start: Callable[..., Start]) -> None:
    one = start("--no-kiosk", "--no-display")
    one.ready()
    queue = ManagerClient(one.hub())
    assert queue.get("/officers", tuple[Officer, ...]) == ()
    assert "PIN" not in one.said()
    second = start("--no-kiosk", "--no-display", "--always-open")
    second.ready()
    assert queue.get("/officers", tuple[Officer, ...]) == ()
    assert not queue.get("/hall", Hall).always_open
    assert "keeps its opening hours" in second.said()


def test_it_tells_the_addresses_of_the_pages(start: Callable[..., Start]) -> None:
    one = start("--no-kiosk", "--no-display")
    one.ready()
    pages = re.findall(r"(http://\S+/(?:counter|office)/)", one.said())
    assert len(pages) == 2
    assert [httpx.get(page).status_code for page in pages] == [200, 200]


def _signs_in(url: str, officer: str, pin: str) -> bool:
    body = {"officer": officer, "pin": pin}
    return httpx.post(f"{url}/api/v1/session", json=body, headers={"X-Antrean": "1"}).status_code in (200, 201)
