"""Series and counters that visitors would take for one another are refused, with the place and a cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.site.load import Mistake, WrongSite, bundled, load_site, load_text
from shared.site.series import confusable

SMALL = (Path(__file__).parent / "small.toml").read_text(encoding="utf-8")
REGISTRY, POLICE, SKCK = "agency.registry.series", "agency.police.series", "agency.police.service.skck.series"


def hall(registry: str, police: str, ktp: str = "", skck: str = "") -> str:
    """The small site with these series of its agencies and of a service of each."""
    text = SMALL.replace('letter = "A"', f'letter = "A"\nseries = "{registry}"')
    text = text.replace('letter = "S"', f'letter = "S"\nseries = "{police}"')
    text = text.replace("minutes = 10", f'minutes = 10\nseries = "{ktp}"' if ktp else "minutes = 10")
    return text.replace("minutes = 15", f'minutes = 15\nseries = "{skck}"' if skck else "minutes = 15")


def named(text: str) -> dict[str, Mistake]:
    with pytest.raises(WrongSite) as refused:
        load_text(text, "small.toml")
    return {mistake.place: mistake for mistake in refused.value.mistakes}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AB", "AD"),
        ("MA", "NH"),
        ("4A", "4K"),
        ("0A", "OA"),
        ("1A", "IH"),
        ("VA", "WA"),
        *[("K", "KA"), ("B", "BE"), ("D", "PE"), ("Q", "QI"), ("A", "4A"), ("S", "9S")],
    ],
)
def test_series_that_sound_or_look_alike_are_taken_for_one_another(one: str, other: str) -> None:
    assert confusable(one, other)
    assert confusable(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("A", "B"), ("AB", "BA"), ("4A", "5A"), ("L", "LA"), ("K", "4A"), ("A", "A")]
)
def test_series_that_differ_to_the_ear_are_not_taken_for_one_another(one: str, other: str) -> None:
    assert not confusable(one, other)


@pytest.mark.parametrize(("registry", "police"), [("AB", "AD"), ("4A", "A"), ("A", "4A"), ("KA", "K"), ("0A", "OA")])
def test_two_agencies_may_not_have_series_that_are_taken_for_one_another(registry: str, police: str) -> None:
    found = named(hall(registry, police))
    assert list(found) == [POLICE]
    assert f"nobody takes for {registry} of agency registry" in found[POLICE].expected
    assert found[POLICE].found == f'"{police}"'


@pytest.mark.parametrize(("own", "service"), [("B", "D"), ("S", "F"), ("A", "8A"), ("SA", "FA"), ("P", "PE")])
def test_a_service_may_not_have_a_series_that_is_taken_for_its_agencys(own: str, service: str) -> None:
    two = '\n[agency.police.service.lost]\nname = "Kehilangan"\nminutes = 5\n'
    found = named(hall("L", own, skck=service).replace("[setting.first]", f"{two}\n[setting.first]"))
    assert list(found) == [SKCK]
    assert f"nobody takes for {own} when" in found[SKCK].expected


def test_two_services_of_one_agency_may_not_have_series_that_sound_alike() -> None:
    text = hall("L", "R", ktp="M").replace("minutes = 8", 'minutes = 8\nseries = "N"')
    assert "nobody takes for M when" in named(text)["agency.registry.service.kk.series"].expected


def test_single_letters_of_two_agencies_may_sound_alike() -> None:
    assert load_text(hall("B", "D"), "small.toml").series == ("B", "D")


def test_services_of_one_agency_may_share_a_series() -> None:
    assert load_text(hall("L", "R", ktp="L", skck="R"), "small.toml").series == ("L", "R")


def test_a_letter_of_which_no_numbers_are_given_sounds_like_nothing() -> None:
    assert load_text(hall("L", "B", skck="D"), "small.toml").series == ("D", "L")


def test_the_series_that_is_offered_instead_can_be_used() -> None:
    offered = named(hall("B", "BE"))[POLICE].expected.rpartition('such as "')[2].rstrip('"')
    assert load_text(hall("B", offered), "small.toml").series == tuple(sorted(("B", offered)))


@pytest.mark.parametrize("name", bundled())
def test_no_bundled_site_has_series_that_are_taken_for_one_another(name: str) -> None:
    assert load_site(name).series


def counters(first: str, second: str) -> str:
    return f'{SMALL}\n[counter.1]\nname = "{first}"\n[counter.2]\nname = "{second}"\n'


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A1", "A 1"),
        ("A1", "a1"),
        ("A-1", "A1"),
        ("A\N{EN DASH}1", "A.1"),
        ("A 01", "A1"),
        ("Loket A1", "A1"),
        *[("Teratai", "TERATAI"), ("Sri Rejeki", "srirejeki"), ("Meja Teratai", "Teratai"), ("\uff21\uff11", "A1")],
    ],
)
def test_no_counter_is_called_as_another_but_for_spaces_case_or_hyphens(first: str, second: str) -> None:
    found = named(counters(first, second))
    assert list(found) == ["counter.2.name"]
    assert f'counter 1 is "{first}", which sounds the same' in found["counter.2.name"].expected


@pytest.mark.parametrize("name", ["3", "Loket 3", "loket-3", "Loket 03", "LOKET3", "Counter 3", "No. 3"])
def test_no_counter_is_called_by_the_number_of_another(name: str) -> None:
    assert "no other counter's number, not 3" in named(counters(name, "Teratai"))["counter.1.name"].expected


def test_the_same_name_in_another_language_is_another_counters_too() -> None:
    text = f'{SMALL}\n[counter.1]\nname = "Lotus"\n[counter.2]\nname = {{ id = "Teratai", en = "LOTUS" }}\n'
    assert list(named(text)) == ["counter.2.name.en"]


@pytest.mark.parametrize(
    ("first", "second"), [("A1", "A2"), ("A1", "A11"), ("A10", "A1"), ("Loket", "Meja"), ("1", "Loket 2")]
)
def test_counters_whose_names_differ_are_no_mistake(first: str, second: str) -> None:
    site = load_text(counters(first, second), "small.toml")
    assert [counter.name for counter in site.counters[:2]] == [{"id": first}, {"id": second}]
