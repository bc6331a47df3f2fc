"""``antrean hub`` where it cannot start: one plain message, exit 1, and nothing changed."""

from __future__ import annotations

import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.commandline import antrean

WRONG_SITE = """
key = "x"
name = "X"
timezone = "Asia/Nowhere"
colour = "red"
"""


def test_an_unknown_site_is_refused_with_the_sites_that_exist(tmp_path: Path) -> None:
    said = antrean("hub", "--data", tmp_path, "--site", "nowhere", "--port", 0)
    assert said.code == 1
    assert "nowhere" in said.trouble
    assert '"balangan", "batu"' in said.trouble
    assert len(said.trouble.splitlines()) == 1


def test_an_unknown_setting_of_a_site_is_refused_with_those_it_has(tmp_path: Path) -> None:
    said = antrean("hub", "--data", tmp_path, "--site", "batu:closing", "--port", 0)
    assert said.code == 1
    assert "opening" in said.trouble


def test_a_wrong_site_file_is_refused_with_every_mistake_in_it(tmp_path: Path) -> None:
    file = tmp_path / "hall.toml"
    file.write_text(WRONG_SITE)
    said = antrean("hub", "--data", tmp_path / "data", "--site", file, "--port", 0)
    assert said.code == 1
    lines = said.trouble.splitlines()
    for place in ("timezone", "colour", "zone", "agency", "hours", "address"):
        assert any(f": {place}: expected " in line for line in lines), place
    assert all(line.startswith("hall.toml") for line in lines)


def test_a_port_in_use_is_named_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = antrean("hub", "--data", tmp_path, "--site", "batu", "--host", "127.0.0.1", "--port", port)
    assert said.code == 1
    assert f"port {port}" in said.trouble
    assert "--port" in said.trouble
    assert not (tmp_path / "hub.json").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = antrean("hub", "--data", tmp_path / "file" / "below", "--site", "batu", "--port", 0)
    assert said.code == 1
    assert f"{tmp_path / 'file' / 'below'} cannot be written" in said.trouble
    assert "--data" in said.trouble


def test_a_file_given_as_folder_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "is a file" in antrean("hub", "--data", tmp_path / "file", "--site", "batu").usage


def test_a_folder_without_a_site_says_how_to_give_it_one(tmp_path: Path) -> None:
    said = antrean("hub", "--data", tmp_path, "--port", 0)
    assert said.code == 1
    assert "antrean site load" in said.trouble


def test_a_newer_queue_file_is_refused_and_not_touched(tmp_path: Path) -> None:
    assert antrean("site", "load", "--data", tmp_path, "batu").code == 0
    file = tmp_path / "antrean.sqlite3"
    with closing(sqlite3.connect(file)) as db:
        db.execute("INSERT INTO migration (name, at) VALUES ('0999_future', 0)")
        db.commit()
    before = file.read_bytes()
    said = antrean("hub", "--data", tmp_path, "--site", "balangan", "--port", 0)
    assert said.code == 1
    assert "newer" in said.trouble
    assert "0999_future" in said.trouble
    assert file.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "antrean.sqlite3"
    file.write_bytes(b"these are not the bytes of a database, by no means" * 100)
    before = file.read_bytes()
    said = antrean("hub", "--data", tmp_path, "--site", "batu", "--port", 0)
    assert said.code == 1
    assert str(file) in said.trouble
    assert file.read_bytes() == before


def test_a_second_hub_on_the_same_folder_is_refused_and_leaves_the_first_alone(hub: Any) -> None:
    said = antrean("hub", "--data", hub.data, "--host", "127.0.0.1", "--port", 0)
    assert said.code == 1
    assert "Another hub already works on" in said.trouble
    assert hub.take()["label"] == "A-001"


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_cannot_be_is_wrong_usage(port: str) -> None:
    assert "--port" in antrean("hub", "--port", port).usage


@pytest.mark.parametrize("address", ["hall", "hall.example:8470", "ftp://hall", "http://", "http://hall/?a"])
def test_an_address_on_tickets_that_no_phone_could_open_is_wrong_usage(address: str, tmp_path: Path) -> None:
    said = antrean("hub", "--data", tmp_path, "--site", "batu", "--port", 0, env={"ANTREAN_PUBLIC_URL": address})
    assert "expected http://HOST" in said.usage


def test_settings_come_from_the_environment_as_well(make_hub: Any, tmp_path: Path) -> None:
    said = antrean("hub", env={"ANTREAN_DATA": str(tmp_path), "ANTREAN_SITE": "nowhere", "ANTREAN_PORT": "0"})
    assert said.code == 1
    assert "nowhere" in said.trouble
    environment = {"ANTREAN_ALWAYS_OPEN": "1", "ANTREAN_PUBLIC_URL": "http://hall.example/"}
    hub = make_hub(always_open=False, environment=environment).start()
    assert hub.take()["url"].startswith("http://hall.example/t/")


def test_an_option_wins_over_the_environment(tmp_path: Path) -> None:
    said = antrean("hub", "--site", "elsewhere", env={"ANTREAN_DATA": str(tmp_path), "ANTREAN_SITE": "nowhere"})
    assert "elsewhere" in said.trouble
