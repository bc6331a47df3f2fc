"""Who calls: from a key or a session cookie to an actor, and whether a browser's request is its own."""

from __future__ import annotations

from urllib.parse import urlsplit

from hub.access.digests import digest
from hub.actors import Actor
from hub.commands.people import officer_actor
from hub.http.request import HttpRequest
from hub.hub import Hub
from hub.outcomes import Refused
from shared.wire import Code

COOKIE = "antrean_session"
OWN_HEADER = b"x-antrean"
"""Our pages send it; a form or link of another site cannot."""


def caller(hub: Hub, request: HttpRequest) -> Actor | None:
    """The device whose key came, else the person whose session it is, which is used by that."""
    if (key := request.bearer_key()) is not None:
        return hub.device(key, request.address)
    secret = request.cookie(COOKIE)
    if not secret:
        return None
    officer = hub.sessions.use(digest(secret), hub.now())
    return officer_actor(officer, request.address) if officer else None


def listener(hub: Hub, request: HttpRequest) -> Actor | None:
    """Like ``caller`` for a stream, which a page opens by itself: that is no use of the session."""
    if (key := request.bearer_key()) is not None:
        return hub.device(key, request.address)
    secret = request.cookie(COOKIE)
    officer = hub.sessions.officer(digest(secret), hub.now()) if secret else None
    return officer_actor(officer, request.address) if officer else None


def cross_site(request: HttpRequest) -> Refused | None:
    """Refuses a command, or a stream, that a page of another site makes a browser send with its session."""
    if request.bearer_key() is not None:
        return None
    origin = request.header(b"origin")
    if origin is not None and _host(origin) != (request.header(b"host") or ""):
        return Refused(Code.FORBIDDEN, "this request comes from another site")
    if origin is None and OWN_HEADER not in request.headers:
        return Refused(Code.FORBIDDEN, f"a browser's command carries the header {OWN_HEADER.decode()}")
    return None


def cross_site_stream(request: HttpRequest) -> bool:
    """Whether a page of another site opens the stream. Programs send no origin."""
    return b"origin" in request.headers and cross_site(request) is not None


def _host(origin: str) -> str | None:
    """Host and port of an origin; None for what is none, as "http://["."""
    try:
        return urlsplit(origin).netloc or None  # "null" has no host
    except ValueError:
        return None
