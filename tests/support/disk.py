"""A disk in a test's hands (see ``disk.c``): full, failing, hanging, or losing at a cut of the power what was not
synced."""

from __future__ import annotations

import mmap
import random
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("disk.c")
_FIELDS = (
    "fail_writes",
    "fail_syncs",
    "fail_reads",
    "hang_syncs",
    "kill_at_sync",
    "kill_after",
    "journal",
    "hanging",
    "fail_opens",
)
_RECORD = struct.Struct("=c255s3q")


def built(folder: Path) -> Path:
    """The shared object; skips the test where it cannot be made."""
    if sys.platform != "linux":
        pytest.skip("the disk is simulated by preloading, which is Linux's way")
    compiler = shutil.which("gcc") or shutil.which("cc") or shutil.which("clang")
    if compiler is None:
        pytest.skip("no C compiler: the disk cannot be simulated (install gcc)")
    made = folder / "disk.so"
    if not made.exists():
        subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", str(made), str(SOURCE), "-ldl"], check=True)
    return made


class Disk:
    """Give ``environment`` to the hub that it shall serve; set and read its fields at any time."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._page = folder / "disk.page"
        self._page.write_bytes(b"\0" * 4096)
        self._kept = folder / "disk.journal"
        self.environment = {
            "LD_PRELOAD": str(built(folder)),
            "TEST_DISK": str(self._page),
            "TEST_DISK_JOURNAL": str(self._kept),
        }
        with self._page.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), 4096)

    def set(self, **fields: int) -> None:
        for name, value in fields.items():
            struct.pack_into("=i", self._memory, _FIELDS.index(name) * 4, value)

    def get(self, name: str) -> int:
        return int(struct.unpack_from("=i", self._memory, _FIELDS.index(name) * 4)[0])

    @property
    def syncs(self) -> int:
        return int(struct.unpack_from("=q", self._memory, 40)[0])

    @property
    def writes(self) -> int:
        return int(struct.unpack_from("=q", self._memory, 48)[0])

    def lose_unsynced(self, data: Path, dice: random.Random) -> int:
        """Undoes writes that were not synced when the power went: all, or any of them, for the disk orders them as it
        likes. Answers how many were lost. For a dead process only."""
        lost = 0
        for name, records in self._unsynced().items():
            path = data / name
            if not path.exists():
                continue
            everything = dice.random() < 0.5
            with path.open("r+b") as file:
                for kind, size, offset, before in reversed(records):
                    if not everything and dice.random() < 0.5:
                        continue
                    lost += 1
                    file.seek(offset)
                    file.write(before)
                    if kind == b"T" or everything:
                        file.truncate(size)
        self._kept.write_bytes(b"")
        (data / "antrean.sqlite3-shm").unlink(missing_ok=True)  # memory, not disk
        return lost

    def _unsynced(self) -> dict[str, list[tuple[bytes, int, int, bytes]]]:
        """By file, its writes since its last sync, each with what stood there before."""
        raw = self._kept.read_bytes()
        found: dict[str, list[tuple[bytes, int, int, bytes]]] = {}
        at = 0
        while at + _RECORD.size <= len(raw):
            kind, name, size, offset, length = _RECORD.unpack_from(raw, at)
            at += _RECORD.size
            before = raw[at : at + length]
            at += length
            file = name.rstrip(b"\0").decode()
            if kind == b"S":
                found[file] = []
            else:
                found.setdefault(file, []).append((kind, size, offset, before))
        return found

    def close(self) -> None:
        self._memory.close()
