"""What a hub carries with it: a machine that only keeps the queue pays nothing for windows."""

from __future__ import annotations

import subprocess
import sys


def test_the_command_line_brings_no_qt_before_a_command_needs_it() -> None:
    asked = "import sys, antrean.__main__, hub.app; print(*sorted(name for name in sys.modules if 'PySide' in name))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_hub_brings_no_web_framework() -> None:
    """They double what it holds in memory and the time of its start; see docs/adr/0023."""
    heavy = ("fastapi", "starlette", "uvicorn", "pydantic", "anyio")
    asked = f"import sys, hub.app; print(*sorted(set(sys.modules) & set({heavy})))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_command_line_brings_no_browser_driver_before_a_tour_is_given() -> None:
    asked = "import sys, antrean.__main__; print(*sorted({'websockets', 'antrean.tour.browser'} & {*sys.modules}))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
