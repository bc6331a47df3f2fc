"""The narrow port to the loudspeaker, and its adapters that need no sound device: into a file, or off."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from display.voice.wav import Clip, mixed, write


class SilenceReason(StrEnum):
    """Why nothing is heard; ``speech.alarm.<reason>`` says it to staff, except for OFF, which is no trouble."""

    NO_PLAYER = "no_player"
    NO_DEVICE = "no_device"
    NO_VOICE = "no_voice"
    STUCK = "stuck"
    OFF = "off"


@dataclass(frozen=True)
class Played:
    """Heard to its end."""

    seconds: float


@dataclass(frozen=True)
class Silent:
    """Not heard, or not to its end; ``detail`` in English, for technicians."""

    reason: SilenceReason
    detail: str = ""


class Sound(Protocol):
    """Plays one announcement at a time, from one background thread; ``stop`` may come from any."""

    def announce(self, name: str, clips: Iterable[Clip]) -> Played | Silent:
        """Plays the clips one after another and returns when the last one has ended. They are asked for one by
        one, so that the first is heard while the next is being made. ``name`` is the call's id."""

    def probe(self) -> Silent | None:
        """Whether something could be heard now: None when it could. Makes no sound that anybody hears."""

    def stop(self) -> None:
        """The program ends: cuts off what plays and plays nothing more."""


class NoSound:
    """A board that has no voice on purpose."""

    def announce(self, name: str, clips: Iterable[Clip]) -> Played | Silent:  # noqa: ARG002
        return Silent(SilenceReason.OFF, "the voice is off")

    def probe(self) -> Silent | None:
        return Silent(SilenceReason.OFF, "the voice is off")

    def stop(self) -> None: ...


class SoundFile:
    """Writes what would be heard of each announcement to ``call-<name>.wav`` in a folder, at the pace at which it
    would be heard: playing takes as long as the clips, and a clip that comes late is late in the file."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        """The folder is there. ``clock`` in seconds; ``wait`` returns after so many of them, sooner at the end."""
        self._folder = folder
        self._clock = clock
        self._stopped = threading.Event()
        self._wait = wait or self._stopped.wait

    def announce(self, name: str, clips: Iterable[Clip]) -> Played | Silent:
        """The file appears whole under its name, or not at all."""
        began = self._clock()
        parts: list[tuple[float, Clip]] = []
        end = 0.0
        for clip in clips:
            start = max(end, self._clock() - began)
            parts.append((start, clip))
            end = start + clip.seconds
        self._wait(max(0.0, end - (self._clock() - began)))
        if self._stopped.is_set():
            return Silent(SilenceReason.OFF, "stopped")
        growing = self._folder / f"call-{name}.wav.part"
        try:
            growing.write_bytes(write(mixed(parts)))
            growing.replace(growing.with_suffix(""))
        except OSError as error:
            return Silent(SilenceReason.NO_DEVICE, str(error))
        return Played(end)

    def probe(self) -> Silent | None:
        return None if self._folder.is_dir() else Silent(SilenceReason.NO_DEVICE, f"{self._folder} is not there")

    def stop(self) -> None:
        self._stopped.set()
