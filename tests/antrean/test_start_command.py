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
from commandline import NO_SCREEN, alive, antrean, descendants, environment, gone_all, wait_until

from antrean.administration import Administration, running
from hub.presence import Presence
from shared.wire import Hall, Officer

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "PYTHONUNBUFFERED": "1"}


@dataclass
class Start:
    """One ``antrean start``; what it says goes to a file."""

    data: Path
    log: Path
    process: subprocess.Popen[bytes]

    def said(self) -> str:
        return self.log.read_text()

    def hub(self) -> Presence:
        def lives() -> Presence | None:
            assert self.process.poll() is None, self.said()
            return running(self.data)

        found = wait_until(lives, "the hub answers")
        assert isinstance(found, Presence)
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

    def begin(*arguments: str, data: Path = tmp_path / "data") -> Start:
        log = tmp_path / f"start-{len(made)}.log"
        command = [sys.executable, "-m", "antrean", "start", "--data", str(data), "--host", "127.0.0.1", "--port", "0"]
        with log.open("wb") as out:
            process = subprocess.Popen(
                [*command, "--site", "batu", "--voice", "none", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=environment(OFFSCREEN),
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


def test_without_a_screen_it_says_what_to_do_instead(tmp_path: Path) -> None:
    said = antrean("start", "--data", tmp_path / "data", "--site", "batu", env=NO_SCREEN)
    assert said.code == 1
    assert said.trouble.startswith("No screen to show windows on")
    assert "antrean tour" in said.trouble
    assert not (tmp_path / "data").exists()


def test_a_hub_that_cannot_start_ends_it_with_the_hubs_own_words(tmp_path: Path) -> None:
    said = antrean("start", "--data", tmp_path, "--site", "nowhere", "--no-kiosk", "--no-display", env=NO_SCREEN)
    assert said.code == 1
    assert "nowhere: expected a site" in said.trouble


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
    second = start("--no-display", "--always-open")
    second.ready()
    assert "this start uses it as it is" in second.said()
    assert (first.data / "kiosk.key").read_text() == key
    assert Administration(first.hub()).accepts(key)
    second.process.terminate()
    assert second.ended() == 0
    assert first.hub().pid == first.part("hub")


def test_a_demonstration_has_one_officer_whose_pin_works_and_stays(start: Callable[..., Start]) -> None:
    said = []
    for _ in range(2):
        one = start("--no-kiosk", "--no-display", "--always-open")
        one.ready()
        found = re.search(r"Sign in as officer (\w+) with the PIN (\d+)\.", one.said())
        assert found is not None, one.said()
        said.append(found.groups())
        queue = Administration(one.hub())
        assert [who.officer for who in queue.get("/officers", tuple[Officer, ...])] == ["peraga"]
        assert _signs_in(queue.url, *found.groups())
        one.process.terminate()
        assert one.ended() == 0
    assert said[0] == said[1]


def test_without_always_open_there_is_no_demonstration_officer(start: Callable[..., Start]) -> None:
    one = start("--no-kiosk", "--no-display")
    one.ready()
    queue = Administration(one.hub())
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
