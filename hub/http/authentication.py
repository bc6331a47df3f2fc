"""Who calls: from a key or a session cookie to an actor, and whether a browser's request is its own."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from hub.access.digests import digest
from hub.actors import Actor
from hub.commands.people import officer_actor
from hub.hub import Hub
from hub.outcomes import Refused
from shared.wire import Code

COOKIE = "antrean_session"
OWN_HEADER = "x-antrean"
"""Our pages send it; a form or link of another site cannot."""


def address_of(connection: HTTPConnection) -> str:
    """From where somebody asks. The hub is asked directly: what a request says of forwarding is not believed."""
    return connection.client.host if connection.client else "unknown"


def caller(queue: Hub, connection: HTTPConnection) -> Actor | None:
    """The device whose key came, else the person whose session it is. A request is a use of the session; a stream,
    which a page opens by itself, is none."""
    address = address_of(connection)
    if (key := _key(connection)) is not None:
        return queue.device(key, address)
    secret = connection.cookies.get(COOKIE)
    if not secret:
        return None
    ask = queue.sessions.use if connection.scope["type"] == "http" else queue.sessions.officer
    officer = ask(digest(secret), queue.now())
    return officer_actor(officer, address) if officer else None


def header(connection: HTTPConnection, name: bytes) -> str | None:
    """The first header of this name, in small letters, as the server gives it. The framework's own way would make an
    object of all headers for each request, and decode every name up to the one that is looked for."""
    for own, value in connection.scope["headers"]:
        if own == name:
            return str(value, "latin-1")
    return None


def _key(connection: HTTPConnection) -> str | None:
    """The bearer key. Other schemes are none: a browser sends those of its own accord."""
    scheme, _, key = (header(connection, b"authorization") or "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else None


def cross_site(connection: HTTPConnection) -> Refused | None:
    """Refuses a command, or a stream, that a page of another site makes a browser send with its session."""
    if _key(connection) is not None:
        return None
    origin = connection.headers.get("origin")
    if origin is not None and _host(origin) != connection.headers.get("host", ""):
        return Refused(Code.FORBIDDEN, "this request comes from another site")
    if origin is None and OWN_HEADER not in connection.headers:
        return Refused(Code.FORBIDDEN, f"a browser's command carries the header {OWN_HEADER}")
    return None


def _host(origin: str) -> str | None:
    """Host and port of an origin; None for what is none, as "http://["."""
    try:
        return urlsplit(origin).netloc or None  # "null" has no host
    except ValueError:
        return None
