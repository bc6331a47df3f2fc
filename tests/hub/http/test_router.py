"""From method and path to what answers."""

from __future__ import annotations

import pytest

from hub.http.router import NoMatch, Router, described, path_values


@pytest.fixture
def router() -> Router[str]:
    made: Router[str] = Router()
    made.add("GET", "/tickets/{ticket:int}", "one ticket")
    made.add("POST", "/tickets/hand-in", "hand in")
    made.add("GET", "/t/{token}", "a page")
    made.add("GET", "/days/{day}/halls/{hall:int}/csv", "two values")
    return made


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/tickets/7", ("one ticket", (7,))),
        ("/tickets/007", ("one ticket", (7,))),
        ("/t/abc", ("a page", ("abc",))),
        ("/t/7", ("a page", ("7",))),
        ("/days/2026-11-28/halls/3/csv", ("two values", ("2026-11-28", 3))),
    ],
)
def test_a_path_leads_to_what_answers_with_its_values(router: Router[str], path: str, found: object) -> None:
    assert router.find("GET", path) == found


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/tickets",
        "/tickets/",
        "/tickets/x",
        "/tickets/-1",
        "/tickets/7/",
        "/t/",
        "/t/a/b",
        "/tickets/" + "9" * 19,
    ],
)
def test_another_path_leads_nowhere(router: Router[str], path: str) -> None:
    assert router.find("GET", path) is NoMatch.NO_PATH


def test_a_path_that_is_there_with_another_method_says_so(router: Router[str]) -> None:
    assert router.find("DELETE", "/tickets/7") is NoMatch.NO_METHOD
    assert router.find("GET", "/tickets/hand-in") is NoMatch.NO_METHOD


def test_two_routes_do_not_share_an_address(router: Router[str]) -> None:
    with pytest.raises(ValueError, match="twice"):
        router.add("GET", "/tickets/{number:int}", "again")
    with pytest.raises(ValueError, match="another kind"):
        router.add("GET", "/tickets/{label}", "by its label")


def test_a_template_is_described_without_the_kinds_of_its_values() -> None:
    assert described("/a/{b:int}/{c}") == "/a/{b}/{c}"
    assert path_values("/a/{b:int}/{c}") == (("b", "int"), ("c", "str"))
