"""The README's settings table against the commands: every option, and nothing else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from antrean.__main__ import main

ROOT = Path(__file__).resolve().parent.parent.parent
HEAD = "| option | environment | default | commands | meaning |"


@dataclass(frozen=True)
class Setting:
    option: str
    environment: str
    default: str
    meaning: str


def commands(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{above}{name} ")
        else:
            yield above + name, command


def declared() -> dict[Setting, set[str]]:
    found: dict[Setting, set[str]] = defaultdict(set)
    for name, command in commands(main):
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                told = Setting(option.opts[0], str(option.envvar or ""), default(option), option.help or "")
                found[told].add(name)
    return found


def default(option: click.Option) -> str:
    if isinstance(option.show_default, str):
        return option.show_default
    return str(option.default) if option.show_default else ""


def written() -> dict[Setting, set[str]]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.count(HEAD) == 1, "the README has no settings table"
    found: dict[Setting, set[str]] = {}
    for line in text.partition(HEAD)[2].lstrip("\n").splitlines()[1:]:
        if not line.startswith("|"):
            break
        option, environment, told, where, meaning = (
            cell.strip().strip("`").replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]
        )
        found[Setting(option, environment, told, meaning)] = set(where.split(", "))
    return found


def test_the_readme_lists_every_setting_and_nothing_else() -> None:
    assert written() == declared()


def test_every_option_says_what_it_means() -> None:
    assert [setting.option for setting in declared() if not setting.meaning] == []


def test_a_setting_is_named_in_the_environment_as_on_the_command_line() -> None:
    for setting in declared():
        if setting.environment:
            assert setting.environment == "ANTREAN_" + setting.option.removeprefix("--").replace("-", "_").upper()


def test_only_settings_of_the_table_stand_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    known = {setting.environment for setting in declared()}
    assert set(re.findall(r"ANTREAN_[A-Z_]+", text)) <= known
