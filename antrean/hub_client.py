"""The one client of the hub's API for commands, tour and simulation: a request goes out, a typed answer comes back.

What may come back: the answer, the hub's refusal (``Problem``), or ``Failed`` where nobody answers, or something that
is no hub.
"""

from __future__ import annotations

import ssl
from http.client import BAD_REQUEST, HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

import msgspec

from antrean.failure import Failed
from shared.wire import API, Code, Problem

T = TypeVar("T")
ANSWER_SECONDS = 10.0
"""How long an answer may take unless said otherwise."""
_DETAIL_SAYS_ALL = frozenset({Code.BAD_REQUEST, Code.WEAK_PIN})


class HubClient:
    """Requests to the hub at ``url`` (``http://`` or ``https://``, perhaps with a path before the API) with ``key``.

    ``trust`` is what its certificate is checked against; without it the system's authorities. ``keep_open`` uses one
    connection for all requests, which ``close`` ends. Not for several threads."""

    def __init__(
        self,
        url: str,
        key: str = "",
        trust: ssl.SSLContext | None = None,
        seconds: float = ANSWER_SECONDS,
        keep_open: bool = False,
    ) -> None:
        self.url = url.rstrip("/")
        self._seconds, self._keep_open = seconds, keep_open
        parts = urlsplit(self.url)
        self._path = parts.path
        host = parts.hostname or ""
        self.connection = (
            HTTPSConnection(host, parts.port, timeout=seconds, context=trust)
            if parts.scheme == "https"
            else HTTPConnection(host, parts.port, timeout=seconds)
        )
        self._headers = {"Authorization": f"Bearer {key}"} if key else {"X-Antrean": "1"}

    def close(self) -> None:
        self.connection.close()

    def get(self, path: str, answer: type[T]) -> T:
        """Raises Failed, with the hub's own words when it refuses."""
        return _granted(self.ask("GET", path, answer))

    def post(self, path: str, body: msgspec.Struct | None, answer: type[T], seconds: float = 0.0) -> T:
        """Raises Failed, with the hub's own words when it refuses. ``seconds``: how long this answer may take."""
        return _granted(self.ask("POST", path, answer, body, seconds))

    def delete(self, path: str) -> None:
        """Raises Failed, with the hub's own words when it refuses."""
        _granted(self.ask("DELETE", path, type(None)))

    def ask(
        self,
        method: str,
        path: str,
        answer: type[T],
        body: msgspec.Struct | None = None,
        seconds: float = 0.0,
        repeatable: bool = True,
    ) -> T | Problem:
        """The answer, or the hub's refusal. Raises Failed when nobody answers, or something that is no hub.

        A connection that ends without an answer is asked once more: the hub is started again, or closed it because it
        was idle, in that very moment. An idempotency key goes with every command, so that nothing is done twice; where
        the hub takes none (``repeatable`` False) there is no second request."""
        headers = {**self._headers, "Idempotency-Key": uuid4().hex} if repeatable and method != "GET" else self._headers
        data = msgspec.json.encode(body) if body is not None else None
        try:
            status, said = self._sent(method, path, data, headers, seconds or self._seconds, repeatable)
        except ConnectionError as error:  # RemoteDisconnected is an HTTPException as well
            raise Failed(f"The hub at {self.url} gave no answer: {error}") from error
        except HTTPException as error:
            raise Failed(f"What answers at {self.url} is no Antrean hub: {error}.") from error
        except OSError as error:
            raise Failed(f"The hub at {self.url} gave no answer: {error}") from error
        try:
            if status >= BAD_REQUEST:
                return msgspec.json.decode(said, type=Problem)
            return msgspec.json.decode(said or b"null", type=answer)
        except msgspec.MsgspecError as error:
            raise Failed(f"What answers at {self.url} is no Antrean hub: status {status}, {error}.") from error

    def _sent(
        self, method: str, path: str, data: bytes | None, headers: dict[str, str], seconds: float, repeatable: bool
    ) -> tuple[int, bytes]:
        try:
            return self._exchanged(method, path, data, headers, seconds)
        except ConnectionRefusedError:
            raise
        except ConnectionError:
            if not repeatable:
                raise
            self.connection.close()
            return self._exchanged(method, path, data, headers, seconds)

    def _exchanged(
        self, method: str, path: str, data: bytes | None, headers: dict[str, str], seconds: float
    ) -> tuple[int, bytes]:
        self.connection.timeout = seconds
        if self.connection.sock is not None:
            self.connection.sock.settimeout(seconds)
        whole = False
        try:
            self.connection.request(method, f"{self._path}{API}{path}", data, headers)
            reply = self.connection.getresponse()
            status, said = reply.status, reply.read()
            whole = True
        finally:
            if not (whole and self._keep_open):
                self.connection.close()
        return status, said


def hall_authority(ca: Path | None) -> ssl.SSLContext:
    """Trusts the hall's own authority, by its certificate's file; without one the system's authorities."""
    trust = ssl.create_default_context(cafile=ca)
    trust.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return trust


def _granted(answer: T | Problem) -> T:
    if isinstance(answer, Problem):
        raise Failed(_words(answer))
    return answer


def _words(problem: Problem) -> str:
    """What a technician reads of a refusal: where its detail says all, the title would only hide it."""
    if problem.code in _DETAIL_SAYS_ALL and problem.detail:
        return problem.detail
    return f"{problem.title}: {problem.detail}" if problem.detail else problem.title
