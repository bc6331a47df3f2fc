"""What becomes of a request to the hub: its answer, the hub's refusal, or none at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import msgspec
from PySide6.QtNetwork import QNetworkReply, QNetworkRequest

from shared.wire import Problem

T = TypeVar("T")


@dataclass(frozen=True)
class Unreachable:
    """A request that got no answer: it may or may not have been done. Repeat it with the same key."""

    reason: str


def outcome(reply: QNetworkReply, answer: type[T]) -> T | Problem | Unreachable:
    """What the finished reply says, as ``answer``."""
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    if status is None or not reply.isOpen():  # never answered, or given up in the middle of its answer
        return Unreachable(reply.errorString())
    body = bytes(reply.readAll().data())
    try:
        if status < 300:
            return msgspec.json.decode(body or b"null", type=answer)
        return msgspec.json.decode(body, type=Problem)
    except msgspec.MsgspecError:
        return Unreachable(f"the hub answered {status} with something that is no answer")


def content(reply: QNetworkReply) -> bytes | Unreachable:
    """The file that the finished reply brought, as it is."""
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    if status != 200 or not reply.isOpen():
        return Unreachable(reply.errorString())
    return bytes(reply.readAll().data())
