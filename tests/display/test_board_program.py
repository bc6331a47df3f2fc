"""The board as a program of its own: what it is told, what it leaves, how it ends."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.boardatwork import Desk, announced
from tests.support.hubprocess import HubProcess, wait_until

PROGRAM = """
import json, sys
from pathlib import Path
from display.app import run
from display.settings import DisplaySettings
from display.voice_choice import voice_choice
given = json.loads(sys.argv[1])
given["remote"] = Path(given["remote"])
given["voice"] = voice_choice(given["voice"])
sys.exit(run(DisplaySettings(geometry=(0, 0, 1280, 720), **given)))
"""


def test_the_program_runs_writes_its_announcements_answers_a_tour_and_ends_when_told(
    hub: HubProcess, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "board.sock"
    given = {"hub": hub.url, "key": hub.key("display"), "voice": f"file:{tmp_path}", "remote": str(path)}
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, json.dumps(given)])
    try:
        wait_until(path.exists, "the board listens")
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(path))
            talk = line.makefile("rw")

            def ask(**asked: object) -> dict[str, Any]:
                talk.write(json.dumps(asked) + "\n")
                talk.flush()
                return dict(json.loads(talk.readline()))

            assert ask(do="wait", object="hallPage", seconds=60)["ok"]
            call = desk.call()
            wait_until(lambda: ask(do="state")["label"] == call["label"], "the board shows the call")
            assert ask(do="grab", file=str(tmp_path / "board.png"))["width"] == 1280
            wait_until(lambda: announced(hub) == {call["id"]}, "the call is confirmed")
            wait_until(lambda: ask(do="state")["unconfirmed"] == [], "the board heard that it is confirmed")
        assert (tmp_path / f"call-{call['id']}.wav").stat().st_size > 100_000
        process.terminate()
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()


def test_a_folder_for_announcements_that_cannot_be_made_is_refused() -> None:
    given = {"hub": "http://127.0.0.1:1", "key": "", "voice": f"file:{__file__}", "remote": "unused"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(given)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert "expected a folder that can be made" in done.stderr
