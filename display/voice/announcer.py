"""The voice of one zone for the board: takes the hub's messages, announces calls in turn, says what is heard.

Nothing here blocks the event loop. What is announced when stands in ``display.voice.call_queue``.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from datetime import datetime, timedelta
from functools import partial
from typing import assert_never

from PySide6.QtCore import QObject, QTimer, Signal

from display.voice.call_queue import CallQueue
from display.voice.engine import Engine, VoiceEngine
from display.voice.sound import Played, SilenceReason, Silent, Sound
from display.voice.speaker import Speaker
from display.voice.spoken import sentences
from shared.machine_time import machine_now
from shared.qt.jobs import BackgroundJobs
from shared.steady_clock import steady_seconds
from shared.wire import AgencyInfo, Call, CounterInfo, EventMessage, FiguresChanged, Message, SiteInfo, Snapshot, Tick

log = logging.getLogger("antrean.voice")

PROBE_MS = 5_000
OUT_OF_SIGHT_SECONDS = 30.0
"""Seconds without a word of the hub's time (one comes every second) after which the board no longer knows who is still
awaited: cut off, or asleep."""


class Announcer(QObject):
    """Feed it every message of the stream with ``take``; it announces the calls of its zone one after another.

    For each call it emits either ``missed``, or ``speaking`` and then exactly one of ``spoken`` and ``silent``."""

    speaking = Signal(object, object)
    """Call, tuple[Utterance, ...]: its announcement begins now. Show it until the next ``speaking``."""
    spoken = Signal(object)
    """Call: it was heard to its last word. Confirm it to the hub."""
    silent = Signal(object, str)
    """Call, reason: it was shown for its time and not heard; not to be confirmed."""
    missed = Signal(object)
    """Call: it is not announced, because it is too old or overtaken. It stays among the calls that are listed."""
    alarm = Signal(str)
    """Reason (``speech.alarm.<reason>`` are the words for staff), or "" when sound is back. Only on a change."""
    idle = Signal()
    """The last call that waited has been announced."""

    def __init__(
        self,
        zone: str | None,
        sound: Sound,
        engine: Engine | None = None,
        executor: Executor | None = None,
        clock: Callable[[], float] = steady_seconds,
        wait: Callable[[float], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``zone`` None announces every zone's calls. ``engine`` and ``executor`` are the real ones unless given;
        ``clock`` in seconds that count sleep, for the hub's time between its ticks; ``wait`` lets as many seconds pass
        as a silent call is shown."""
        super().__init__(parent)
        self._turns = CallQueue(zone)
        self._ending = threading.Event()
        self._speaker = Speaker(engine or VoiceEngine(), sound, wait or self._ending.wait)
        self._jobs = BackgroundJobs("voice", executor, self)
        self._clock = clock
        self._hub_time: tuple[datetime, float] | None = None
        self._site: SiteInfo | None = None
        self._agencies: dict[str, AgencyInfo] = {}
        self._counters: tuple[CounterInfo, ...] = ()
        self._busy = False
        self._alarm = ""
        self._cut_off = False
        self._resuming = False
        self._soon = QTimer(self, singleShot=True)  # what came at one go is heard to its end before anything is said
        self._soon.timeout.connect(self._go_on)
        self._probing = QTimer(self)
        self._probing.setInterval(PROBE_MS)
        self._probing.timeout.connect(self.probe)

    def warm(self) -> None:
        """Starts the speech engine in the background; without it the first call is slower."""
        self._speaker.warm()

    def move(self, zone: str | None) -> None:
        """Announces another zone's calls from now on."""
        self._miss(self._turns.move(zone))

    def take(self, message: Message) -> None:
        """One message of the stream, in the order in which they came."""
        if isinstance(message, EventMessage):
            self._resuming = self._resuming or self._cut_off
        else:
            self._resuming = False
        self._cut_off = False
        match message:
            case Snapshot(hall):
                self._site = hall.site
                self._counters = hall.counters
                self._agencies = {agency.code: agency for agency in hall.agencies}
                self._note_time(hall.at)
                self._miss(self._turns.catch_up(hall.calls, self._now(hall.at)))
            case EventMessage(event):
                if event.step is not None:
                    self._miss(self._turns.settled(event.step))
                if event.call is not None:
                    self._miss(self._turns.offer(event.call, self._now(event.at)))
            case Tick(now, _):
                self._note_time(now)
            case FiguresChanged():
                pass
            case _:
                assert_never(message)
        self._soon.start()

    def cut_off(self) -> None:
        """There is no connection. What the hub tells first when there is one again is what happened meanwhile, and ends
        with figures or a tick: before that nothing is said, because a call may be followed by its being taken back."""
        self._cut_off = True

    @property
    def alarmed(self) -> str:
        """The reason of the alarm that holds now, or ""."""
        return self._alarm

    def check(self) -> None:
        """Finds out before the first call whether anything could be heard, and raises the alarm if not."""
        if not self._busy:
            self._busy = True
            self._jobs.run(self._speaker.probe, self._checked, self._free)

    def probe(self) -> None:
        """Finds out whether sound is back; done by itself while the alarm is on."""
        if not self._busy and self._alarm:
            self._busy = True
            self._jobs.run(self._speaker.probe, self._probed, self._free)

    def close(self) -> None:
        """The program ends: cuts off what plays, ends the engine's process and the threads."""
        self._probing.stop()
        self._soon.stop()
        self._ending.set()
        self._speaker.close()
        self._jobs.close()

    def _go_on(self) -> None:
        if self._busy or self._resuming or self._site is None:
            return
        if self._hub_time is not None and self._clock() - self._hub_time[1] > OUT_OF_SIGHT_SECONDS:
            self._miss(self._turns.lost_sight(self._now(self._hub_time[0])))
        call = self._turns.next()
        if call is None:
            return
        said = sentences(call, self._site, self._agencies.get(call.agency), self._counters)
        if self._turns.crowded:
            said = said[:1]
        self._busy = True
        self.speaking.emit(call, said)
        speech = self._site.speech
        told = partial(self._speaker.announce, str(call.id), said, speech.words_per_minute, speech.lead_ms / 1000)
        self._jobs.run(told, partial(self._announced, call), self._free)

    def _miss(self, calls: Iterable[Call]) -> None:
        for call in calls:
            self.missed.emit(call)

    def _announced(self, call: Call, outcome: Played | Silent) -> None:
        self._busy = False
        try:
            if isinstance(outcome, Played):
                self._sound("")
                self.spoken.emit(call)
            else:
                self._unheard(call, outcome)
        finally:
            self._free()

    def _free(self) -> None:
        """The background thread is free, also after a bug in what it did: the next call is announced all the same."""
        self._busy = False
        self._go_on()
        if not self._busy:
            self.idle.emit()

    def _unheard(self, call: Call, outcome: Silent) -> None:
        if outcome.reason in (SilenceReason.NO_DEVICE, SilenceReason.NO_PLAYER, SilenceReason.STUCK):
            self._turns.unheard(call)
        if outcome.reason is not SilenceReason.OFF:
            log.warning("call %s (%s) was not heard: %s: %s", call.id, call.label, outcome.reason, outcome.detail)
            self._sound(outcome.reason)
        self.silent.emit(call, outcome.reason.value)

    def _checked(self, outcome: Silent | None) -> None:
        self._busy = False
        if outcome is not None and outcome.reason is not SilenceReason.OFF:
            self._sound(outcome.reason)
        self._go_on()

    def _probed(self, outcome: Silent | None) -> None:
        self._busy = False
        if outcome is None and self._alarm != SilenceReason.NO_VOICE:
            self._sound("")
        self._go_on()

    def _sound(self, reason: str) -> None:
        if reason == self._alarm:
            return
        self._alarm = reason
        if reason in ("", SilenceReason.NO_VOICE):
            self._probing.stop()
            self._turns.sound_is_back(self._now(machine_now()))
        else:
            self._probing.start()
        self.alarm.emit(str(reason))

    def _note_time(self, now: datetime) -> None:
        self._hub_time = (now, self._clock())

    def _now(self, otherwise: datetime) -> datetime:
        """The hub's time by its last tick and what has passed since."""
        if self._hub_time is None:
            return otherwise
        then, at = self._hub_time
        return then + timedelta(seconds=self._clock() - at)
