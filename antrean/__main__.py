"""``antrean``: the commands, each in a file of its own. Exit 0 done, 1 failed, 2 wrong usage."""

from __future__ import annotations

import click

from antrean.backup import backup, restore
from antrean.doctor import doctor
from antrean.pair import pair
from antrean.parts import display, hub, kiosk
from antrean.people import key, officer
from antrean.simulate import simulate
from antrean.sites import site
from antrean.speech import say
from antrean.start import start
from antrean.tls import tls
from antrean.tour import tour
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
