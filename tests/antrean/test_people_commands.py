"""``antrean officer`` and ``antrean key``, with a hub that runs and without one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.commandline import Said, antrean

Command = Callable[..., Said]
SARI = ("officer", "add", "sari", "--name", "Sari Wulandari", "--agency", "dukcapil", "--pin", "271828")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with Batu's site, on which no hub works."""
    assert antrean("site", "load", "--data", tmp_path / "data", "batu").code == 0
    return tmp_path / "data"


@pytest.fixture(params=["running", "stopped"])
def data(request: pytest.FixtureRequest) -> Path:
    """A data folder, once with its hub running and once without."""
    if request.param == "running":
        hub = request.getfixturevalue("hub")
        assert isinstance(hub.data, Path)
        return hub.data
    found = request.getfixturevalue("folder")
    assert isinstance(found, Path)
    return found


def _status(hub: Any, key: str, path: str) -> int:
    with hub.client(key) as client:
        return int(client.get(path).status_code)


def test_an_officer_is_added_and_listed(data: Path) -> None:
    assert antrean("officer", "list", "--data", data).out.startswith("No officers yet")
    added = antrean(*SARI, "--data", data)
    assert (added.code, added.out) == (0, "Officer sari (Sari Wulandari) added for dukcapil.\n")
    listed = antrean("officer", "list", "--data", data)
    assert listed.out.split() == ["sari", "officer", "dukcapil", "Sari", "Wulandari"]


def test_the_same_officer_twice_is_refused(data: Path) -> None:
    assert antrean(*SARI, "--data", data).code == 0
    again = antrean(*SARI, "--data", data)
    assert again.code == 1
    assert "'sari' already" in again.trouble


def test_a_mistyped_agency_is_answered_with_the_one_that_was_meant(data: Path) -> None:
    said = antrean(
        "officer", "add", "sari", "--name", "Sari", "--agency", "dukcapill", "--pin", "271828", "--data", data
    )
    assert said.code == 1
    assert "no agency 'dukcapill' in this hall (did you mean 'dukcapil'?); there are: " in said.trouble
    assert "not as described" not in said.trouble


def test_a_code_with_a_space_is_told_what_a_code_may_have(data: Path) -> None:
    said = antrean(
        "officer", "add", "budi s", "--name", "Budi", "--agency", "dukcapil", "--pin", "271828", "--data", data
    )
    assert said.code == 1
    assert "no spaces" in said.trouble


def test_a_short_pin_is_called_short_and_not_easy(data: Path) -> None:
    said = antrean("officer", "add", "sari", "--name", "Sari", "--agency", "dukcapil", "--pin", "271", "--data", data)
    assert said.code == 1
    assert "a PIN has at least 6 digits" in said.trouble
    assert "easy" not in said.trouble


def test_a_key_is_shown_once_and_listed_without_its_secret(data: Path) -> None:
    made = antrean("key", "create", "--role", "kiosk", "--name", "Pintu utama", "--data", data)
    assert made.code == 0
    assert len(made.out.strip()) >= 32
    listed = antrean("key", "list", "--data", data)
    assert "Pintu utama" in listed.out
    assert made.out.strip() not in listed.out


def test_no_hub_is_left_running_by_a_command(folder: Path) -> None:
    assert antrean(*SARI, "--data", folder).code == 0
    assert not (folder / "hub.json").exists()


def test_an_added_officer_can_sign_in_at_the_running_hub(hub: Any) -> None:
    assert antrean(*SARI, "--data", hub.data).code == 0
    with hub.client("") as nobody:
        signed = nobody.post("/session", json={"officer": "sari", "pin": "271828"}, headers={"X-Antrean": "1"})
    assert signed.json()["agency"] == "dukcapil"


def test_a_new_key_of_the_same_name_replaces_the_old(hub: Any) -> None:
    create = ("key", "create", "--role", "display", "--name", "Hall", "--data", hub.data)
    first, second = antrean(*create).out.strip(), antrean(*create).out.strip()
    assert [_status(hub, key, "/hall") for key in (first, second)] == [401, 200]


def test_an_officers_key_is_for_one_agency_or_for_all(data: Path) -> None:
    create = ("key", "create", "--role", "officer", "--data", data)
    assert antrean(*create, "--name", "Keypad", "--agency", "dukcapil").code == 0
    assert antrean(*create, "--name", "Panel").code == 0
    assert antrean("key", "create", "--role", "kiosk", "--name", "Pintu", "--data", data).code == 0
    listed = [line.split()[1:] for line in antrean("key", "list", "--data", data).out.splitlines()]
    assert listed == [
        ["kiosk", "-", "Pintu"],
        ["officer", "dukcapil", "Keypad"],
        ["officer", "every", "agency", "Panel"],
    ]


def test_a_key_made_for_an_agency_works_its_counters_and_no_others(hub: Any) -> None:
    made = antrean("key", "create", "--role", "officer", "--name", "Keypad", "--agency", "dukcapil", "--data", hub.data)
    with hub.client(made.out.strip()) as keypad:
        counters = {one["number"]: one["agency"] for one in keypad.get("/hall").json()["counters"]}
        ours = next(number for number, agency in counters.items() if agency == "dukcapil")
        other = next(number for number, agency in counters.items() if agency != "dukcapil")
        assert keypad.post(f"/counters/{ours}/open").json() == "open"
        assert keypad.post(f"/counters/{other}/open").status_code == 403


@pytest.mark.parametrize("pin", ["111111", "123456", "12345", "secret"])
def test_a_weak_pin_is_refused_with_the_reason(hub: Any, pin: str) -> None:
    said = antrean(*SARI[:-1], pin, "--data", hub.data)
    assert said.code == 1
    assert "PIN" in said.trouble
    assert pin not in said.trouble
    assert antrean("officer", "list", "--json", "--data", hub.data).out.strip() == "[]"


def test_an_unknown_agency_is_refused_with_those_that_exist(hub: Any) -> None:
    said = antrean("officer", "add", "x", "--name", "X", "--agency", "nowhere", "--pin", "271828", "--data", hub.data)
    assert said.code == 1
    assert "dukcapil, dpmptsp" in said.trouble
    key = ("key", "create", "--role", "officer", "--name", "X", "--agency", "nowhere")
    assert "dukcapil, dpmptsp" in antrean(*key, "--data", hub.data).trouble


def test_programs_read_the_answers_as_json(hub: Any) -> None:
    data = ("--json", "--data", hub.data)
    manager = {"officer": "kepala", "name": "Kepala", "role": "manager", "agency": None, "locked_until": None}
    added = antrean("officer", "add", "kepala", "--name", "Kepala", "--manager", *data, env={"ANTREAN_PIN": "271828"})
    assert json.loads(added.out) == manager
    assert json.loads(antrean("officer", "list", *data).out) == [manager]
    key = json.loads(antrean("key", "create", "--role", "manager", "--name", "Report", *data).out)
    assert _status(hub, key["key"], "/keys") == 200
    (listed,) = json.loads(antrean("key", "list", *data).out)
    assert listed == {**key, "key": None}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("officer", "add", "x", "--name", "X", "--pin", "271828"), "--agency CODE or --manager"),
        (("officer", "add", "x", "--name", "X", "--agency", "a", "--manager"), "--agency CODE or --manager"),
        (("officer", "add", "x", "--name", "X", "--manager"), "--pin"),
        (("officer", "add", "x", "--manager"), "--name"),
        (("officer", "add"), "CODE"),
        (("key", "create", "--name", "X"), "--role"),
        (("key", "create", "--role", "manager", "--name", "X", "--agency", "dukcapil"), "Only --role officer"),
        (("key", "create", "--role", "nobody", "--name", "X"), "'kiosk', 'display', 'officer', 'manager'"),
    ],
)
def test_wrong_usage_says_what_was_expected(tmp_path: Path, arguments: tuple[str, ...], expected: str) -> None:
    assert expected in antrean(*arguments, "--data", tmp_path / "data").usage
    assert not (tmp_path / "data").exists()


def test_a_folder_without_a_site_is_told_so(tmp_path: Path) -> None:
    said = antrean("officer", "list", "--data", tmp_path)
    assert said.code == 1
    assert "antrean site load" in said.trouble


def test_a_hub_that_died_and_left_its_address_behind_does_not_mislead(make_hub: Any, folder: Path) -> None:
    dead, other = make_hub(data=folder).start(), make_hub()
    dead.kill()
    other.port = dead.port
    other.start()
    assert (folder / "hub.json").exists()
    assert antrean(*SARI, "--data", folder).code == 0
    assert "sari" in antrean("officer", "list", "--data", folder).out
    assert "sari" not in antrean("officer", "list", "--data", other.data).out
