"""The README's table of settings, made from the options that the commands declare.

.venv/bin/python setup/settings_table.py            # writes it into its place
.venv/bin/python setup/settings_table.py --check    # exit 1 where the README has another one
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
HEAD = "| option | environment | default | commands | meaning |"


class Setting(NamedTuple):
    """One row, without the commands that take it."""

    option: str
    environment: str
    default: str
    meaning: str


class NoTableError(Exception):
    """The text has no settings table, or several."""


def settings(group: click.Group) -> dict[Setting, list[str]]:
    """Every option that is not hidden, with the commands that take it in the order of ``--help``; by name."""
    found: dict[Setting, list[str]] = {}
    for name, command in _commands(group, ""):
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                told = Setting(option.opts[0], str(option.envvar or ""), _default(option), option.help or "")
                found.setdefault(told, []).append(name)
    return dict(sorted(found.items(), key=lambda one: one[0].option))


def table(group: click.Group) -> str:
    """The Markdown table, without a line end."""
    rows = [HEAD, "|---|---|---|---|---|"]
    for setting, commands in settings(group).items():
        environment = f"`{setting.environment}`" if setting.environment else ""
        cells = (f"`{setting.option}`", environment, setting.default, ", ".join(commands), setting.meaning)
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(rows)


def with_table(text: str, made: str) -> str:
    """``text`` with the table ``made`` in the place of the one that it has. Raises NoTableError."""
    if text.count(HEAD) != 1:
        raise NoTableError(f"expected one table that begins with {HEAD}")
    before, _, after = text.partition(HEAD)
    lines = after.split("\n")
    end = next((nth for nth, line in enumerate(lines) if nth and not line.startswith("|")), len(lines))
    return "\n".join((before + made, *lines[end:]))


def _commands(group: click.Group, above: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(command, f"{above}{name} ")
        elif command is not None:
            yield above + name, command


def _default(option: click.Option) -> str:
    if isinstance(option.show_default, str):
        return option.show_default
    return str(option.default) if option.show_default else ""


def main(arguments: list[str]) -> int:
    sys.path.insert(0, str(ROOT))
    from antrean.__main__ import main as antrean  # noqa: PLC0415 (this checkout's, wherever one is installed)

    text = README.read_text(encoding="utf-8")
    made = with_table(text, table(antrean))
    if made == text:
        return 0
    if arguments == ["--check"]:
        sys.stderr.write("README.md has another table of settings: python setup/settings_table.py\n")
        return 1
    README.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
