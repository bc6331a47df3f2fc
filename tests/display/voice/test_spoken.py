import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from voice_samples import DUKCAPIL, call, site

from display.voice.spoken import Unsayable, Utterance, sentences, spoken_name, utterance
from shared.site.load import load_site
from shared.site.model import Speech


def test_a_call_is_spoken_in_indonesian_as_the_hall_expects_it():
    assert sentences(call(13, counter=3), site(), DUKCAPIL) == (
        Utterance("id", "Nomor antrean A, nol satu tiga. Silakan menuju loket tiga."),
    )


def test_english_follows_where_the_site_says_so_in_the_order_that_it_says():
    spoken = sentences(call(13, counter=3), site(Speech(languages=("id", "en"))), DUKCAPIL)
    assert [said.lang for said in spoken] == ["id", "en"]
    assert spoken[1].text == "Ticket number A, zero one three. Please proceed to counter three."
    assert [said.lang for said in sentences(call(13), site(Speech(languages=("en", "id"))), DUKCAPIL)] == ["en", "id"]


def test_the_tickets_own_language_does_not_change_what_the_hall_hears():
    english = replace(call(13), lang="en")
    assert sentences(english, site(), DUKCAPIL) == sentences(call(13), site(), DUKCAPIL)


def test_a_repeat_is_spoken_like_the_first_call():
    assert sentences(replace(call(13), nth=3), site(), DUKCAPIL) == sentences(call(13), site(), DUKCAPIL)


@pytest.mark.parametrize(
    ("counter", "words"), [(1, "satu"), (10, "sepuluh"), (11, "sebelas"), (21, "dua puluh satu"), (100, "seratus")]
)
def test_a_counter_is_always_spoken_as_a_value(counter, words):
    said = utterance("id", "B-123", counter, Speech(style="digits"), None)
    assert said == Utterance("id", f"Nomor antrean Be, satu dua tiga. Silakan menuju loket {words}.")


def test_the_agency_is_spoken_only_where_the_site_says_so_and_as_the_list_pronounces_it():
    name = {"id": "BPJS Kesehatan"}
    speech = Speech(agency_spoken=True, pronounce={"BPJS": "be pe je es"})
    said = utterance("id", "B-013", 14, speech, name)
    assert isinstance(said, Utterance)
    assert said.text.endswith("Silakan menuju loket empat belas, be pe je es Kesehatan.")
    silent = utterance("id", "B-013", 14, Speech(pronounce={"BPJS": "be pe je es"}), name)
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
        ("Kelas 1, lantai 12", "Kelas satu , lantai dua belas"),
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


@pytest.mark.parametrize("label", ["13A", "A013", "a-013", "A-13", "AB-013", "", "A-0133333", "A-01٣"])
def test_a_label_that_no_ticket_bears_is_refused_with_what_was_expected(label):
    said = utterance("id", label, 3, Speech(), None)
    assert isinstance(said, Unsayable)
    assert "A-013" in said.expected
    assert repr(label) in said.what


@pytest.mark.parametrize(("lang", "counter"), [("jv", 3), ("id", 0), ("id", 10_000), ("id", -1)])
def test_a_language_or_a_counter_that_cannot_be_spoken_is_refused(lang, counter):
    assert isinstance(utterance(lang, "A-013", counter, Speech(), None), Unsayable)


def test_a_call_with_an_impossible_label_is_a_bug():
    with pytest.raises(ValueError, match="13A"):
        sentences(replace(call(13), label="13A"), site(), None)


@given(
    st.sampled_from(["id", "en"]),
    st.from_regex(r"[A-Z]-[0-9]{3,6}", fullmatch=True),
    st.integers(1, 9999),
    st.sampled_from(["digits", "value"]),
)
def test_nothing_that_can_be_called_leaves_a_figure_in_the_sentence(lang, label, counter, style):
    said = utterance(lang, label, counter, Speech(style=style), None)
    assert isinstance(said, Utterance)
    assert not any(sign.isdigit() for sign in said.text)
