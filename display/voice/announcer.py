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
from typing import TypeVar, assert_never

from PySide6.QtCore import QObject, QTimer, Signal

from display.voice.call_queue import CallQueue
from display.voice.engine import SpeechEngine, VoiceEngine
from display.voice.sound import Played, SilenceReason, Silent, Sound
from display.voice.speaker import Speaker
from display.voice.spoken import sentences
from shared.machine_time import machine_now
from shared.qt.jobs import BackgroundJobs
from shared.steady_clock import steady_seconds
from shared.wire import AgencyInfo, Call, CounterInfo, EventMessage, FiguresChanged, Message, SiteInfo, Snapshot, Tick

log = logging.getLogger("antrean.voice")

T = TypeVar("T")

PROBE_MS = 5_000
"""Time between two attempts to find out whether sound is back."""
LIMIT_MS = 60_000
"""An announcement of which there is no outcome for so long counts as not heard: the background thread is stuck."""
UNSPOKEN_MS = 9_000
"""While it is stuck, each further call is only shown, for so long."""
OUT_OF_SIGHT_SECONDS = 30.0
"""Seconds without a word of the hub's time (one comes every second) after which the board no longer knows who is still
awaited: cut off, or asleep."""


class Announcer(QObject):
    """Feed it every message of the stream with ``take``; it announces the calls of its zone one after another.

    For each call it emits either ``missed``, or ``speaking`` and then exactly one of ``spoken`` and ``silent``, also
    after a bug and where the background thread hangs; between the two no other call begins. Nothing else decides whose
    turn it is."""

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
        engine: SpeechEngine | None = None,
        executor: Executor | None = None,
        clock: Callable[[], float] = steady_seconds,
        wait: Callable[[float], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``zone`` None announces every zone's calls. ``engine`` and ``executor`` are the real ones unless given;
        ``clock`` in seconds that count sleep, for the hub's time between its ticks; ``wait`` lets as many seconds pass
        as a silent call is shown."""
        super().__init__(parent)
        self._queue = CallQueue(zone)
        self._ending = threading.Event()
        self._speaker = Speaker(engine or VoiceEngine(), sound, wait or self._ending.wait)
        self._jobs = BackgroundJobs("voice", executor, self)
        self._clock = clock
        self._hub_time: tuple[datetime, float] | None = None
        self._site: SiteInfo | None = None
        self._agencies: dict[str, AgencyInfo] = {}
        self._counters: tuple[CounterInfo, ...] = ()
        self._busy = False
        """A call has its turn, or sound is being tried."""
        self._current: Call | None = None
        """The call whose outcome is to come."""
        self._stuck = False
        """A job of the background thread is overdue and has not returned."""
        self._limit = QTimer(self, singleShot=True)
        self._limit.timeout.connect(self._overdue)
        self._unspoken = QTimer(self, singleShot=True)
        self._unspoken.setInterval(UNSPOKEN_MS)
        self._unspoken.timeout.connect(self._shown)
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
        self._miss(self._queue.move(zone))

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
                self._miss(self._queue.catch_up(hall.calls, self._now(hall.at)))
            case EventMessage(event):
                if event.step is not None:
                    self._miss(self._queue.settled(event.step))
                if event.call is not None:
                    self._miss(self._queue.offer(event.call, self._now(event.at)))
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
            self._start(self._speaker.probe, self._checked, self._untried)

    def probe(self) -> None:
        """Finds out whether sound is back; done by itself while the alarm is on."""
        if self._alarm and not self._busy and not self._stuck:
            self._start(self._speaker.probe, self._probed, self._untried)

    def close(self) -> None:
        """The program ends: cuts off what plays, ends the engine's process and the threads."""
        self._probing.stop()
        self._soon.stop()
        self._limit.stop()
        self._unspoken.stop()
        self._ending.set()
        self._speaker.close()
        self._jobs.close()

    def _go_on(self) -> None:
        if self._busy or self._resuming or self._site is None:
            return
        if self._hub_time is not None and self._clock() - self._hub_time[1] > OUT_OF_SIGHT_SECONDS:
            self._miss(self._queue.lost_sight(self._now(self._hub_time[0])))
        call = self._queue.next()
        if call is None:
            return
        said = sentences(call, self._site, self._agencies.get(call.agency), self._counters)
        if self._queue.crowded:
            said = said[:1]
        self._busy, self._current = True, call
        self.speaking.emit(call, said)
        if self._stuck:
            self._unspoken.start()
            return
        speech = self._site.speech
        told = partial(self._speaker.announce, str(call.id), said, speech.words_per_minute, speech.lead_ms / 1000)
        bug = Silent(SilenceReason.NO_VOICE, "the voice has a bug")
        self._start(told, partial(self._announced, call), partial(self._announced, call, bug))

    def _start(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[], None]) -> None:
        self._busy = True
        self._limit.start(LIMIT_MS)
        self._jobs.run(work, done, failed)

    def _overdue(self) -> None:
        """The background thread hangs: until it returns, calls are only shown, one after another."""
        self._stuck = True
        log.error("the voice is stuck: no outcome after %g s", LIMIT_MS / 1000)
        self._sound(SilenceReason.STUCK)
        self._not_spoken()
        self._free()

    def _shown(self) -> None:
        """A call that was only shown stood for its time. It is spoken once the voice is back, if it still counts."""
        if self._current is not None:
            self._queue.unheard(self._current)
        self._not_spoken()
        self._free()

    def _not_spoken(self) -> None:
        call, self._current = self._current, None
        if call is not None:
            self.silent.emit(call, SilenceReason.STUCK.value)

    def _returned(self) -> bool:
        """A job of the background thread came to its end; False if it was overdue and its call had its outcome."""
        self._limit.stop()
        self._busy = False
        if not self._stuck:
            self._current = None
            return True
        log.warning("the voice is no longer stuck")
        self._stuck = False
        self._unspoken.stop()
        if self._current is not None:
            self._queue.unheard(self._current)
        self._not_spoken()
        return False

    def _miss(self, calls: Iterable[Call]) -> None:
        for call in calls:
            self.missed.emit(call)

    def _announced(self, call: Call, outcome: Played | Silent) -> None:
        in_time = self._returned()
        try:
            if isinstance(outcome, Played):
                self._sound("")
                if in_time:
                    self.spoken.emit(call)
            elif in_time:
                self._unheard(call, outcome)
        finally:
            self._free()

    def _free(self) -> None:
        """Nothing is going on: the next call is announced."""
        self._busy = False
        self._go_on()
        if not self._busy:
            self.idle.emit()

    def _unheard(self, call: Call, outcome: Silent) -> None:
        if outcome.reason in (SilenceReason.NO_DEVICE, SilenceReason.NO_PLAYER, SilenceReason.STUCK):
            self._queue.unheard(call)
        if outcome.reason is not SilenceReason.OFF:
            log.warning("call %s (%s) was not heard: %s: %s", call.id, call.label, outcome.reason, outcome.detail)
            self._sound(outcome.reason)
        self.silent.emit(call, outcome.reason.value)

    def _tried(self, sound: str) -> None:
        """Sound was tried; ``sound`` is the reason of the alarm from now on."""
        self._returned()
        self._sound(sound)
        self._go_on()

    def _untried(self) -> None:
        self._tried(self._alarm)

    def _checked(self, outcome: Silent | None) -> None:
        quiet = outcome is not None and outcome.reason is not SilenceReason.OFF
        self._tried(outcome.reason if outcome is not None and quiet else self._alarm)

    def _probed(self, outcome: Silent | None) -> None:
        self._tried("" if outcome is None and self._alarm != SilenceReason.NO_VOICE else self._alarm)

    def _sound(self, reason: str) -> None:
        if reason == self._alarm:
            return
        self._alarm = reason
        if reason in ("", SilenceReason.NO_VOICE):
            self._probing.stop()
            self._queue.sound_is_back(self._now(machine_now()))
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
