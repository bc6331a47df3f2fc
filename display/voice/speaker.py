"""One announcement from its first tone to its last word. Blocks; no Qt, runs in a background thread."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from display.voice.chime import chime
from display.voice.engine import NoVoice, SpeechEngine, Spoken
from display.voice.sound import Played, SilenceReason, Silent, Sound
from display.voice.spoken import Utterance
from display.voice.wav import Clip, faint, joined, silence
from shared.steady_clock import steady_seconds

BREATH_SECONDS = 0.25
"""Seconds of silence between the chime and each sentence."""
OUTPUT_IDLE_SECONDS = 5.0
"""Seconds after which a sound server lets an idle output sleep (PulseAudio's module-suspend-on-idle)."""
MIN_SHOWN_SECONDS = 6.0
"""Seconds that a call is shown at least when it cannot be heard."""


class Speaker:
    """Chime first, while the sentence is still being made, then the sentences; nothing else plays in between."""

    def __init__(
        self,
        engine: SpeechEngine,
        sound: Sound,
        wait: Callable[[float], object],
        clock: Callable[[], float] = steady_seconds,
    ) -> None:
        """``wait`` returns after so many seconds, sooner when the program ends; ``clock`` in seconds."""
        self._clock = clock
        self._heard = -math.inf
        self._engine = engine
        self._sound = sound
        self._wait = wait
        self._making = ThreadPoolExecutor(1, "voice-making")

    def warm(self) -> None:
        """Gets the engine ready; in the background."""
        self._making.submit(self._engine.warm)

    def announce(
        self, name: str, utterances: tuple[Utterance, ...], words_per_minute: int, lead: float = 0.0
    ) -> Played | Silent:
        """Plays one announcement, or stays silent for as long as it would have taken, so that it can be read.

        ``lead`` is for how many seconds an output that was idle is woken before the chime. A sentence that
        could not be made leaves the chime and the other sentences, and counts as silent."""
        faults: list[str] = []
        making = [self._making.submit(self._engine.make, said, words_per_minute) for said in utterances]
        outcome = self._sound.announce(
            name, _clips(making, faults, lead if self._clock() - self._heard > OUTPUT_IDLE_SECONDS else 0.0)
        )
        self._heard = self._clock()
        if isinstance(outcome, Played) and faults:
            outcome = Silent(SilenceReason.NO_VOICE, "; ".join(faults))
        if isinstance(outcome, Silent):
            self._wait(nominal_seconds(utterances, words_per_minute))
        return outcome

    def probe(self) -> Silent | None:
        return self._sound.probe()

    def close(self) -> None:
        """Ends what plays, the engine and the threads."""
        self._sound.stop()
        self._making.shutdown(wait=False, cancel_futures=True)
        self._engine.close()


def _clips(making: list[Future[Spoken | NoVoice]], faults: list[str], lead: float) -> Iterator[Clip]:
    yield joined((faint(lead), chime())) if lead else chime()
    for made in (future.result() for future in making):
        if isinstance(made, NoVoice):
            faults.append(made.reason)
        else:
            yield _after_breath(made)


def _after_breath(sentence: Spoken) -> Clip:
    return joined((silence(BREATH_SECONDS), sentence.clip))


def whole(sentences: tuple[Spoken, ...]) -> Clip:
    """Chime and sentences: what is heard of a call."""
    return joined((chime(), *(_after_breath(sentence) for sentence in sentences)))


def nominal_seconds(utterances: tuple[Utterance, ...], words_per_minute: int) -> float:
    """About how long an announcement takes that is not heard."""
    words = sum(len(said.text.split()) for said in utterances)
    return max(MIN_SHOWN_SECONDS, chime().seconds + words * 60 / words_per_minute + BREATH_SECONDS * len(utterances))
