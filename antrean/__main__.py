"""``antrean``: the commands, each in a file of its own. Exit 0 done, 1 failed, 2 wrong usage.

A command's file is imported when the command is given (or ``--help`` lists all of them): each part is a process of its
own, and what the others need would cost its start time and its memory.
"""

from __future__ import annotations

from importlib import import_module

import click

from shared.version import VERSION

COMMANDS = {
    "start": "antrean.commands.start",
    "hub": "antrean.commands.parts",
    "kiosk": "antrean.commands.parts",
    "display": "antrean.commands.parts",
    "tour": "antrean.tour.command",
    "site": "antrean.commands.site",
    "officer": "antrean.commands.people",
    "key": "antrean.commands.people",
    "say": "antrean.commands.say",
    "backup": "antrean.commands.backup",
    "restore": "antrean.commands.backup",
    "doctor": "antrean.commands.doctor",
    "simulate": "antrean.commands.simulate",
    "pair": "antrean.commands.pair",
    "tls": "antrean.commands.tls",
}
"""Each command, and the module that has it under the same name."""


class CommandsOnDemand(click.Group):
    """Imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
        return found


@click.group(cls=CommandsOnDemand, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="antrean")
def main() -> None:
    """The queue of a public-service hall: kiosk, counters, board and voice."""


if __name__ == "__main__":
    main()
