"""One way in for every call: who may, how large, what body, once only, and how it is answered.

A route is declared, not programmed: ``hub.http.table`` lists them all with their roles and shapes, and from the same
list come the checks here and the OpenAPI document. No route can forget one of them.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from fastapi import FastAPI
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from hub.actors import Actor
from hub.engine.database import is_storage_trouble
from hub.http.authentication import caller, cross_site, header
from hub.http.problems import response
from hub.hub import Hub
from hub.outcomes import Refused
from hub.store import answers
from hub.store.answers import StoredAnswer
from hub.transaction import Transaction
from shared.wire import API, Code, Role

log = logging.getLogger(__name__)

MOST_BYTES = 64 * 1024
"""The largest body that is read."""

TEXTS = frozenset({"token", "lang", "officer"})
"""Names of the values in paths that are text; all others are whole numbers."""

MOST_KEY = 128
"""Characters of an idempotency key."""

ANYONE: frozenset[Role] = frozenset()
"""For routes that need no key and no session."""


@dataclass(frozen=True)
class Exchange:
    """One request to a query: who, the path's values, the decoded body."""

    queue: Hub
    request: Request
    actor: Actor | None
    values: tuple[Any, ...]
    body: Any


@dataclass(frozen=True)
class Asked:
    """A value behind the question mark of an address, as the document tells of it."""

    name: str
    says: str
    schema: Mapping[str, str]
    required: bool = False


@dataclass(frozen=True)
class Route:
    """One call of the contract. Exactly one of ``command`` and ``query`` is set.

    A command runs in the writer, with the path's values and the body (if any) as its further arguments; it may be
    repeated with the same Idempotency-Key. A query runs on the loop and answers a struct, Refused, or a Response.
    """

    method: str
    path: str
    summary: str
    roles: frozenset[Role]
    command: Callable[..., object] | None = None
    query: Callable[[Exchange], Awaitable[object]] | None = None
    body: type[msgspec.Struct] | None = None
    body_may_lack: bool = False
    """A request without a body means one without any of its fields."""
    answer: Any = None
    status: int = 200
    may_be_empty: bool = False
    """204 is a possible answer."""
    values: tuple[str, ...] = ()
    """Names of the path's values in order; see TEXTS."""
    asks: tuple[Asked, ...] = ()
    """What a query reads behind the question mark."""


class Endpoint:
    """What answers a route, over one queue."""

    def __init__(self, queue: Hub, route: Route) -> None:
        self.route = route
        self._queue = queue
        self._decode = msgspec.json.Decoder(route.body).decode if route.body else None

    async def answer(self, request: Request, values: Sequence[str]) -> Response:
        """Every request gets an answer; ``values`` are the path's, in the order of the route's."""
        queue, route = self._queue, self.route
        try:
            return await _answer(queue, route, request, values, self._decode)
        except Exception as error:
            if is_storage_trouble(error):
                queue.could_not_read(error)
                return response(Refused(Code.STORAGE, f"the queue file could not be read: {error}"))
            log.exception("%s %s failed", route.method, route.path)
            return response(Refused(Code.INTERNAL))


def add(app: FastAPI, endpoint: Endpoint, openapi: dict[str, Any]) -> None:
    """Puts the route into the application."""
    route = endpoint.route

    async def answer(request: Request) -> Response:
        return await endpoint.answer(request, [request.path_params[name] for name in route.values])

    app.add_api_route(
        API + route.path,
        answer,
        methods=[route.method],
        summary=route.summary,
        operation_id=_operation_id(route),
        response_model=None,
        openapi_extra=openapi,
    )


def _operation_id(route: Route) -> str:
    return f"{route.method.lower()}_{route.path}".translate(str.maketrans("/-", "__", "{}")).replace("__", "_")


async def _answer(
    queue: Hub, route: Route, request: Request, values: Sequence[str], decode: Callable[[bytes], object] | None
) -> Response:
    access, actor = queue.access_changes.count, caller(queue, request)
    if refused := _not_allowed(route, request, actor):
        return response(refused)
    given = await _given(route, request, values, decode)
    if isinstance(given, Refused):
        return response(given)
    if route.roles and access != queue.access_changes.count and actor != caller(queue, request):
        return response(Refused(Code.UNAUTHORIZED, "not any more, since the request began"))
    if route.query is not None:
        exchange = Exchange(queue, request, actor, given.values, given.body)
        return _encoded(await route.query(exchange), route.status)
    assert actor is not None, "every command has roles"  # noqa: S101
    outcome = await queue.do(_Once(route, given), actor)
    if isinstance(outcome, Refused):
        return response(outcome)
    return Json(outcome.body, outcome.status) if outcome.body else Response(status_code=outcome.status)


def _not_allowed(route: Route, request: Request, actor: Actor | None) -> Refused | None:
    if route.roles and actor is None:
        return Refused(Code.UNAUTHORIZED)
    if route.roles and actor is not None and actor.role not in route.roles:
        return Refused(Code.FORBIDDEN, f"not for the role {actor.role}")
    return cross_site(request) if route.method != "GET" else None


@dataclass(frozen=True)
class _Given:
    """What came with a request, checked for shape."""

    values: tuple[Any, ...]
    body: Any
    key: str | None
    fingerprint: str
    """Digest of method, path and body."""


async def _given(
    route: Route, request: Request, texts: Sequence[str], decode: Callable[[bytes], object] | None
) -> _Given | Refused:
    values = _values(route, texts)
    if values is None:
        return Refused(Code.NOT_FOUND, "no such address")
    raw = await _body(request)
    if raw is None:
        return Refused(Code.TOO_LARGE, f"at most {MOST_BYTES} bytes")
    key = header(request, b"idempotency-key")
    if key is not None and not 0 < len(key) <= MOST_KEY:
        return Refused(Code.BAD_REQUEST, f"an Idempotency-Key has 1 to {MOST_KEY} characters")
    try:
        lacks = route.body_may_lack and not raw
        body = decode(b"{}" if lacks else raw) if decode is not None else None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        return Refused(Code.BAD_REQUEST, str(error))
    digest = hashlib.sha256(f"{request.method} {request.scope['path']}\n".encode() + raw).hexdigest()
    return _Given(values, body, key, digest)


@dataclass(frozen=True)
class _Once:
    """A route's command, answered from the stored answers when its key came before."""

    route: Route
    given: _Given

    def __call__(self, tx: Transaction) -> StoredAnswer | Refused:
        assert self.route.command is not None  # noqa: S101
        key, fingerprint = self.given.key, self.given.fingerprint
        if key is not None and (before := answers.find(tx.db, str(tx.actor), key)):
            return before if before.request == fingerprint else Refused(Code.KEY_REUSED)
        body = () if self.route.body is None else (self.given.body,)
        outcome = self.route.command(tx, *self.given.values, *body)
        if isinstance(outcome, Refused):
            return outcome
        status = 204 if outcome is None else self.route.status
        encoded = b"" if outcome is None else msgspec.json.encode(outcome)
        answer = StoredAnswer(fingerprint, status, encoded)
        if key is not None:
            answers.keep(tx.db, str(tx.actor), key, answer, tx.now)
        return answer


def _values(route: Route, texts: Sequence[str]) -> tuple[Any, ...] | None:
    """The path's values; None when one that should be a whole number is none (of 64 bits, as the file stores)."""
    found: list[Any] = []
    for name, value in zip(route.values, texts, strict=True):
        if name in TEXTS:
            found.append(value)
        elif value.isascii() and value.isdigit() and len(value) <= 18:
            found.append(int(value))
        else:
            return None
    return tuple(found)


async def _body(request: Request) -> bytes | None:
    """The whole body; None when it is too large, whatever it said of its length."""
    whole = b""
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        whole += bytes(message.get("body", b""))
        if len(whole) > MOST_BYTES:
            return None
        if not message.get("more_body", False):
            return whole


def _encoded(outcome: object, status: int) -> Response:
    if isinstance(outcome, Refused):
        return response(outcome)
    if isinstance(outcome, Response):
        return outcome
    if outcome is None:
        return Response(status_code=204)
    return Json(msgspec.json.encode(outcome), status)


class Json(Response):
    """An answer that is encoded already."""

    def __init__(self, body: bytes, status: int) -> None:
        self.status_code, self.body, self.background = status, body, None
        self.raw_headers = [
            (b"content-length", str(len(body)).encode("ascii")),
            (b"content-type", b"application/json"),
        ]
