"""What a process carries with it: a machine that only keeps the queue pays nothing for windows."""

from __future__ import annotations

import subprocess
import sys

EVERY_COMMAND = """
import sys
from antrean.__main__ import COMMANDS, main
for name in COMMANDS:
    main.get_command(None, name)
"""


def modules(program: str, *rooms: str) -> list[str]:
    """Modules of these rooms that a process has after this program."""
    asked = f"{program}\nprint(*sorted(name for name in sys.modules if name.startswith({rooms!r})))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_the_command_line_brings_no_qt_before_a_command_needs_it() -> None:
    assert modules(f"{EVERY_COMMAND}import hub.app", "PySide") == []


def test_a_hub_brings_no_web_framework() -> None:
    """They double what it holds in memory and the time of its start; see docs/adr/0023."""
    heavy = ("fastapi", "starlette", "uvicorn", "pydantic", "anyio")
    asked = f"import sys, hub.app; print(*sorted(set(sys.modules) & set({heavy})))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_command_line_brings_no_browser_driver_before_a_tour_is_given() -> None:
    assert modules(EVERY_COMMAND, "websockets", "antrean.tour.browser") == []


def test_a_kiosk_brings_no_other_commands_and_no_database() -> None:
    program = "import sys; from antrean.__main__ import main; main.get_command(None, 'kiosk')"
    found = modules(program, "antrean.commands.", "sqlite3")
    assert found == ["antrean.commands.options", "antrean.commands.parts"]
