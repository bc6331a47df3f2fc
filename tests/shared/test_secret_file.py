"""Files for their owner's eyes, and what is kept of a pairing."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared import paired
from shared.paired import Paired
from shared.secret_file import write_secret
from shared.wire import Role


def test_a_secret_is_readable_by_its_owner_only_also_where_it_was_not_before(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("old")
    file.chmod(0o644)
    write_secret(file, "new")
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("new", 0o600)


def test_what_cannot_be_written_leaves_what_was_there_and_nothing_beside_it(tmp_path: Path) -> None:
    write_secret(tmp_path / "key", "old")
    with pytest.raises(UnicodeEncodeError):
        write_secret(tmp_path / "key", "ñ")
    assert [file.name for file in tmp_path.iterdir()] == ["key"]
    assert (tmp_path / "key").read_text() == "old"


def test_a_pairing_is_read_as_it_was_kept_and_is_none_where_it_is_broken(tmp_path: Path) -> None:
    made = Paired("http://10.0.0.1:8470", "k", "PEM", paired.key_mark("old"))
    paired.keep(tmp_path, Role.KIOSK, made)
    assert paired.read(tmp_path, Role.KIOSK) == made
    assert paired.read(tmp_path, Role.DISPLAY) is None
    paired.pairing_file(tmp_path, Role.KIOSK).write_text("{")
    assert paired.read(tmp_path, Role.KIOSK) is None
