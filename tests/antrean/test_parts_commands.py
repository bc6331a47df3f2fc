"""``antrean kiosk``, ``antrean display`` and the whole: what is refused before any window opens."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from antrean.__main__ import COMMANDS, main
from shared.version import VERSION
from tests.support.commandline import NO_SCREEN, antrean

KIOSK = ("kiosk", "--key", "k")
DISPLAY = ("display", "--key", "k")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("kiosk",), "--key"),
        (("display",), "--key"),
        ((*KIOSK, "--printer", "laser"), "tcp://HOST"),
        ((*KIOSK, "--printer", "tcp://"), "tcp://HOST"),
        ((*KIOSK, "--printer", "tcp://printer:port"), "tcp://HOST"),
        ((*KIOSK, "--printer", "usb://cafe"), "usb://VID:PID"),
        (("start", "--printer", "laser"), "tcp://HOST"),
        (("tour", "--printer", "laser"), "tcp://HOST"),
        ((*KIOSK, "--geometry", "800"), "1080x1920+0+0"),
        ((*DISPLAY, "--geometry", "800x600+1"), "1080x1920+0+0"),
        ((*DISPLAY, "--geometry", "-800x600"), "1080x1920+0+0"),
        ((*KIOSK, "--pixels-per-mm", "0"), "1<=x<=40"),
        ((*DISPLAY, "--voice", "loud"), "auto, none or file:DIR"),
        ((*DISPLAY, "--voice", "file:"), "auto, none or file:DIR"),
        (("start", "--voice", "loud"), "auto, none or file:DIR"),
        (("tour", "--size", "big"), "1080x1920"),
        (("tour", "--size", "0x0"), "1080x1920"),
        (("dance",), "dance"),
        (("hub", "--dance"), "--dance"),
    ],
)
def test_wrong_usage_says_what_was_expected(arguments: tuple[str, ...], expected: str) -> None:
    assert expected in antrean(*arguments, env=NO_SCREEN).usage


def test_wrong_settings_in_the_environment_are_refused_alike() -> None:
    wrong = {"ANTREAN_KEY": "k", "ANTREAN_PRINTER": "laser", "ANTREAN_GEOMETRY": "800", "ANTREAN_VOICE": "loud"}
    assert "1080x1920+0+0" in antrean("kiosk", env=wrong).usage
    assert "tcp://HOST" in antrean("kiosk", env=wrong | {"ANTREAN_GEOMETRY": ""}).usage
    assert "auto, none" in antrean("display", env=wrong | {"ANTREAN_GEOMETRY": "800x600"}).usage


@pytest.mark.parametrize("command", [KIOSK, DISPLAY])
def test_a_window_without_a_screen_is_refused_plainly(command: tuple[str, ...]) -> None:
    said = antrean(*command, env=NO_SCREEN)
    assert said.code == 1
    assert said.trouble == "No screen to show a window on: neither DISPLAY nor WAYLAND_DISPLAY is set."


def test_the_version_is_told() -> None:
    assert antrean("--version").out.strip() == f"antrean, version {VERSION}"


def test_every_command_explains_itself() -> None:
    everything = antrean("-h")
    assert everything.code == 0
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        said = CliRunner().invoke(main, [name, "--help"])
        assert said.exit_code == 0
        assert said.output.startswith("Usage: ")
        assert " ".join(command.get_short_help_str().split()[:4]) in everything.out
