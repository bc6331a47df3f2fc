"""Prepares a machine and this checkout: system packages, environment, locked Python packages.

Called by ``./run`` and ``./test`` with nothing but Python's standard library at hand. Every step looks first
and does nothing when there is nothing to do, so the second call is instant and needs no root.

    python3 setup/prepare.py run | test
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"run": "requirements.txt", "test": "requirements-dev.txt"}


class CannotPrepareError(Exception):
    """Something that a person must do; the message says what."""


def main(purpose: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 (whatever python3 is on the machine runs this)
        raise CannotPrepareError(f"Antrean needs Python 3.11 or newer; python3 here is {sys.version.split()[0]}.")
    _system_packages(purpose)
    _environment()
    _python_packages(purpose)


def _system_packages(purpose: str) -> None:
    """Installs what Debian or Ubuntu lacks; on other systems says which packages are meant and goes on."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        lists = tomllib.load(file)["tool"]["antrean"]["debian"]
    wanted: list[str] = list(lists["run"]) + (list(lists["test"]) if purpose == "test" else [])
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append("python3-venv")
    if shutil.which("dpkg-query") is None:
        print("Not a Debian or Ubuntu system: install the packages that the README lists, by their names here.")
        return
    missing = [choices for choices in map(_choices, wanted) if not any(map(_installed, choices))]
    if not missing:
        return
    print(f"Installing system packages: {', '.join(choices[0] for choices in missing)}", flush=True)
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"]
    if os.geteuid() != 0:
        if shutil.which("sudo") is None:
            names = " ".join(choices[0] for choices in missing)
            raise CannotPrepareError(
                f"System packages are missing and this is not root. As root: apt-get install {names}"
            )
        apt = ["sudo", *apt]
    _run([*apt, "update", "-qq"], "apt-get update failed; is a package mirror reachable?")
    names = [_available(choices) for choices in missing]
    _run([*apt, "install", "-y", "-qq", "--no-install-recommends", *names], "apt-get install failed; see above.")


def _choices(line: str) -> list[str]:
    return [name.strip() for name in line.split("|")]


def _installed(name: str) -> bool:
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f=${db:Status-Status}", name], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip() == "installed"


def _available(choices: list[str]) -> str:
    for name in choices:
        shown = subprocess.run(["apt-cache", "policy", name], capture_output=True, text=True, check=False).stdout
        if "Candidate:" in shown and "Candidate: (none)" not in shown:
            return name
    return choices[0]


def _environment() -> None:
    if (VENV / "bin" / "python").exists() and _works(VENV / "bin" / "python"):
        return
    print("Making the Python environment in .venv", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    _run([sys.executable, "-m", "venv", str(VENV)], "python3 -m venv failed; is python3-venv installed?")


def _works(python: Path) -> bool:
    """Also says no to an environment that was left without pip, as Debian makes it when python3-venv is missing."""
    return subprocess.run([str(python), "-c", "import pip"], capture_output=True, check=False).returncode == 0


def _python_packages(purpose: str) -> None:
    """Installs the locked packages and this checkout itself, unless a stamp says that it was done."""
    stamp = VENV / f".prepared-{purpose}"
    sources = ["pyproject.toml", f"setup/{LOCKS[purpose]}"]
    digest = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in sources)).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print("Installing Python packages (a few minutes the first time: Qt is large)", flush=True)
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "-r", str(ROOT / "setup" / LOCKS[purpose])], "pip install failed; see above.")
    _run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], "pip install -e failed; see above.")
    stamp.write_text(digest)


def _run(command: list[str], what_failed: str) -> None:
    if subprocess.run(command, check=False).returncode != 0:
        raise CannotPrepareError(what_failed)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        sys.exit("usage: prepare.py run|test")
    try:
        main(sys.argv[1])
    except CannotPrepareError as trouble:
        sys.exit(f"antrean: {trouble}")
