"""Where the files that are not code lie, in a checkout and when installed."""

from __future__ import annotations

from pathlib import Path

import assets
import web

ASSETS = Path(assets.__file__).parent
WEB = Path(web.__file__).parent
