"""What a hub carries with it: a machine that only keeps the queue pays nothing for windows."""

from __future__ import annotations

import subprocess
import sys


def test_the_command_line_brings_no_qt_before_a_command_needs_it() -> None:
    asked = "import sys, antrean.__main__, hub.app; print(*sorted(name for name in sys.modules if 'PySide' in name))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
