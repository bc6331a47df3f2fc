"""``antrean say``: what the hall would hear."""

from __future__ import annotations

from pathlib import Path

import click

from antrean.commands import options
from antrean.failure import Failed
from shared.site.mistakes import WrongSite
from shared.texts import SOURCE_LANGUAGE, languages


@click.command()
@click.argument("label")
@click.option("--counter", required=True, help="Number of the counter, or its name.")
@click.option(
    "--lang",
    type=click.Choice(languages()),
    default=SOURCE_LANGUAGE,
    show_default=True,
    help="Language of the sentence.",
)
@click.option("--text", "as_text", is_flag=True, help="Print the sentence (the default).")
@click.option("--phonemes", is_flag=True, help="Print also what the speech engine is given to read.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it, chime included, as a WAV.")
@options.site
@options.data
def say(
    label: str, counter: str, lang: str, as_text: bool, phonemes: bool, out: Path | None, site: str | None, data: Path
) -> None:
    """Show how the call of LABEL (such as A-013) is spoken: in this machine's hall, or in --site."""
    from display.voice import say_to_file, spoken  # noqa: PLC0415
    from display.voice.engine import NoVoice  # noqa: PLC0415
    from display.voice.reading import reading  # noqa: PLC0415
    from hub.engine.port import CannotOpenError  # noqa: PLC0415
    from hub.kept_site import site_of  # noqa: PLC0415
    from shared.site.load import load_site  # noqa: PLC0415
    from shared.wording.ranges import ranges  # noqa: PLC0415

    if as_text and out is not None:
        raise click.UsageError("Give either --text or --out FILE.")
    try:
        hall = load_site(site) if site else site_of(data) or load_site("batu")
    except (WrongSite, CannotOpenError) as error:
        raise Failed(str(error)) from error
    sentence = spoken.say(label, counter, lang, hall)
    if isinstance(sentence, spoken.Unsayable):
        raise click.UsageError(f"{sentence.what}: expected {sentence.expected}")
    if counter.strip().isdigit() and hall.counter(int(counter)) is None:
        known = ranges(one.number for one in hall.counters)
        raise click.UsageError(f"counter {counter.strip()}: expected one of {hall.name['id']}: {known}")
    click.echo(sentence.text)
    if phonemes:
        click.echo(reading(lang, sentence.text, dict(sentence.exact)))
    if out is None:
        return
    try:
        made = say_to_file.say_to_file(label, counter, lang, hall, out)
    except OSError as error:
        raise Failed(f"{out} cannot be written: {error.strerror}") from error
    if isinstance(made, NoVoice):
        raise Failed(f"no voice on this machine: {made.reason}; install espeak-ng")
