"""What the command line shows of the voice: the whole announcement of one number, as text or as a WAV."""

from __future__ import annotations

from pathlib import Path

from display.voice.engine import NoVoice, SpeechEngine, Spoken, VoiceEngine
from display.voice.speaker import whole
from display.voice.spoken import Unsayable, say
from display.voice.wav import write
from shared.site.model import Site


def say_to_file(
    label: str, counter: int | str, lang: str, site: Site, out: Path, engine: SpeechEngine | None = None
) -> Spoken | NoVoice | Unsayable:
    """Writes chime and sentence to ``out`` as a WAV. ``Spoken`` is the sentence without the chime.

    Raises OSError when ``out`` cannot be written."""
    said = say(label, counter, lang, site)
    if isinstance(said, Unsayable):
        return said
    used = engine or VoiceEngine()
    try:
        made = used.make(said, site.speech.words_per_minute)
    finally:
        used.close()
    if isinstance(made, Spoken):
        out.write_bytes(write(whole((made,))))
    return made
