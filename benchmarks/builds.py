"""A build of Antrean that is measured: this checkout, or another commit in an environment that fits its lock file.

Both are driven from outside only, as processes, over HTTP, local sockets and files, by the benchmarks of this checkout.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
LOCK = "setup/requirements.txt"


class NoSuchBuildError(Exception):
    """The commit cannot be built; the message says why."""


@dataclass(frozen=True)
class Build:
    """A checkout and the interpreter whose packages it runs with."""

    name: str
    root: Path
    python: Path

    def command(self, *arguments: str) -> list[str]:
        """``antrean`` with these arguments, to be started with ``cwd`` and ``environment``."""
        return [str(self.python), "-m", "antrean", *arguments]

    @property
    def environment(self) -> dict[str, str]:
        """This process's environment, in which Python finds this build before an installed one."""
        return {**os.environ, "PYTHONPATH": str(self.root)}


THIS = Build("this checkout", ROOT, Path(sys.executable))


def cache_folder() -> Path:
    """Where built commits and their environments are kept for the next comparison."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "antrean-benchmarks"


def built(commit: str, cache: Path, tell: Callable[[str], None]) -> Build:
    """The files of ``commit`` in ``cache``, and an environment that has the packages of its lock file: this one where
    it does, else one made for it. What takes time is told. Raises NoSuchBuildError."""
    digest = _resolved(commit)
    root = cache / "commits" / digest
    if not root.exists():
        tell(f"unpacking {digest[:12]} into {root}")
        _unpack(digest, root)
    lock = root / LOCK
    lacking = lacking_packages(lock.read_text(encoding="utf-8"))
    if not lacking:
        tell(f"{digest[:12]} runs with this environment, which has the packages of its {LOCK}")
        return Build(digest[:12], root, THIS.python)
    folder = cache / "environments" / hashlib.sha256(lock.read_bytes()).hexdigest()[:12]
    if not (folder / "complete").exists():
        tell(f"installing {LOCK} of {digest[:12]} into {folder}; here is lacking: {', '.join(lacking)}")
        _install(lock, folder)
    else:
        tell(f"{digest[:12]} runs with the environment in {folder}")
    return Build(digest[:12], root, folder / "bin" / "python")


def lacking_packages(lock: str) -> list[str]:
    """The pinned packages of a lock file that this environment has not, or in another version."""
    found = []
    for line in lock.splitlines():
        if not line[:1].isalnum():  # comments and the hashes of the line before
            continue
        pinned = Requirement(line.rstrip(" \\"))
        if pinned.marker is not None and not pinned.marker.evaluate():
            continue
        try:
            installed = metadata.version(pinned.name)
        except metadata.PackageNotFoundError:
            installed = None
        if installed is None or not pinned.specifier.contains(installed, prereleases=True):
            found.append(f"{pinned.name}{pinned.specifier}")
    return found


def _resolved(commit: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise NoSuchBuildError(f"{commit} is no commit of this repository")
    return done.stdout.strip()


def _unpack(digest: str, root: Path) -> None:
    """All or nothing, so that an interrupted run leaves no half tree behind."""
    half = root.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    done = subprocess.run(["git", "-C", str(ROOT), "archive", "--format=tar", digest], capture_output=True, check=False)
    if done.returncode != 0:
        raise NoSuchBuildError(f"git archive {digest}: {done.stderr.decode().strip()}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(half, filter="data")
    half.rename(root)


def _install(lock: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    python = folder / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for command in (
        [sys.executable, "-m", "venv", str(folder)],
        [*pip, "--require-hashes", "-r", str(lock)],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise NoSuchBuildError(f"{' '.join(command)} failed: {done.stderr.strip()[-2000:]}")
    (folder / "complete").touch()
