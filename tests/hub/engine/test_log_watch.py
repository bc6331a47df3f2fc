"""A foreign program that keeps reading the queue file lets its log grow: the hub notices, and says so."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hub import housekeeping
from hub.engine.sqlite import log_watch
from hub.engine.sqlite.file import log_size, queue_file
from hub.hub import Hub
from tests.support.at_work import at_work, take, until
from tests.support.machineclock import told

READS = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("BEGIN")
db.execute("SELECT count(*) FROM event").fetchone()
print("reads", flush=True)
sys.stdin.read()
"""


@contextmanager
def foreign_reader(data: Path) -> Iterator[None]:
    """Another program that began to read, and went to lunch."""
    command = [sys.executable, "-c", READS, str(queue_file(data))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "reads\n"
        try:
            yield
        finally:
            process.communicate()


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "TIDY_SECONDS", 0.01)
    monkeypatch.setattr(log_watch, "LARGE_BYTES", 100_000)


def test_a_log_that_a_foreign_reader_holds_is_told_until_it_ends(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def grows(queue: Hub) -> None:
        await take(queue)
        with foreign_reader(tmp_path):
            while log_size(tmp_path) <= 100_000:
                await take(queue)
            await take(queue)
            await until(lambda: queue.log_watch.held, "the hub says so")
            assert (await told(queue)).log_held == queue.log_watch.held
            assert "another program keeps reading" in caplog.text
        await until(lambda: queue.log_watch.held is None, "it is well again")
        assert "taken in again" in caplog.text

    at_work(tmp_path, grows)


def test_a_large_log_that_nobody_holds_is_no_news(tmp_path: Path) -> None:
    async def grows(queue: Hub) -> None:
        while log_size(tmp_path) <= 200_000:
            await take(queue)
        watch = log_watch.LogSizeWatch(tmp_path)
        for _ in range(3):
            watch.look()
        assert watch.held is None

    at_work(tmp_path, grows)


def test_a_log_is_begun_anew_when_the_foreign_reader_has_gone(tmp_path: Path) -> None:
    async def grows(queue: Hub) -> None:
        with foreign_reader(tmp_path):
            while log_size(tmp_path) <= 500_000:
                await take(queue)
            await until(lambda: queue.log_watch.held, "the hub says so")
        await until(lambda: queue.log_watch.held is None, "it is well again")
        size = log_size(tmp_path)
        for _ in range(5):
            await take(queue)
        assert log_size(tmp_path) == size, "written from its beginning"

    at_work(tmp_path, grows)
