"""``antrean``: the commands, each in a file of its own. Exit 0 done, 1 failed, 2 wrong usage."""

from __future__ import annotations

import click

from antrean.commands.backup import backup, restore
from antrean.commands.doctor import doctor
from antrean.commands.pair import pair
from antrean.commands.parts import display, hub, kiosk
from antrean.commands.people import key, officer
from antrean.commands.say import say
from antrean.commands.simulate import simulate
from antrean.commands.site import site
from antrean.commands.start import start
from antrean.commands.tls import tls
from antrean.tour.command import tour
from shared.version import VERSION


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="antrean")
def main() -> None:
    """The queue of a public-service hall: kiosk, counters, board and voice."""


COMMANDS = (
    start,
    hub,
    kiosk,
    display,
    tour,
    site,
    officer,
    key,
    say,
    backup,
    restore,
    doctor,
    simulate,
    pair,
    tls,
)
for command in COMMANDS:
    main.add_command(command)

if __name__ == "__main__":
    main()
