"""Finding a service by what a visitor types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.service_search import find
from shared.site.load import load_site
from shared.wire import AgencyInfo, ServiceInfo

BATU = load_site("batu")
AGENCIES = tuple(AgencyInfo(one.code, one.letter, one.short, one.name, one.colour) for one in BATU.agencies)
SERVICES = tuple(
    ServiceInfo(one.code, one.agency, one.name, one.detail, one.bring, one.keywords)
    for agency in BATU.agencies
    for one in agency.services
)


def found(query: str, lang: str = "id") -> list[str]:
    return [service.code for service in find(SERVICES, AGENCIES, query, lang)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ktp", "dukcapil.ktp"),
        ("KTP", "dukcapil.ktp"),
        ("e-KTP", "dukcapil.ktp"),
        ("ektp", "dukcapil.ktp"),
        ("e ktp", "dukcapil.ktp"),
        ("KTP-el", "dukcapil.ktp"),
        ("ktp el", "dukcapil.ktp"),
        ("bikin ktp", "dukcapil.ktp"),
        ("ktp hilang", "dukcapil.ktp"),
        ("akta lahir", "dukcapil.birth"),
        ("mau urus akte kelahiran bayi", "dukcapil.birth"),
        ("akta mati", "dukcapil.death"),
        ("kartu keluarga", "dukcapil.kk"),
        ("kartu kelurga", "dukcapil.kk"),
        ("kartu kelaurga", "dukcapil.kk"),
        ("skck", "polres.skck"),
        ("SIM C", "polres.sim"),
        ("pajak motor", "samsat.annual"),
        ("pasport", "immigration.new"),
        ("e-paspor", "immigration.new"),
        ("psapor", "immigration.new"),
        ("esim", "polres.sim"),
        ("ganti paspor", "immigration.replace"),
        ("sertifikat", "bpn.check"),
        ("sertipikat", "bpn.check"),
        ("bpjs kesehatan", "bpjskes.jkn"),
        ("tilang", "kejari.fine"),
        ("  TILANG!  ", "kejari.fine"),
    ],
)
def test_what_visitors_type_finds_what_they_mean_first(query: str, first: str) -> None:
    assert found(query)[0] == first


@pytest.mark.parametrize(
    ("query", "first"),
    [("birth certificate", "dukcapil.birth"), ("driving", "polres.sim"), ("passport", "immigration.new")],
)
def test_english_words_find_it_too(query: str, first: str) -> None:
    assert found(query, "en")[0] == first
    assert first in found(query, "id")


def test_each_further_letter_keeps_the_service_that_is_meant() -> None:
    for length in range(1, len("imigrasi") + 1):
        assert "immigration.new" in found("imigrasi"[:length])


@pytest.mark.parametrize("query", ["", "   ", "- . !", "qqqq", "zzzzzzz"])
def test_nothing_is_found_where_nothing_fits(query: str) -> None:
    assert found(query) == []


def test_a_short_word_must_be_typed_rightly() -> None:
    assert found("smi") == []
    assert "polres.sim" in found("sim")


def test_a_slip_of_the_finger_counts_only_where_nothing_fits_as_typed() -> None:
    assert "polres.loss" in found("hilang")
    assert "polres.loss" not in found("tilang")


def test_two_words_leave_only_services_that_have_both() -> None:
    assert found("akta cerai") == ["court.collect"]


def test_the_agencys_name_finds_its_services() -> None:
    assert set(found("Kejaksaan")) == {"kejari.fine", "kejari.law", "kejari.complaint"}


def test_a_service_of_an_unknown_agency_is_still_found() -> None:
    assert find(SERVICES, (), "skck", "id")[0].code == "polres.skck"


@given(st.text())
def test_any_text_is_answered_with_each_service_once_at_most(query: str) -> None:
    codes = found(query)
    assert len(codes) == len(set(codes))


@given(st.sampled_from(SERVICES), st.data())
@pytest.mark.slow
def test_every_service_is_found_by_its_name_in_any_case_and_with_one_slip_in_a_long_word(
    service: ServiceInfo, data: st.DataObject
) -> None:
    name = service.name["id"]
    assert service.code in found(name)
    assert found(name.upper()) == found(name)
    word = data.draw(st.sampled_from([part for part in name.split() if len(part) >= 5 and part.isalpha()] or [""]))
    if word:
        at = data.draw(st.integers(0, len(word) - 1))
        assert find((service,), AGENCIES, f"{word[:at]}q{word[at + 1 :]}", "id") == (service,)
