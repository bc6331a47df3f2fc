"""What keeps a kiosk or board from its hub, for the technician: ``problem.link.<obstacle>`` says it on the screen."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWebSockets import QWebSocket

UNKNOWN_KEY = (4401, 4403)
"""Codes with which the hub closes a stream that may not be; one that never began is answered with 403."""


class LinkObstacle(StrEnum):
    CERTIFICATE = "certificate"
    """The hub's certificate is not to be trusted; the log says what is wrong with it."""
    KEY = "key"
    """The hub does not accept this device's key."""
    NO_ANSWER = "no_answer"


def obstacle_of(socket: QWebSocket, distrusted: bool) -> LinkObstacle:
    """Why the connection failed or ended; ``distrusted``: the hub's certificate was found to be wrong."""
    if distrusted:
        return LinkObstacle.CERTIFICATE
    refused = socket.closeCode().value in UNKNOWN_KEY or "403" in socket.errorString()
    return LinkObstacle.KEY if refused else LinkObstacle.NO_ANSWER
