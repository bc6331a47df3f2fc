"""``setup/prepare.py`` before a machine played by a script: what it asks for, and when it does nothing."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LISTS: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["antrean"]["debian"]
PACKAGE = re.compile(r"[a-z0-9][a-z0-9+.-]+")


class Machine:
    """What programs would find: packages that are installed or to be had, and what was asked of them."""

    def __init__(self) -> None:
        self.installed = {choices(line)[0] for lines in LISTS.values() for line in lines} | {"python3-venv"}
        self.to_be_had = set(self.installed)
        self.failing = ""
        self.asked: list[list[str]] = []

    def run(self, command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        name, *rest = command
        if name == "dpkg-query":
            return self.answers("installed" if rest[-1] in self.installed else "")
        if name == "apt-cache":
            return self.answers(f"Candidate: {'1.0' if rest[-1] in self.to_be_had else '(none)'}")
        if rest[:1] == ["-c"]:
            return self.answers("")
        self.asked.append(command)
        if self.failing and self.failing in command:
            return self.answers("", 1)
        if "venv" in command:
            python = Path(command[-1]) / "bin" / "python"
            python.parent.mkdir(parents=True)
            python.touch()
        return self.answers("")

    @staticmethod
    def answers(text: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], code, text, "")

    def did(self, word: str) -> list[list[str]]:
        return [command for command in self.asked if word in command]


def choices(line: str) -> list[str]:
    return [name.strip() for name in line.split("|")]


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("prepare", ROOT / "setup" / "prepare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def prepare(machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module, on a machine and a checkout of its own; root, unless a test says otherwise."""
    module = load()
    (tmp_path / "setup").mkdir()
    for name in ("pyproject.toml", *(f"setup/{lock}" for lock in module.LOCKS.values())):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module.subprocess, "run", machine.run)
    monkeypatch.setattr(module.os, "geteuid", lambda: 0)
    monkeypatch.setattr(module.shutil, "which", lambda name: f"/usr/bin/{name}")
    return module


@pytest.mark.parametrize("purpose", ["run", "test"])
def test_a_second_run_does_nothing_and_is_quiet(
    prepare: ModuleType, machine: Machine, purpose: str, capfd: pytest.CaptureFixture[str]
) -> None:
    prepare.main(purpose)
    assert machine.did("venv")
    assert machine.did("--require-hashes")
    assert capfd.readouterr().out != ""
    machine.asked.clear()
    prepare.main(purpose)
    assert machine.asked == []
    assert capfd.readouterr().out == ""


def test_only_missing_packages_are_installed(prepare: ModuleType, machine: Machine) -> None:
    machine.installed -= {"espeak-ng", "xvfb"}
    prepare.main("run")
    update, install = machine.did("apt-get")
    assert update[-2:] == ["update", "-qq"]
    assert install[-1] == "espeak-ng"
    assert "--no-install-recommends" in install
    assert "xvfb" not in install
    prepare.main("test")
    assert machine.did("apt-get")[-1][-2:] == ["espeak-ng", "xvfb"]


def test_a_package_under_its_other_name_is_enough(prepare: ModuleType, machine: Machine) -> None:
    machine.installed ^= {"libglib2.0-0", "libglib2.0-0t64"}
    prepare.main("run")
    assert machine.did("apt-get") == []


def test_of_two_names_the_one_to_be_had_is_installed(prepare: ModuleType, machine: Machine) -> None:
    machine.installed -= {"libglib2.0-0"}
    machine.to_be_had ^= {"libglib2.0-0", "libglib2.0-0t64"}
    prepare.main("run")
    assert machine.did("install")[0][-1] == "libglib2.0-0t64"


def only(*programs: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name in programs else None


def test_without_root_sudo_is_asked(prepare: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare.os, "geteuid", lambda: 1000)
    machine.installed -= {"espeak-ng"}
    prepare.main("run")
    assert [command[0] for command in machine.did("apt-get")] == ["sudo", "sudo"]


def test_without_root_and_sudo_it_says_what_root_must_do(
    prepare: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(prepare.shutil, "which", only("dpkg-query"))
    prepare.main("run")
    machine.installed -= {"espeak-ng", "alsa-utils"}
    with pytest.raises(prepare.CannotPrepareError, match="apt-get install alsa-utils espeak-ng"):
        prepare.main("run")
    assert machine.did("apt-get") == []


def test_other_systems_are_told_to_install_by_hand(
    prepare: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prepare.shutil, "which", only())
    machine.installed.clear()
    prepare.main("run")
    assert "README" in capfd.readouterr().out
    assert machine.did("apt-get") == []
    assert machine.did("--require-hashes")


def test_changed_requirements_are_installed_again(prepare: ModuleType, machine: Machine) -> None:
    prepare.main("run")
    machine.asked.clear()
    lock = prepare.ROOT / "setup" / prepare.LOCKS["run"]
    lock.write_text(lock.read_text() + "\n# one more\n")
    prepare.main("run")
    assert machine.did("--require-hashes")
    assert machine.did("venv") == []


@pytest.mark.parametrize("failing", ["update", "install", "venv", "--require-hashes", "--editable"])
def test_a_step_that_fails_is_named_and_done_again_the_next_time(
    prepare: ModuleType, machine: Machine, failing: str
) -> None:
    machine.installed -= {"espeak-ng"}
    machine.failing = failing
    with pytest.raises(prepare.CannotPrepareError, match="failed"):
        prepare.main("run")
    machine.asked.clear()
    machine.failing = ""
    prepare.main("run")
    assert machine.did(failing)


def test_an_environment_without_pip_is_made_anew(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "half")], check=True)
    assert not load()._works(tmp_path / "half" / "bin" / "python")
    assert load()._works(Path(sys.executable))


def test_an_old_python_is_refused(prepare: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare.sys, "version_info", (3, 10, 4))
    with pytest.raises(prepare.CannotPrepareError, match=r"3\.11 or newer"):
        prepare.main("run")
    assert machine.asked == []


@pytest.mark.parametrize("arguments", [[], ["dance"], ["run", "test"]])
def test_wrong_usage_is_said(arguments: list[str]) -> None:
    said = subprocess.run(
        [sys.executable, str(ROOT / "setup" / "prepare.py"), *arguments], capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert said.stderr == "usage: prepare.py run|test\n"


def test_the_package_lists_are_well_formed() -> None:
    assert set(LISTS) == {"run", "test"}
    names = [name for lines in LISTS.values() for line in lines for name in choices(line)]
    assert [name for name in names if not PACKAGE.fullmatch(name)] == []
    assert len(names) == len(set(names)), "a package is listed twice"
    for lines in LISTS.values():
        assert lines == sorted(lines)


def test_the_readme_lists_every_system_package_where_it_belongs() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("## System packages")[2].partition("\n## ")[0]
    run, test = text.partition("For the tests")[::2]
    assert re.findall(r"`([a-z0-9][^`]*)`", run.replace("`./run`", "").replace("`./test`", "")) == LISTS["run"]
    assert re.findall(r"`([a-z0-9][^`]*)`", test) == LISTS["test"]


def test_every_dependency_is_locked_with_its_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for lock, wanted in (
        ("requirements.txt", project["project"]["dependencies"]),
        ("requirements-dev.txt", project["project"]["dependencies"] + project["dependency-groups"]["dev"]),
    ):
        text = (ROOT / "setup" / lock).read_text()
        locked = {name.lower().replace("_", "-") for name in re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==", text, re.M)}
        asked = {re.split(r"[\[<>=;~ ]", line)[0].lower().replace("_", "-") for line in wanted}
        assert asked - locked == set(), lock
        assert len(re.findall(r"^[\w.-]+(?:\[[\w,]+\])?==[^\n]*\\\n +--hash", text, re.M)) == len(locked), lock
