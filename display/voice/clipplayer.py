"""The adapter for systems whose player takes a file and no stream (Windows, macOS): one process for each clip."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from display.voice.process import NO_WINDOW
from display.voice.sound import Played, SilenceReason, Silent
from display.voice.wav import Clip, silence, write


class ClipPlayer:
    """Plays each clip with one program, whose exit code says whether it was played."""

    def __init__(self, program: Sequence[str], grace_seconds: float = 5.0) -> None:
        """The clip's file is added to ``program``; ``grace_seconds`` in seconds beyond the clip's length."""
        self._program = tuple(program)
        self._grace_seconds = grace_seconds
        self._playing: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._stopped = False

    def announce(self, name: str, clips: Iterable[Clip]) -> Played | Silent:  # noqa: ARG002
        if not shutil.which(self._program[0]):
            return Silent(SilenceReason.NO_PLAYER, f"{self._program[0]} is not installed")
        seconds = 0.0
        for clip in clips:
            silent = self._play(clip)
            if silent is not None:
                return silent
            seconds += clip.seconds
        return Played(seconds)

    def probe(self) -> Silent | None:
        outcome = self.announce("probe", (silence(0.05),))
        return outcome if isinstance(outcome, Silent) else None

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._playing is not None:
                self._playing.kill()

    def _play(self, clip: Clip) -> Silent | None:
        try:
            with tempfile.TemporaryDirectory(prefix="antrean-sound-", ignore_cleanup_errors=True) as folder:
                path = Path(folder) / "clip.wav"
                path.write_bytes(write(clip))
                return self._run(path, clip.seconds)
        except OSError as error:
            return Silent(SilenceReason.NO_PLAYER, str(error))

    def _run(self, path: Path, seconds: float) -> Silent | None:
        with self._lock:
            if self._stopped:
                return Silent(SilenceReason.OFF, "stopped")
            process = subprocess.Popen(
                (*self._program, str(path)),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                creationflags=NO_WINDOW,
            )
            self._playing = process
        try:
            _, said = process.communicate(timeout=seconds + self._grace_seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return Silent(
                SilenceReason.STUCK, f"{self._program[0]} had not ended {self._grace_seconds:g} s after the clip"
            )
        finally:
            with self._lock:
                self._playing = None
        if self._stopped:
            return Silent(SilenceReason.OFF, "stopped")
        if process.returncode == 0:
            return None
        text = said.decode("utf-8", "replace").strip()
        return Silent(SilenceReason.NO_DEVICE, f"{self._program[0]}: {text or f'exit code {process.returncode}'}")
