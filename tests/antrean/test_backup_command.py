"""``antrean backup`` beside a running hub, whose own folder for backups may be gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hub.store.contents import check
from tests.support.commandline import antrean


def test_a_backup_by_hand_is_made_although_the_stick_with_the_daily_ones_was_pulled(
    make_hub: Callable[..., Any], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    hub = make_hub(environment={"ANTREAN_BACKUP_FOLDER": str(stick / "antrean")}).start()
    hub.take()
    stick.write_text("something else is there now")
    said = antrean("backup", "--data", hub.data, tmp_path / "by-hand.sqlite3")
    assert said.code == 0, said.err
    assert "1 ticket of 20" in said.out
    assert "No backup was made" in said.err
    assert "cannot be written" not in said.err
    assert check(tmp_path / "by-hand.sqlite3").tickets == 1
    with hub.client() as manager:
        refused = manager.post("/backups", timeout=60)
        assert (refused.status_code, refused.json()["code"]) == (503, "no_backup")


def test_a_backup_that_cannot_be_written_where_it_was_wanted_says_so_once(hub: Any, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = antrean("backup", "--data", hub.data, tmp_path / "file" / "copy.sqlite3")
    assert said.code == 1
    assert said.trouble.startswith("No backup was made:")


def test_a_folder_that_cannot_be_opened_is_not_blamed_on_a_hub(tmp_path: Path) -> None:
    (tmp_path / "antrean.sqlite3").touch()
    (tmp_path / "antrean.lock").mkdir()
    said = antrean("backup", "--data", tmp_path, tmp_path / "copy.sqlite3")
    assert said.code == 1
    assert "cannot be written" in said.trouble
    assert "hub" not in said.trouble


def test_a_restore_says_that_the_site_is_the_backups_too(hub: Any, tmp_path: Path) -> None:
    hub.take()
    assert antrean("backup", tmp_path / "day.sqlite3", "--data", hub.data).code == 0
    said = antrean("restore", "--yes", tmp_path / "day.sqlite3", "--data", tmp_path / "new")
    assert said.code == 0, said.trouble
    assert "The site is the backup's too" in said.out
