import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from display.voice.names import spoken_name
from display.voice.reading import reading
from display.voice.spoken import Goal, Unsayable, Utterance, say, sentences, utterance
from shared.site.load import load_site
from shared.wire import CounterInfo, CounterState, HallZone, SpeechInfo
from tests.support.voice_samples import DUKCAPIL, call, site


def test_a_call_is_spoken_in_indonesian_as_the_hall_expects_it():
    assert sentences(call(13, counter=3), site(), DUKCAPIL) == (
        Utterance("id", "Nomor antrean A, nol satu tiga. Silakan menuju loket tiga."),
    )


def test_english_follows_where_the_site_says_so_in_the_order_that_it_says():
    spoken = sentences(call(13, counter=3), site(SpeechInfo(languages=("id", "en"))), DUKCAPIL)
    assert [said.lang for said in spoken] == ["id", "en"]
    assert spoken[1].text == "Ticket number A, zero one three. Please proceed to counter three."
    assert [said.lang for said in sentences(call(13), site(SpeechInfo(languages=("en", "id"))), DUKCAPIL)] == [
        "en",
        "id",
    ]


def test_the_tickets_own_language_does_not_change_what_the_hall_hears():
    english = replace(call(13), lang="en")
    assert sentences(english, site(), DUKCAPIL) == sentences(call(13), site(), DUKCAPIL)


def test_a_repeat_is_spoken_like_the_first_call():
    assert sentences(replace(call(13), nth=3), site(), DUKCAPIL) == sentences(call(13), site(), DUKCAPIL)


@pytest.mark.parametrize(
    ("counter", "words"), [(1, "satu"), (10, "sepuluh"), (11, "sebelas"), (21, "dua puluh satu"), (100, "seratus")]
)
def test_a_counter_is_always_spoken_as_a_value(counter, words):
    said = utterance("id", "B-123", Goal(counter), SpeechInfo(style="digits"), None)
    assert said == Utterance("id", f"Nomor antrean Be, satu dua tiga. Silakan menuju loket {words}.")


def test_the_agency_is_spoken_only_where_the_site_says_so_and_as_the_list_pronounces_it():
    name = {"id": "BPJS Kesehatan"}
    speech = SpeechInfo(agency_spoken=True, pronounce={"BPJS": "be pe je es"})
    said = utterance("id", "B-013", Goal(14), speech, name)
    assert isinstance(said, Utterance)
    assert said.text.endswith("Silakan menuju loket empat belas, be pe je es Kesehatan.")
    silent = utterance("id", "B-013", Goal(14), SpeechInfo(pronounce={"BPJS": "be pe je es"}), name)
    assert isinstance(silent, Utterance)
    assert "be pe" not in silent.text


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("KPP Pratama", "ka pe pe Pratama"),
        ("KPPBC", "KPPBC"),
        ("KPP BC Malang", "bea cukai Malang"),
        ("Loket PA.", "Loket Pengadilan Agama."),
        ("Samsat 2", "Samsat dua"),
        ("PA/PN Malang", "Pengadilan Agama, PN Malang"),
        ("Polresta · SKCK", "Polresta, SKCK"),
        ("Lantai 1B", "Lantai satu Be"),
        ("Kantor (lama) – KPP | Pos", "Kantor, lama, ka pe pe, Pos"),
        ("Loket A1 & B-12", "Loket A satu dan Be dua belas"),
        ("Kelas 1, lantai 12", "Kelas satu, lantai dua belas"),
    ],
)
def test_names_are_pronounced_by_whole_words_the_longest_entry_first_and_without_figures(name, spoken):
    listed = {"KPP": "ka pe pe", "KPP BC": "bea cukai", "PA": "Pengadilan Agama"}
    assert spoken_name("id", name, listed) == spoken


@pytest.mark.parametrize("key", ["batu", "balangan"])
def test_no_agency_of_our_halls_is_spoken_with_a_bare_abbreviation_or_a_figure(key):
    hall = load_site(key)
    for agency in hall.agencies:
        name = spoken_name("id", agency.short["id"], hall.speech.pronounce)
        assert not re.search(r"[0-9/]|\b[A-Z]{2,}\b", name), f"add {agency.short['id']!r} to speech.pronounce"


def test_the_pronunciation_list_serves_indonesian_only():
    assert spoken_name("en", "BPJS Health", {"BPJS": "be pe je es"}) == "BPJS Health"


@pytest.mark.parametrize("label", ["13A", "A013", "a-013", "A-13", "ABC-013", "44-013", "", "A-0123456789", "A-01٣"])
def test_a_label_that_no_ticket_bears_is_refused_with_what_was_expected(label):
    said = utterance("id", label, Goal(3), SpeechInfo(), None)
    assert isinstance(said, Unsayable)
    assert "A-013" in said.expected
    assert repr(label) in said.what


@pytest.mark.parametrize(("lang", "counter"), [("jv", 3), ("id", 0), ("id", 10_000), ("id", -1)])
def test_a_language_or_a_counter_that_cannot_be_spoken_is_refused(lang, counter):
    assert isinstance(utterance(lang, "A-013", Goal(counter), SpeechInfo(), None), Unsayable)


def test_a_call_with_an_impossible_label_is_a_bug():
    with pytest.raises(ValueError, match="13A"):
        sentences(replace(call(13), label="13A"), site(), None)


@given(
    st.sampled_from(["id", "en"]),
    st.from_regex(r"([A-Z]{1,2}|[0-9][A-Z])-[0-9]{3,6}", fullmatch=True),
    st.integers(1, 9999),
    st.sampled_from(["digits", "value"]),
)
def test_nothing_that_can_be_called_leaves_a_figure_in_the_sentence(lang, label, counter, style):
    said = utterance(lang, label, Goal(counter), SpeechInfo(style=style), None)
    assert isinstance(said, Utterance)
    assert not any(sign.isdigit() for sign in said.text)


PLACES = (
    HallZone("utama", {"id": "Zona Teratai", "en": "Lotus Zone"}, 2),
    HallZone("bawah", {"id": "Zona Melati"}, 0),
    HallZone("lobi", {"id": "Zona Mawar"}, {"id": "Lantai dasar", "en": "Ground floor"}),
)
BOTH = SpeechInfo(languages=("id", "en"))


def told(zone="utama", *, floor=True, named=False, counters=(), number=17):
    hall = replace(site(BOTH), zones=PLACES, tells_floor=floor, tells_zone=named)
    return [
        said.text.partition(". ")[2] for said in sentences(call(1, counter=number, zone=zone), hall, None, counters)
    ]


@pytest.mark.parametrize(
    ("label", "id_", "en"),
    [
        ("AB-013", "A Be, nol satu tiga", "A B, zero one three"),
        ("4K-013", "empat Ka, nol satu tiga", "four K, zero one three"),
    ],
)
def test_a_series_of_two_signs_is_spoken_sign_by_sign(label, id_, en):
    said = sentences(replace(call(1), label=label), site(BOTH), None)
    assert said[0].text.startswith(f"Nomor antrean {id_}.")
    assert said[1].text.startswith(f"Ticket number {en}.")


def test_floor_and_zone_are_spoken_where_the_site_tells_them():
    assert told(floor=False) == ["Silakan menuju loket tujuh belas.", "Please proceed to counter seventeen."]
    assert told() == [
        "Silakan menuju loket tujuh belas, lantai dua.",
        "Please proceed to counter seventeen, second floor.",
    ]
    assert told(named=True)[0] == "Silakan menuju loket tujuh belas, lantai dua, Zona Teratai."
    assert told("bawah")[0] == "Silakan menuju loket tujuh belas, lantai bawah tanah satu."
    assert told("lobi") == [
        "Silakan menuju loket tujuh belas, Lantai dasar.",
        "Please proceed to counter seventeen, Ground floor.",
    ]


@pytest.mark.parametrize(
    ("name", "spoken"), [("A1", "A satu"), ("B-12", "Be dua belas"), ("Teratai", "Teratai"), ("Meja 3", "Meja tiga")]
)
def test_a_counter_with_a_name_is_spoken_by_its_name(name, spoken):
    counters = (CounterInfo(17, "dukcapil", (), "utama", CounterState.CLOSED, name={"id": name}),)
    assert told(floor=False, counters=counters)[0] == f"Silakan menuju loket {spoken}."
    assert told(floor=False, counters=counters, number=16)[0] == "Silakan menuju loket enam belas."


def test_say_finds_a_counter_by_its_name_and_refuses_one_that_nobody_bears():
    hall = load_site("batu")
    hall = replace(hall, counters=(replace(hall.counters[0], name={"id": "Teratai"}), *hall.counters[1:]))
    said = say("A-013", "teratai", "id", hall)
    assert isinstance(said, Utterance)
    assert "loket Teratai" in said.text
    assert isinstance(say("A-013", "mawar", "id", hall), Unsayable)


def test_phonemes_of_the_site_leave_the_name_as_written_and_reach_the_engine():
    speech = SpeechInfo(agency_spoken=True, pronounce={"BPJS": "[[be  pe dZ'e 'Es]]"})
    said = utterance("id", "B-013", Goal(14), speech, {"id": "BPJS Kesehatan"})
    assert isinstance(said, Utterance)
    assert said.text.endswith("loket empat belas, BPJS Kesehatan.")
    assert reading("id", said.text, dict(said.exact)).endswith(", [[be pe dZ'e 'Es]] [[k@sEh'atan]].")
    assert utterance("en", "B-013", Goal(14), speech, {"id": "BPJS"}).exact == ()
