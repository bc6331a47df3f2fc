"""A hall without walls: a sound server of its own with one sink that nobody hears, and a recorder beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from display.voice.wav import SAMPLE_RATE_HZ, Clip

NEEDED = ("pulseaudio", "paplay", "parec", "pactl")
SERVER = (
    *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes"),
    *("--log-level=error", "--load=module-null-sink sink_name=hall"),
)
RECORDER = (
    *("parec", "-d", "hall.monitor", "--raw", "--format=s16le", f"--rate={SAMPLE_RATE_HZ}", "--channels=1"),
    "--latency-msec=20",
)


def until(condition: Callable[[], bool], what: str, seconds: float = 20.0) -> None:
    """Waits for the condition, and fails the test when it does not come true."""
    step = threading.Event()
    for _ in range(round(seconds * 100)):
        if condition():
            return
        step.wait(0.01)
    pytest.fail(f"{what} did not happen within {seconds:g} s")


class Hall:
    """What is played to the sound server, recorded."""

    def __init__(self, record: Path, server: str) -> None:
        self._record = record
        self.server = server
        """What PULSE_SERVER must say to be heard here."""

    def heard(self) -> Clip:
        data = self._record.read_bytes()
        return Clip(array("h", data[: len(data) // 2 * 2]))

    def listen_on(self, seconds: float) -> None:
        """Until so many seconds more have been recorded."""
        end = self._record.stat().st_size + round(seconds * SAMPLE_RATE_HZ) * 2
        until(lambda: self._record.stat().st_size >= end, f"recording {seconds:g} s more", seconds + 20)


@contextmanager
def recorded_hall(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """A sound server of its own in ``home``, to which every player of this test speaks."""
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        pytest.fail(f"the proof of sound needs {', '.join(missing)}: install pulseaudio and pulseaudio-utils")
    home.mkdir(mode=0o700)
    private = {"HOME": home, "XDG_RUNTIME_DIR": home, "PULSE_RUNTIME_PATH": home / "run", "PULSE_STATE_PATH": home}
    environment = {**os.environ, **{name: str(path) for name, path in private.items()}}
    socket, record = home / "socket", home / "record.raw"
    server = subprocess.Popen(
        (*SERVER, f"--load=module-native-protocol-unix socket={socket} auth-anonymous=1"),
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    monkeypatch.setenv("PULSE_SERVER", f"unix:{socket}")
    try:
        until(socket.exists, "the start of the sound server")
        with record.open("wb") as out:
            recorder = subprocess.Popen(RECORDER, stdout=out)
        try:
            until(lambda: record.stat().st_size > 0, "the start of the recorder")
            yield Hall(record, f"unix:{socket}")
        finally:
            recorder.terminate()
            recorder.wait()
    finally:
        server.terminate()
        server.wait()
