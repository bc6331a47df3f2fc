"""``antrean tour`` as a process, with no screen and no sound: what it leaves, and how it fails."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import wave
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image

from antrean.tour.browser import SIZE_PIXELS, installed
from kiosk.paper import ops
from kiosk.paper.decode import decode
from kiosk.paper.encode import encode
from kiosk.paper.layout import NumberPart
from shared.wire import PaperInfo
from tests.support.commandline import NO_SCREEN, antrean, descendants, environment, gone_all, wait_until
from tests.support.paper_texts import texts
from tests.support.printer_emulator import PrinterEmulator

SILENT = NO_SCREEN | {"PULSE_SERVER": "unix:/nowhere", "AUDIODEV": "none"}
SCREENS = (
    "kiosk-home",
    "kiosk-home-en",
    "kiosk-services",
    "kiosk-ticket",
    "kiosk-home-again",
    "board-idle",
    "board-call",
    "board-after",
)
COUNTER = ("sign-in", "choose", "waiting", "called", "announced", "serving", "served")
STEPS = 10


def told(out: Path) -> dict[str, Any]:
    return dict(json.loads((out / "tour.json").read_text()))


def paths_without_browser(folder: Path) -> dict[str, str]:
    """A PATH with the system's programs, only without a Chromium."""
    folder.mkdir()
    for place in reversed(os.environ["PATH"].split(os.pathsep)):
        for program in Path(place).glob("*") if Path(place).is_dir() else ():
            if "chrom" not in program.name:
                link = folder / program.name
                link.unlink(missing_ok=True)
                link.symlink_to(program)
    return {"PATH": str(folder)}


def check_pictures(out: Path, size: tuple[int, int]) -> None:
    seen = set()
    for name in SCREENS:
        with Image.open(out / f"{name}.png") as picture:
            assert picture.size == size, name
            shown = picture.convert("RGB")
            assert len(shown.getcolors(1 << 24) or ()) > 50, f"{name} is blank"
            seen.add(shown.tobytes())
    assert len(seen) >= len(SCREENS) - 1, "screens look the same; only the home page is seen twice"


def check_voice(out: Path) -> None:
    (file,) = (out / "voice").glob("*.wav")
    with wave.open(str(file)) as sound:
        rate, samples = sound.getframerate(), array("h", sound.readframes(sound.getnframes()))
    assert 3 * rate < len(samples) < 20 * rate
    second = [max(map(abs, samples[at : at + rate])) for at in range(0, len(samples) - rate, rate)]
    assert min(second[:-1]) > 1000, "there is a second of silence in the announcement"


def check_paper(out: Path, label: str, demonstration: str) -> None:
    (read,) = zxingcpp.read_barcodes(Image.open(out / "paper.png").convert("L"))
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/t/[\w-]{16,}", read.text)
    printed = decode((out / "paper.bin").read_bytes())
    (number,) = rasters(decode(encode((NumberPart(label),), PaperInfo())))
    assert number in rasters(printed), f"{label} does not stand on the paper"
    assert demonstration in " ".join(texts(printed))


def rasters(printed: Iterable[ops.Op]) -> list[ops.Raster]:
    return [op for op in printed if isinstance(op, ops.Raster)]


def test_a_whole_visit_leaves_pictures_paper_and_sound(tmp_path: Path) -> None:
    out = tmp_path / "tour"
    said = antrean("tour", "--out", out, env=SILENT)
    assert said.code == 0, said.out + said.err
    assert said.err == ""
    story = told(out)
    assert story["ok"]
    assert len(story["steps"]) == STEPS
    times = [step["at"] for step in story["steps"]]
    assert times == sorted(times)
    assert all(step["ok"] and step["took"] >= 0 and step["error"] is None for step in story["steps"])
    named = [file for step in story["steps"] for file in step["files"]]
    assert len(named) == len(set(named))
    assert {str(file.relative_to(out)) for file in out.rglob("*.*")} == {
        *named, "tour.json", "hub.log", "kiosk.log", "display.log", "browser.log"
    }  # fmt: skip
    check_pictures(out, (1920, 1080))
    check_voice(out)
    label = next(step["facts"]["label"] for step in story["steps"] if "label" in step["facts"])
    assert label == "A-001"
    check_paper(out, label, "PERAGAAN")


def test_the_officer_works_at_the_real_counter_page(tmp_path: Path) -> None:
    assert installed() is not None, "the tests' system packages have a Chromium"
    said = antrean("tour", "--out", tmp_path, "--size", "1080x1920", "--site", "balangan", env=SILENT)
    assert said.code == 0, said.out + said.err
    assert "the officer works through the counter page in " in said.out
    check_pictures(tmp_path, (1080, 1920))
    seen = set()
    for name in COUNTER:
        with Image.open(tmp_path / f"counter-{name}.png") as picture:
            assert picture.size == SIZE_PIXELS
            seen.add(picture.convert("RGB").tobytes())
    assert len(seen) == len(COUNTER)


def test_without_a_browser_it_calls_through_the_api_and_says_so(tmp_path: Path) -> None:
    out = tmp_path / "tour"
    said = antrean("tour", "--out", out, "--site", "batu:opening", env=SILENT | paths_without_browser(tmp_path / "bin"))
    assert said.code == 0, said.out + said.err
    through = "the API, without a counter page: no Chromium is installed here"
    assert f"the officer works through {through}" in said.out
    assert through in [step["facts"].get("through") for step in told(out)["steps"]]
    assert list(out.glob("counter-*.png")) == []
    check_pictures(out, (1920, 1080))


def test_a_real_printer_gets_the_paper_of_the_picture(tmp_path: Path) -> None:
    without = SILENT | paths_without_browser(tmp_path / "bin")
    with PrinterEmulator() as printer:
        said = antrean("tour", "--out", tmp_path / "tour", "--printer", printer.address, env=without)
        assert said.code == 0, said.out + said.err
        (job,) = printer.jobs
    assert job == (tmp_path / "tour" / "paper.bin").read_bytes()


def test_an_absent_printer_fails_the_tour_with_the_kiosks_own_words_and_a_picture(tmp_path: Path) -> None:
    without = SILENT | paths_without_browser(tmp_path / "bin")
    said = antrean("tour", "--out", tmp_path / "tour", "--printer", "tcp://127.0.0.1:1", env=without)
    assert said.code == 1
    assert said.err.startswith("antrean: no number came out, the kiosk says: ")
    assert len(said.err.splitlines()) == 1
    story = told(tmp_path / "tour")
    assert not story["ok"]
    *good, failed = story["steps"]
    assert all(step["ok"] for step in good)
    assert (failed["what"], failed["ok"]) == (
        "the visitor touches the service, and the number comes out on paper",
        False,
    )
    assert failed["error"] in said.err
    assert "FAILED" in said.out
    with Image.open(tmp_path / "tour" / "trouble-kiosk.png") as picture:
        below_header = picture.convert("RGB").crop((0, picture.height // 5, *picture.size))
        assert len(below_header.getcolors(1 << 24) or ()) > 50, "the trouble page is blank"


def test_a_killed_tour_leaves_no_process_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "antrean", "tour", "--out", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment(SILENT)) as tour:
        parts = {"antrean hub", "antrean kiosk", "antrean display", "remote-debugging-port"}
        wait_until(
            lambda: all(any(part in line for line in descendants(tour.pid).values()) for part in parts), "all parts run"
        )
        below = set(descendants(tour.pid))
        tour.kill()
    gone_all(below)


def test_an_unknown_site_fails_the_tour_and_the_log_says_why(tmp_path: Path) -> None:
    said = antrean("tour", "--out", tmp_path, "--site", "nowhere", env=SILENT)
    assert said.code == 1
    assert "hub.log" in said.err
    assert "nowhere: expected a site" in (tmp_path / "hub.log").read_text()
    assert [step["ok"] for step in told(tmp_path)["steps"]] == [False]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = antrean("tour", "--out", tmp_path / "file" / "tour", env=SILENT)
    assert said.code == 1
    assert f"{tmp_path / 'file' / 'tour'} cannot be written" in said.trouble


def test_what_an_earlier_tour_left_does_not_pass_for_this_ones(tmp_path: Path) -> None:
    out = tmp_path / "tour"
    out.mkdir()
    for file in (out / "counter-called.png", out / "mine.txt", tmp_path / "mine.txt"):
        file.touch()
    step = {"what": "x", "at": 0, "files": ["counter-called.png", "gone.png", "../mine.txt"]}
    earlier = {"ok": True, "version": "0", "site": "batu", "seconds": 1, "steps": [step]}
    (out / "tour.json").write_text(json.dumps(earlier))
    assert antrean("tour", "--out", out, "--site", "nowhere", env=SILENT).code == 1
    assert not (out / "counter-called.png").exists()
    assert (out / "mine.txt").exists()
    assert (tmp_path / "mine.txt").exists()
