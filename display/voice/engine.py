"""From sentence to sound: the engine's process first, ``espeak-ng`` as the fallback, every result checked.

The engine loses files without saying so, crashes and hangs; here each of these becomes another try, and at the end
``Spoken`` or ``NoVoice``.
"""

from __future__ import annotations

import logging
import math
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from display.voice.language_voice import language_voice
from display.voice.loudness import levelled
from display.voice.pieces import pieces
from display.voice.process import NO_WINDOW, EngineProcess
from display.voice.reading import Piece, reading
from display.voice.spoken import Utterance
from display.voice.wav import Clip, envelope, joined, read, silence, trimmed, write

log = logging.getLogger("antrean.voice")

PACE_TOLERANCE = 0.05
"""A sentence whose pace is further off than this is made once more at a corrected rate."""
MIN_WORDS_PER_MINUTE, MAX_WORDS_PER_MINUTE = 80, 220
ENGINE_TRIES = 2
HUNG_SECONDS = 1.5
"""Seconds after which a failing engine is not tried again for the same sentence: it hung."""
FIRST_REST_SECONDS, MAX_REST_SECONDS = 300.0, 3_600.0
"""Seconds for which an engine that hung is not asked; doubled each time, until it says something again."""
PAUSE_SECONDS = 0.3
"""Seconds between pieces of a long text."""
MIN_PEAK = 0.05
"""The loudest 10 ms of speech reach at least this share of full scale."""


@dataclass(frozen=True)
class Spoken:
    """A sentence as sound, as loud as the chime, with no silence to speak of at its ends."""

    clip: Clip
    words_per_minute: float
    by: str
    """Who made it: "engine" or "espeak-ng"."""

    @property
    def wav(self) -> bytes:
        return write(self.clip)

    @property
    def seconds(self) -> float:
        return self.clip.seconds


@dataclass(frozen=True)
class NoVoice:
    """The sentence could not be made; English, for technicians."""

    reason: str


class SpeechEngine(Protocol):
    """Makes sentences. Blocks; may be called from any thread."""

    def warm(self) -> None:
        """Gets ready, so that the first sentence is as fast as the others."""

    def make(self, utterance: Utterance, words_per_minute: int) -> Spoken | NoVoice: ...

    def close(self) -> None: ...


Maker = Callable[[Piece, str, int, Path], str | None]
"""Piece, language, rate, file to write → what went wrong, if known."""


class EspeakProgram:
    """``espeak-ng`` run once for each sentence: slower and never seen to fail."""

    def __init__(self, program: str = "espeak-ng", timeout: float = 5.0) -> None:
        self._program = program
        self._timeout = timeout

    def make(self, piece: Piece, lang: str, rate: int, path: Path) -> str | None:
        voice = language_voice(lang).espeak
        command = (self._program, "-v", voice, "-s", str(rate), "-w", str(path), "--", piece.reading)
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=self._timeout, check=False, creationflags=NO_WINDOW
            )
        except OSError as error:
            return str(error)
        except subprocess.TimeoutExpired:
            return f"no end after {self._timeout} s"
        return None if done.returncode == 0 else f"exit code {done.returncode}"


class VoiceEngine:
    """The engine that is used: one process, one sentence at a time, then the fallback."""

    def __init__(
        self,
        process: EngineProcess | None = None,
        fallback: EspeakProgram | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._process = process or EngineProcess()
        self._fallback = fallback or EspeakProgram()
        self._one = threading.Lock()
        self._closed = False
        self._rest, self._rests_until = FIRST_REST_SECONDS, -math.inf

    def warm(self) -> None:
        self.make(Utterance("id", "Silakan."), 125)

    def make(self, utterance: Utterance, words_per_minute: int) -> Spoken | NoVoice:
        """The sentence as sound at the wanted pace. Takes 30–150 ms; a hanging engine costs its timeout once, and then
        rests while the fallback speaks."""
        tries: Sequence[tuple[str, Maker]] = (
            *[("engine", self._process.make)] * ENGINE_TRIES,
            ("espeak-ng", self._fallback.make),
        )
        faults: list[str] = []
        with self._one:
            began = self._clock()
            for name, maker in tries:
                if self._closed:
                    return NoVoice("the engine was closed")
                if name == "engine" and self._clock() < self._rests_until:
                    continue
                clip = _paced(maker, utterance, words_per_minute)
                if isinstance(clip, Clip):
                    if name == "engine":
                        self._rest = FIRST_REST_SECONDS
                    return Spoken(levelled(clip), pace(utterance.text, clip), name)
                log.warning("%s could not say %r: %s", name, utterance.text, clip)
                faults.append(f"{name}: {clip}")
                if name == "engine" and self._clock() - began > HUNG_SECONDS:
                    self._let_rest()
        return NoVoice("; ".join(faults))

    def _let_rest(self) -> None:
        log.warning("the engine hung and is not asked again for %.0f s", self._rest)
        self._rests_until = self._clock() + self._rest
        self._rest = min(2 * self._rest, MAX_REST_SECONDS)

    def close(self) -> None:
        """May be called while another thread makes a sentence, which then gets none."""
        self._closed = True
        self._process.end()


def pace(text: str, clip: Clip) -> float:
    """Words a minute of a clip that says the text."""
    return len(text.split()) * 60 / clip.seconds


def _paced(maker: Maker, utterance: Utterance, words_per_minute: int) -> Clip | str:
    rate = words_per_minute * language_voice(utterance.lang).rate
    clip = _whole(maker, utterance, round(rate))
    if isinstance(clip, str):
        return clip
    off = words_per_minute / pace(utterance.text, clip)
    if abs(off - 1) <= PACE_TOLERANCE:
        return clip
    again = _whole(maker, utterance, round(min(MAX_WORDS_PER_MINUTE, max(MIN_WORDS_PER_MINUTE, rate * off))))
    if isinstance(again, str):
        return clip
    return min(clip, again, key=lambda made: abs(pace(utterance.text, made) - words_per_minute))


def _whole(maker: Maker, utterance: Utterance, rate: int) -> Clip | str:
    parts: list[Clip] = []
    for written in pieces(utterance.text):
        piece = Piece(written, reading(utterance.lang, written, dict(utterance.exact)))
        part = _piece(maker, piece, utterance.lang, rate)
        if isinstance(part, str):
            return part
        parts.extend((silence(PAUSE_SECONDS), part) if parts else (part,))
    return joined(parts) if parts else "nothing to say"


def _piece(maker: Maker, piece: Piece, lang: str, rate: int) -> Clip | str:
    with tempfile.TemporaryDirectory(prefix="antrean-voice-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "sentence.wav"
        error = maker(piece, lang, rate, path)
        if error is not None:
            return error
        try:
            data = path.read_bytes()
        except OSError:
            return "no file was written"
    clip = read(data)
    return clip if isinstance(clip, str) else checked(clip, piece.text, rate)


def checked(clip: Clip, text: str, rate: int) -> Clip | str:
    """The clip without silence at its ends, or why it cannot be this text: too quiet, too short or too long."""
    loudest = max(envelope(clip), default=0.0)
    if loudest < MIN_PEAK:
        return f"silence: its loudest moment has {loudest:.3f} of full scale"
    clip = trimmed(clip)
    expected = max(len(text.split()) * 60 / rate, len(text) / 25)
    if not expected * 0.4 <= clip.seconds <= expected * 3 + 1.5:
        return f"{clip.seconds:.1f} s of sound for a text of about {expected:.1f} s"
    return clip
