"""``antrean simulate`` through real hubs: the same seed is the same day, and the estimate beats the naive rule."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from antrean.simulation.simulation_hub import SimulationHub
from tests.support.commandline import Said, antrean

DAY = """
site = "batu"
visitors = 110

[arrivals]
"08:00-10:00" = 70
"10:00-12:00" = 30

[agencies]
dukcapil = 60
dinkes = 40

[visits]
several = 0.1
no_show = 0.1
hold = 0.1
transfer = 0.1

[officers]
breaks = "11:00-12:30"
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("day") / "small.toml"
    path.write_text(DAY, encoding="utf-8")
    return path


def ran(said: Said) -> dict[str, Any]:
    assert said.code == 0, said.err
    return dict(json.loads(said.out))


MEMORY = {"TMPDIR": "/dev/shm"} if Path("/dev/shm").is_dir() else {}
"""What is measured here is no disk: a hub for the moment may lie in memory."""


@pytest.fixture(scope="module")
def three_days(file: Path) -> dict[str, Any]:
    return ran(antrean("simulate", "--own-hub", "--day", file, "--seed", 2, "--seeds", 3, "--json", env=MEMORY))


def test_the_estimate_is_clearly_better_than_people_times_minutes_over_counters(three_days: dict[str, Any]) -> None:
    found = three_days["overall"]
    assert found["waits"] > 200
    assert found["error"] < 0.8 * found["naive_error"], found
    assert found["error"] < 0.8 * found["naive_begun_error"], found
    assert found["pinball50"] < 0.8 * found["naive_pinball50"], found
    assert found["pinball90"] < 0.5 * found["naive_pinball90"], found


def test_about_nine_of_ten_are_called_within_the_longer_estimate(three_days: dict[str, Any]) -> None:
    assert 0.8 <= three_days["overall"]["covered"] <= 0.98


def test_everything_that_can_happen_to_a_visit_happens_and_everybody_is_called(three_days: dict[str, Any]) -> None:
    for one in three_days["seeds"]:
        assert one["never_called"] == 0
        assert one["taken"] <= one["served"] + one["no_shows"] + one["transferred"]
        for what in ("no_shows", "came_back", "held", "transferred"):
            assert one[what] > 0, what


def test_the_same_seed_is_the_same_day_and_another_seed_is_another(three_days: dict[str, Any], file: Path) -> None:
    again = ran(antrean("simulate", "--own-hub", "--day", file, "--seed", 3, "--json", env=MEMORY))["seeds"][0]
    first, second = three_days["seeds"][:2]
    assert again.pop("service_date") != second["service_date"]
    assert again == {name: value for name, value in second.items() if name != "service_date"}
    assert again["overall"] != first["overall"]


def test_a_hub_with_a_clock_of_its_own_gets_its_visitors_but_no_judgement_in_quick_motion(
    hub: Any, file: Path, tmp_path: Path
) -> None:
    brief = tmp_path / "brief.toml"
    brief.write_text(file.read_text(encoding="utf-8").replace("visitors = 110", "visitors = 20"), encoding="utf-8")
    found = ran(antrean("simulate", "--data", hub.data, "--day", brief, "--speed", 50_000, "--json"))
    assert found["overall"] is None
    assert found["seeds"][0]["taken"] == 20
    with hub.client() as manager:
        hall = manager.get("/hall").json()
    assert hall["tickets"] == []
    assert all(counter["state"] == "closed" for counter in hall["counters"])
    assert sum(day["served"] for day in hall["day"]) >= 20


def test_it_tells_people_what_happened(file: Path) -> None:
    said = antrean("simulate", "--own-hub", "--day", file, env=MEMORY)
    assert said.code == 0, said.err
    assert "numbers" in said.out
    assert "dukcapil" in said.out
    assert said.out.splitlines()[-1].startswith("all ")


def test_without_a_hub_it_says_how_to_get_one(tmp_path: Path) -> None:
    trouble = antrean("simulate", "--data", tmp_path / "none").trouble
    assert "No hub runs on" in trouble
    assert "--own-hub" in trouble


def test_a_hub_that_does_not_answer_is_named() -> None:
    trouble = antrean("simulate", "--hub", "http://127.0.0.1:1", "--key", "none").trouble
    assert "http://127.0.0.1:1 gave no answer" in trouble


def test_a_halls_own_hub_takes_no_simulated_day(make_hub: Callable[..., Any]) -> None:
    hall = make_hub(always_open=False).start()
    assert "--always-open" in antrean("simulate", "--data", hall.data).trouble
    with hall.client() as manager:
        assert manager.get("/hall").json()["seq"] == 0


def test_a_day_for_another_hall_is_refused_by_name(hub: Any) -> None:
    trouble = antrean("simulate", "--data", hub.data, "--day", "large").trouble
    assert "bpjskes" not in trouble
    assert "labour" in trouble


def test_several_seeds_need_a_clock_that_can_be_steered(hub: Any, file: Path) -> None:
    assert "--own-hub" in antrean("simulate", "--data", hub.data, "--day", file, "--seeds", 2).trouble


@pytest.mark.parametrize("options", [("--hub", "http://127.0.0.1:1"), ("--own-hub", "--hub", "x", "--key", "y")])
def test_wrong_usage_is_exit_2(options: tuple[str, ...]) -> None:
    assert antrean("simulate", *options).usage


@pytest.fixture
def link(hub: Any) -> Iterator[SimulationHub]:
    with closing(SimulationHub(hub.url, hub.manager_key)) as made:
        yield made


def test_a_connection_that_the_hub_closed_meanwhile_is_opened_again(hub: Any, link: SimulationHub) -> None:
    first = link.take(("dukcapil.ktp",), False)
    sock = link.client.connection.sock
    assert sock.recv(1, socket.MSG_PEEK) == b"", "the hub closes what is idle"  # waits for that
    assert link.take(("dukcapil.ktp",), False).id == first.id + 1
    with hub.client() as manager:
        assert len(manager.get("/hall").json()["tickets"]) == 2


def test_an_answer_that_was_lost_is_asked_for_and_not_done_twice(hub: Any, link: SimulationHub) -> None:
    link.hall()
    real = link.client.connection.getresponse
    lost: list[http.client.HTTPResponse] = []

    def lose() -> http.client.HTTPResponse:
        if not lost:
            lost.append(real())
            raise http.client.RemoteDisconnected("Remote end closed connection without response")
        return real()

    link.client.connection.getresponse = lose  # type: ignore[method-assign]
    link.take(("dukcapil.ktp",), False)
    with hub.client() as manager:
        assert len(manager.get("/hall").json()["tickets"]) == 1


def test_a_simulation_begun_again_frees_the_counters_and_serves_who_was_left(
    hub: Any, file: Path, tmp_path: Path
) -> None:
    brief = tmp_path / "brief.toml"
    brief.write_text(file.read_text(encoding="utf-8").replace("visitors = 110", "visitors = 20"), encoding="utf-8")
    with hub.client() as manager:
        counters = [one for one in manager.get("/hall").json()["counters"] if "dukcapil.ktp" in one["services"]]
        for counter, does in zip(counters, ("called", "serving"), strict=False):
            hub.take()
            manager.post(f"/counters/{counter['number']}/open").raise_for_status()
            manager.post(f"/counters/{counter['number']}/call-next").raise_for_status()
            if does == "serving":
                manager.post(f"/counters/{counter['number']}/start").raise_for_status()
        hub.take()
        hub.take()
    found = ran(antrean("simulate", "--data", hub.data, "--day", brief, "--speed", 50_000, "--json"))
    assert found["seeds"][0]["taken"] == 20
    with hub.client() as manager:
        assert manager.get("/hall").json()["tickets"] == []


def test_a_counter_at_which_somebody_is_signed_in_is_left_to_them(hub: Any, file: Path, tmp_path: Path) -> None:
    brief = tmp_path / "brief.toml"
    brief.write_text(file.read_text(encoding="utf-8").replace("visitors = 110", "visitors = 20"), encoding="utf-8")
    with hub.signed_in() as officer:
        officer.post("/counters/1/open").raise_for_status()
        found = ran(antrean("simulate", "--data", hub.data, "--day", brief, "--speed", 50_000, "--json"))
        assert found["seeds"][0]["taken"] == 20
        (first, *_) = officer.get("/hall").json()["counters"]
    assert (first["state"], first["officer"]) == ("open", "Sari")
