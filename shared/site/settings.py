"""What the bounds of single settings do not say: rules between settings of the queue, the voice and the paper."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from shared import phonemes
from shared.site.file import read_languages
from shared.site.model import ROLLS, PaperSettings, Policy, Roll, Speech
from shared.site.values import Value


def check_policy(place: Value, policy: Policy) -> None:
    if policy.calls_before_no_show > policy.most_calls:
        place.at("calls_before_no_show").wrong(f"not more than most_calls, which is {policy.most_calls}")


def check_speech(place: Value, speech: Speech) -> None:
    """Calls are spoken in the site's languages, and phonemes are those that the engine knows."""
    languages = place.at("languages")
    if languages.present and not read_languages(languages, place.notes.languages):
        languages.wrong("at least one language")
    for written, form in speech.pronounce.items():
        if unread := phonemes.unreadable(form):
            spoken = place.at("pronounce").at(written)
            spoken.wrong(f'a spoken form, or phonemes of espeak-ng in double brackets, without "{unread}"')


def paper_of(place: Value, paper: PaperSettings) -> PaperSettings:
    """The paper with the dots and columns that follow from its width unless the file says otherwise."""
    fitting: dict[str, Any] = {}
    for key, fit in zip(Roll._fields, ROLLS[paper.width_mm], strict=True):
        if not place.at(key).present:
            fitting[key] = fit[0]
        elif type(place.at(key).raw) is int and getattr(paper, key) not in fit:
            place.at(key).wrong(f"{' or '.join(map(str, fit))} with {paper.width_mm} mm paper")
    return replace(paper, **fitting)
