"""One request to a hub, and what may come back: its answer, its refusal, silence, or something that no hub says."""

from __future__ import annotations

import ssl
from http.client import HTTPException
from typing import TypeVar
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import msgspec

from antrean.failure import Failed
from shared.wire import Problem

T = TypeVar("T")


KEY = "Idempotency-key"
"""As ``Request`` spells the header."""


def ask(request: Request, answer: type[T], patience: float, trust: ssl.SSLContext | None = None) -> T | Problem:
    """The answer, or the hub's refusal; ``patience`` in seconds. Raises Failed when nobody answers, or something that
    is no hub.

    A connection that ends without an answer (the hub is started again, or closed it in that moment) is asked once more,
    where that does nothing twice: to read, or with the same idempotency key."""
    hub = f"{request.type}://{request.host}"
    try:
        return msgspec.json.decode(_body(request, patience, trust) or b"null", type=answer)
    except HTTPError as error:
        try:
            return msgspec.json.decode(error.read(), type=Problem)
        except msgspec.MsgspecError:
            raise Failed(f"What answers at {hub} is no Antrean hub: {error}.") from error
    except ConnectionError as error:  # RemoteDisconnected is an HTTPException as well
        raise Failed(f"The hub at {hub} gave no answer: {error}") from error
    except (HTTPException, msgspec.MsgspecError) as error:
        raise Failed(f"What answers at {hub} is no Antrean hub: {error}.") from error
    except OSError as error:
        reason = error.reason if isinstance(error, URLError) else error
        raise Failed(f"The hub at {hub} gave no answer: {reason}") from error


def _body(request: Request, patience: float, trust: ssl.SSLContext | None) -> bytes:
    try:
        return _once(request, patience, trust)
    except (ConnectionError, URLError) as error:
        lost = error.reason if isinstance(error, URLError) else error
        refused = isinstance(error, HTTPError) or not isinstance(lost, ConnectionError)
        if refused or isinstance(lost, ConnectionRefusedError):
            raise
        if request.get_method() != "GET" and not request.has_header(KEY):
            raise
    return _once(request, patience, trust)


def _once(request: Request, patience: float, trust: ssl.SSLContext | None) -> bytes:
    with urlopen(request, timeout=patience, context=trust) as reply:  # noqa: S310 (callers give http and https only)
        said: bytes = reply.read()
    return said
