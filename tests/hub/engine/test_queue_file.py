"""Opening the queue file: made from nothing, brought up to date, and what is refused without being touched."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from hub.engine.port import CannotOpenError
from hub.engine.sqlite import migrations
from hub.engine.sqlite.file import owned, queue_file, translated_errors
from hub.store import contents, schema
from hub.store.database import open_reader, open_writer, reopen_writer


def test_a_new_folder_gets_a_whole_file(tmp_path: Path) -> None:
    db = open_writer(tmp_path)
    assert migrations.applied(db) == tuple(script.stem for script in schema.MIGRATIONS)
    assert db.execute("SELECT count(*) FROM ticket").fetchone() == (0,)
    db.close()


def test_what_is_committed_survives_a_cut_of_the_power(tmp_path: Path) -> None:
    """As far as a test can tell: write-ahead log, and every commit synced."""
    db = open_writer(tmp_path)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    db.close()


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    open_writer(tmp_path).close()
    before = queue_file(tmp_path).read_bytes()
    open_writer(tmp_path).close()
    assert queue_file(tmp_path).read_bytes() == before


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_file_of_a_newer_program_is_refused_and_not_a_byte_of_it_changes(tmp_path: Path, mode: str) -> None:
    db = sqlite3.connect(queue_file(tmp_path))
    db.execute(f"PRAGMA journal_mode = {mode}")
    db.execute("CREATE TABLE migration (name TEXT PRIMARY KEY, at INTEGER NOT NULL)")
    db.execute("INSERT INTO migration (name, at) VALUES ('0001_queue', 0), ('0099_future', 0)")
    db.commit()
    db.close()
    before = queue_file(tmp_path).read_bytes()
    with pytest.raises(CannotOpenError, match=r"newer Antrean.*0099_future.*Nothing was changed.*Install the newer"):
        open_writer(tmp_path)
    assert queue_file(tmp_path).read_bytes() == before


def test_a_database_of_another_program_is_refused_and_not_a_byte_of_it_changes(tmp_path: Path) -> None:
    with closing(sqlite3.connect(queue_file(tmp_path))) as db:
        db.execute("CREATE TABLE bookmark (address TEXT)")
    before = queue_file(tmp_path).read_bytes()
    with pytest.raises(CannotOpenError, match=r"database of another program.*Nothing was changed"):
        open_writer(tmp_path)
    assert queue_file(tmp_path).read_bytes() == before


@pytest.mark.parametrize("content", [b"this is no database, it is a letter" * 100, b"\0" * 8192])
def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    queue_file(tmp_path).write_bytes(content)
    with pytest.raises(CannotOpenError, match=r"cannot be used.*restore a backup"):
        open_writer(tmp_path)
    assert queue_file(tmp_path).read_bytes() == content


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    queue_file(tmp_path).mkdir()
    with pytest.raises(CannotOpenError, match="cannot be used"):
        open_writer(tmp_path)


def test_a_folder_that_cannot_be_made_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("a file, no folder")
    with pytest.raises(CannotOpenError, match=r"cannot be written.*--data"), owned(tmp_path / "letter" / "data"):
        pass


def test_a_folder_has_one_owner_at_a_time(tmp_path: Path) -> None:
    with owned(tmp_path):
        with pytest.raises(CannotOpenError, match="Another hub already works"), owned(tmp_path):
            pass
        with owned(tmp_path / "other"):
            pass
    with owned(tmp_path):
        pass


def test_a_reader_sees_what_is_written_and_cannot_write(tmp_path: Path) -> None:
    writer, reader = open_writer(tmp_path), open_reader(tmp_path)
    writer.execute("INSERT INTO counter (number, state, officer, since) VALUES (1, 'open', NULL, 0)")
    assert reader.execute("SELECT number FROM counter").fetchall() == [(1,)]
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("DELETE FROM counter")
    reader.close()
    writer.close()


def test_a_disk_that_fails_while_the_file_is_looked_for_is_a_refusal_and_no_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_path: Path) -> bool:
        raise OSError(5, "Input/output error")

    open_writer(tmp_path).close()
    monkeypatch.setattr(Path, "exists", failing)
    for opening in (open_writer, reopen_writer):
        with pytest.raises(CannotOpenError, match="Input/output error"):
            opening(tmp_path)


def test_a_disk_without_room_is_told_as_such_and_not_as_damage(tmp_path: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("PRAGMA max_page_count = 1")
        with pytest.raises(CannotOpenError, match="Make room") as refused, translated_errors(tmp_path / "queue"):
            db.execute("CREATE TABLE large (x)")
    assert "damaged" not in str(refused.value)


@pytest.mark.parametrize("content", [None, b""])
def test_a_file_that_was_there_is_opened_again_but_never_made_anew(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        queue_file(tmp_path).write_bytes(content)
    with pytest.raises(CannotOpenError):
        reopen_writer(tmp_path)
    assert not queue_file(tmp_path).exists() if content is None else queue_file(tmp_path).read_bytes() == content


def test_a_reader_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        open_reader(tmp_path)
    assert list(tmp_path.iterdir()) == []


def _open_to_others(folder: Path) -> list[str]:
    """Files that other users of the machine may read."""
    return [path.name for path in folder.iterdir() if path.stat().st_mode & 0o077]


@pytest.fixture
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folders from others by itself")
@pytest.mark.usefixtures("usual_umask")
class TestOtherUsers:
    def test_they_cannot_look_into_a_new_data_folder_nor_read_its_files(self, tmp_path: Path) -> None:
        data = tmp_path / "data"
        with owned(data), closing(open_writer(data)) as db:
            db.execute("INSERT INTO counter (number, state, officer, since) VALUES (1, 'open', NULL, 0)")
            assert {path.suffix for path in data.iterdir()} >= {".sqlite3", ".sqlite3-wal", ".sqlite3-shm"}
            data.chmod(0o755)
            assert _open_to_others(data) == ["antrean.lock"]

    def test_a_new_data_folder_is_its_users_own(self, tmp_path: Path) -> None:
        with owned(tmp_path / "data"):
            assert (tmp_path / "data").stat().st_mode & 0o077 == 0

    def test_a_file_that_they_could_read_is_closed_to_them_when_it_is_next_opened(self, tmp_path: Path) -> None:
        open_writer(tmp_path).close()
        queue_file(tmp_path).chmod(0o644)
        db = open_writer(tmp_path)
        db.execute("INSERT INTO counter (number, state, officer, since) VALUES (1, 'open', NULL, 0)")
        assert _open_to_others(tmp_path) == []
        db.close()

    def test_a_copy_is_closed_to_them_from_its_first_page_on(self, tmp_path: Path) -> None:
        db = open_writer(tmp_path)
        seen: list[list[str]] = []

        def in_between() -> bool:
            seen.append(_open_to_others(tmp_path))
            return False

        contents.copy(db, tmp_path / "copy.sqlite3", in_between)
        db.close()
        assert seen
        assert not any(seen)
        shutil.copyfile(queue_file(tmp_path), tmp_path / "found.sqlite3")
        contents.copy_file(tmp_path / "found.sqlite3", tmp_path / "other.sqlite3")
        assert _open_to_others(tmp_path) == ["found.sqlite3"]
