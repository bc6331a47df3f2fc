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


def ask(request: Request, answer: type[T], patience: float, trust: ssl.SSLContext | None = None) -> T | Problem:
    """The answer, or the hub's refusal; ``patience`` in seconds. Raises Failed when nobody answers, or something that
    is no hub."""
    hub = f"{request.type}://{request.host}"
    try:
        with urlopen(request, timeout=patience, context=trust) as reply:  # noqa: S310 (callers give http and https only)
            return msgspec.json.decode(reply.read() or b"null", type=answer)
    except HTTPError as error:
        try:
            return msgspec.json.decode(error.read(), type=Problem)
        except msgspec.MsgspecError:
            raise Failed(f"What answers at {hub} is no Antrean hub: {error}.") from error
    except (HTTPException, msgspec.MsgspecError) as error:
        raise Failed(f"What answers at {hub} is no Antrean hub: {error}.") from error
    except OSError as error:
        reason = error.reason if isinstance(error, URLError) else error
        raise Failed(f"The hub at {hub} gave no answer: {reason}") from error
