"""The adapters that are heard: a program of the system plays, and its exit code says whether it did.

Qt's own players were refused: without a device QMediaPlayer pretends to play and QSoundEffect never says that it
ended. A program that fails says so, can be ended when it hangs, and takes no thread of the board down with it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from display.voice.clipplayer import ClipPlayer
from display.voice.sound import NoSound, Played, SilenceReason, Silent, Sound, SoundFile
from display.voice.wav import SAMPLE_RATE_HZ, Clip, silence
from display.voice_choice import AutoVoice, NoVoiceWanted, VoiceChoice, VoiceError, VoiceFolder

PAPLAY = ("paplay", "--raw", "--format=s16le", f"--rate={SAMPLE_RATE_HZ}", "--channels=1", "--latency-msec=150")
APLAY = ("aplay", "-q", "-t", "raw", "-f", "S16_LE", "-r", str(SAMPLE_RATE_HZ), "-c", "1", "-")
DUMMY_SINK = "auto_null"
"""What PulseAudio and PipeWire make up when there is no device; a player succeeds on it and nobody hears anything."""
GRACE_SECONDS = 5.0
"""Seconds that a player may take beyond the length of what it plays."""
PROBE_SECONDS = 0.05


class StreamPlayer:
    """Streams each announcement into one process, so that no gap stands between chime and sentence.

    Asks the next program when one fails, from the first tone on, and stays with the one that worked. A device that goes
    in the middle is no failure of a program: the sound server moves its sound to a dummy. So the sink is looked at
    before and after."""

    def __init__(
        self,
        programs: Sequence[Sequence[str]] = (PAPLAY, APLAY),
        grace_seconds: float = GRACE_SECONDS,
        default_sink: Sequence[str] = ("pactl", "get-default-sink"),
    ) -> None:
        """The programs read raw samples (mono, 16 bits, RATE) from stdin; ``default_sink`` prints a sink's name."""
        self._programs = [tuple(program) for program in programs]
        self._grace_seconds = grace_seconds
        self._default_sink = tuple(default_sink)
        self._playing: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._stopped = False

    def announce(self, name: str, clips: Iterable[Clip]) -> Played | Silent:  # noqa: ARG002
        installed = [program for program in self._programs if shutil.which(program[0])]
        if not installed:
            return Silent(SilenceReason.NO_PLAYER, f"none of {', '.join(p[0] for p in self._programs)} is installed")
        if self._on_dummy():
            return Silent(SilenceReason.NO_DEVICE, f"the default sink is {DUMMY_SINK}")
        source = iter(clips)
        asked: list[Clip] = []
        failures: list[str] = []
        for program in installed:
            failure = self._run(program, asked, source)
            if isinstance(failure, Silent):
                return failure
            if failure is None and self._on_dummy():
                return Silent(SilenceReason.NO_DEVICE, f"the default sink became {DUMMY_SINK} while it played")
            if failure is None:
                self._programs = [program, *(known for known in self._programs if known != program)]
                return Played(sum(clip.seconds for clip in asked))
            failures.append(failure)
        return Silent(SilenceReason.NO_DEVICE, "; ".join(failures))

    def probe(self) -> Silent | None:
        outcome = self.announce("probe", (silence(PROBE_SECONDS),))
        return outcome if isinstance(outcome, Silent) else None

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._playing is not None:
                self._playing.kill()

    def _run(self, program: tuple[str, ...], asked: list[Clip], source: Iterator[Clip]) -> str | Silent | None:
        with self._lock:
            if self._stopped:
                return Silent(SilenceReason.OFF, "stopped")
            try:
                process = subprocess.Popen(
                    program, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
                )
            except OSError as error:
                return f"{program[0]}: {error}"
            self._playing = process
        watch = _Watch(process, self._grace_seconds)
        try:
            said = _fed(process, watch, asked, source)
        finally:
            watch.end()
            with self._lock:
                self._playing = None
            process.kill()
            process.wait()
        if self._stopped:
            return Silent(SilenceReason.OFF, "stopped")
        if watch.killed:
            return Silent(SilenceReason.STUCK, f"{program[0]} had not ended {self._grace_seconds:g} s after the sound")
        return None if process.returncode == 0 else f"{program[0]}: {said or f'exit code {process.returncode}'}"

    def _on_dummy(self) -> bool:
        if not shutil.which(self._default_sink[0]):
            return False
        try:
            found = subprocess.run(self._default_sink, capture_output=True, encoding="utf-8", timeout=3, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return False
        return found.stdout.strip() == DUMMY_SINK


class _Watch:
    """Ends a process that does not get on with what it has been given. Waiting for more is no fault of its."""

    def __init__(self, process: subprocess.Popen[bytes], grace_seconds: float) -> None:
        self._process = process
        self._grace_seconds = grace_seconds
        self._timer: threading.Timer | None = None
        self._given = 0.0
        self.killed = False

    def given(self, seconds: float) -> None:
        """So many seconds more are to be played."""
        self.end()
        self._given += seconds
        self._timer = threading.Timer(self._given + self._grace_seconds, self._kill)
        self._timer.daemon = True
        self._timer.start()

    def end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _kill(self) -> None:
        self.killed = True
        self._process.kill()


def _fed(process: subprocess.Popen[bytes], watch: _Watch, asked: list[Clip], source: Iterator[Clip]) -> str:
    """Writes the clips that were asked for before, then the others, and returns what the process said at its end."""
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stderr is not None  # noqa: S101
    with process.stderr:
        try:
            with process.stdin:
                for clip in _kept(asked, source):
                    watch.given(clip.seconds)
                    process.stdin.write(clip.samples.tobytes())
                    process.stdin.flush()
                    watch.end()
        except BrokenPipeError:
            pass  # it has ended before its time: its exit code says why
        watch.given(0.0)
        said = process.stderr.read().decode("utf-8", "replace").strip()
    process.wait()
    return said


def _kept(asked: list[Clip], source: Iterator[Clip]) -> Iterator[Clip]:
    yield from tuple(asked)
    for clip in source:
        asked.append(clip)
        yield clip


def system_sound() -> Sound:
    """What plays on this system."""
    if sys.platform == "win32":
        return ClipPlayer((sys.executable, "-m", "display.voice.winplay"))
    return ClipPlayer(("afplay",)) if sys.platform == "darwin" else StreamPlayer()


def sound_for(choice: VoiceChoice) -> Sound:
    """The sound that was chosen. Raises VoiceError for a folder that cannot be made."""
    match choice:
        case AutoVoice():
            return system_sound()
        case NoVoiceWanted():
            return NoSound()
        case VoiceFolder(folder):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise VoiceError(f"{str(folder)!r}: expected a folder that can be made: {error}") from error
            return SoundFile(folder)
        case _:
            assert_never(choice)
