"""A kiosk or board beside the pages, as far as the hub sees it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import Any

from websockets.sync.client import connect

from shared.wire import API


@contextmanager
def a_device(hub: Any, role: str, name: str, **state: Any) -> Any:
    """A device that is connected and tells its state."""
    headers = {"Authorization": f"Bearer {hub.key(role, name)}"}
    address = f"{hub.url.replace('http', 'ws')}{API}/stream"
    with connect(address, additional_headers=headers, open_timeout=60, max_queue=None) as stream:
        stream.send(json.dumps({"type": "state", "version": "0.1.0", **state}))
        yield stream
