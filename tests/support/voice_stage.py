"""An announcer with a fake sound, a fake engine and jobs that are done by hand."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from display.voice.announcer import Announcer
from display.voice.engine import NoVoice, Spoken
from display.voice.sound import Played, SilenceReason, Silent, Sound
from display.voice.spoken import Utterance
from display.voice.wav import Clip
from shared.wire import Message
from tests.support.hand_executor import HandExecutor


class FakeEngine:
    def __init__(self) -> None:
        self.fails = False
        self.closed = False

    def warm(self) -> None: ...

    def make(self, utterance: Utterance, words_per_minute: int) -> Spoken | NoVoice:
        if self.fails:
            return NoVoice("no engine")
        return Spoken(Clip(array("h", [len(utterance.text)])), words_per_minute, "fake")

    def close(self) -> None:
        self.closed = True


class FakeSound:
    """Keeps what was announced: the name, and the clips."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, list[Clip]]] = []
        self.broken: SilenceReason | None = None
        self.bug = False
        self.stopped = False

    def announce(self, name: str, clips: Iterable[Clip]) -> Played | Silent:
        if self.bug:
            raise ArithmeticError("a bug")
        if self.broken:
            return Silent(self.broken, "broken")
        self.heard.append((name, list(clips)))
        return Played(1.0)

    def probe(self) -> Silent | None:
        return Silent(self.broken) if self.broken else None

    def stop(self) -> None:
        self.stopped = True


class Stage:
    """An announcer whose signals are written down, with everything around it held by the test."""

    def __init__(self, sound: Sound | None = None) -> None:
        self.sound, self.engine, self.jobs, self.now = FakeSound(), FakeEngine(), HandExecutor(), 0.0
        self.log: list[tuple[object, ...]] = []
        self.held: list[float] = []
        self.announcer = Announcer(
            "utama", sound or self.sound, self.engine, self.jobs, lambda: self.now, self.held.append
        )
        self.announcer.speaking.connect(lambda one, said: self.log.append(("speaking", one.id, said[0].text)))
        self.announcer.spoken.connect(lambda one: self.log.append(("spoken", one.id)))
        self.announcer.silent.connect(lambda one, reason: self.log.append(("silent", one.id, reason)))
        self.announcer.missed.connect(lambda one: self.log.append(("missed", one.id)))
        self.announcer.alarm.connect(lambda reason: self.log.append(("alarm", reason)))
        self.announcer.idle.connect(lambda: self.log.append(("idle",)))

    def take(self, *messages: Message) -> None:
        """Messages that come at one go."""
        for message in messages:
            self.announcer.take(message)
        QCoreApplication.processEvents()

    def events(self) -> list[tuple[object, ...]]:
        found = [entry[:2] if entry[0] == "speaking" else entry for entry in self.log]
        self.log.clear()
        return found
