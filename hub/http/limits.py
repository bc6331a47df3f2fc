"""Bounds of what one client may send, hold open and take its time for."""

from __future__ import annotations

ARRIVAL_SECONDS = 10.0
"""From the connection, or from a request's first byte, until the request is there whole; and before that for the two
sides to agree on encryption, where there is any."""
IDLE_SECONDS = 5.0
"""How long a connection without a request stays open."""
UNREAD_SECONDS = 60.0
"""How long a client may take nothing of an answer that waits for it."""
MOST_HEAD = 16 * 1024
"""Bytes of request line and headers; of the headers behind a chunked body as well."""
MOST_BODY = 64 * 1024
"""Bytes of the largest body that is read; of a message of a WebSocket as well."""
MOST_AHEAD = 64
"""Requests that a connection may send before the answers to those before them: each is kept until it is its turn, and a
client that reads no answers would fill the memory. Browsers and devices send none."""
MOST_CONNECTIONS = 256
"""From one address at once, WebSockets not counted."""
CLOSE_SECONDS = 10.0
"""How long a WebSocket that the hub has closed waits for the other side to close as well; then it is cut."""
