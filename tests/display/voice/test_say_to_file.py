from datetime import time

import pytest

from display.voice.chime import chime
from display.voice.engine import Spoken
from display.voice.say_to_file import say_to_file
from display.voice.spoken import Unsayable, Utterance, say
from display.voice.wav import Clip, read
from shared.site.model import Agency, Hours, Site, Speech


@pytest.fixture
def site() -> Site:
    agency = Agency("dukcapil", "A", {"id": "Dispendukcapil"}, {"id": "Dinas Kependudukan"}, "#0F766E", ())
    return Site(
        key="batu",
        name={"id": "MPP Among Warga"},
        kind={"id": "MPP"},
        address={"id": "Batu"},
        timezone="Asia/Jakarta",
        week=(Hours(time(8), time(15)),) * 7,
        agencies=(agency,),
        counters=(),
        zones=(),
        speech=Speech(agency_spoken=True),
    )


def test_what_would_be_said_is_shown_with_the_agency_of_the_labels_letter(site):
    assert said("A-013", site) == "Nomor antrean A, nol satu tiga. Silakan menuju loket tiga, Dispendukcapil."
    assert said("B-013", site) == "Nomor antrean Be, nol satu tiga. Silakan menuju loket tiga."


def said(label: str, site: Site) -> str:
    found = say(label, 3, "id", site)
    assert isinstance(found, Utterance)
    return found.text


def test_a_label_that_no_ticket_bears_is_refused_and_nothing_is_written(site, tmp_path):
    out = tmp_path / "say.wav"
    assert isinstance(say("13A", 3, "id", site), Unsayable)
    assert isinstance(say_to_file("13A", 3, "id", site, out), Unsayable)
    assert not out.exists()


@pytest.mark.hub
def test_the_file_holds_the_chime_and_the_sentence(site, tmp_path):
    out = tmp_path / "say.wav"
    spoken = say_to_file("A-013", 3, "id", site, out)
    assert isinstance(spoken, Spoken)
    clip = read(out.read_bytes())
    assert isinstance(clip, Clip)
    assert clip.samples[: len(chime().samples)] == chime().samples
    assert clip.samples[-len(spoken.clip.samples) :] == spoken.clip.samples


@pytest.mark.hub
def test_a_file_that_cannot_be_written_is_told(site, tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        say_to_file("A-013", 3, "id", site, tmp_path / "nowhere" / "say.wav")
