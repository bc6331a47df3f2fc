"""The README's table of settings, made from what the commands declare, and what every setting owes its reader."""

from __future__ import annotations

import re

import click
import pytest

from antrean.__main__ import main
from setup.settings_table import HEAD, README, NoTableError, settings, table, with_table


@click.group()
def program() -> None: ...


@program.command("brew")
@click.option("--cups", envvar="PROGRAM_CUPS", default=2, show_default=True, help="How many: 1|2.")
@click.option("--secret", hidden=True)
def brew(cups: int, secret: str) -> None: ...


MADE = rf"""{HEAD}
|---|---|---|---|---|
| `--cups` | `PROGRAM_CUPS` | 2 | brew | How many: 1\|2. |"""


def test_the_readme_has_the_table_that_the_commands_declare() -> None:
    text = README.read_text(encoding="utf-8")
    assert with_table(text, table(main)) == text, "run setup/settings_table.py"


def test_a_table_has_a_row_for_each_option_that_is_not_hidden() -> None:
    assert table(program) == MADE


def test_a_new_table_takes_the_place_of_the_old_one_alone() -> None:
    assert with_table(f"before\n\n{HEAD}\n|---|\n| old |\n\nafter\n", MADE) == f"before\n\n{MADE}\n\nafter\n"


def test_a_text_without_a_table_is_refused() -> None:
    with pytest.raises(NoTableError):
        with_table("no table here", MADE)


def test_every_option_says_what_it_means() -> None:
    assert [setting.option for setting in settings(main) if not setting.meaning] == []


def test_a_setting_is_named_in_the_environment_as_on_the_command_line() -> None:
    for setting in settings(main):
        if setting.environment:
            assert setting.environment == "ANTREAN_" + setting.option.removeprefix("--").replace("-", "_").upper()


def test_only_settings_of_the_table_stand_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    assert set(re.findall(r"ANTREAN_[A-Z_]+", text)) <= {setting.environment for setting in settings(main)}
