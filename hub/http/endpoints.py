"""From a request to its response: who may, how large, which body, once only, and how the outcome is answered."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from hub.actors import Actor, stranger
from hub.engine.database import is_storage_trouble
from hub.http.authentication import caller, cross_site
from hub.http.limits import MOST_BODY
from hub.http.problems import problem_response
from hub.http.request import HttpRequest
from hub.http.response import JSON, HttpResponse, json_response
from hub.http.routes import ActionRoute, CommandRoute, Exchange, ReadRoute, Route
from hub.hub import Hub
from hub.outcomes import Refused
from hub.store import answers
from hub.store.answers import StoredAnswer
from hub.transaction import Transaction
from shared.wire import Code

log = logging.getLogger(__name__)

MOST_KEY = 128
"""Characters of an idempotency key."""

Reply = Callable[[HttpResponse], None]


class Endpoint:
    """What answers a route, over one hub."""

    def __init__(self, hub: Hub, route: Route) -> None:
        self.route = route
        self._hub = hub
        self._decode = msgspec.json.Decoder(route.body).decode if route.body else None
        self._actions: set[asyncio.Task[None]] = set()

    def answer(self, request: HttpRequest, values: tuple[int | str, ...], reply: Reply) -> None:
        """Calls ``reply`` once, whatever happens; ``values`` are the path's, in the order of the route's."""
        try:
            self._answer(request, values, reply)
        except Exception as error:
            reply(self._failed(error))

    def _answer(self, request: HttpRequest, values: tuple[int | str, ...], reply: Reply) -> None:
        actor = caller(self._hub, request)
        if refused := self._refused(request, actor):
            reply(problem_response(refused))
            return
        try:
            body = self._body(request)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            reply(problem_response(Refused(Code.BAD_REQUEST, str(error))))
            return
        self._run(Exchange(self._hub, request, actor or stranger(request.address), body), values, reply)

    def _refused(self, request: HttpRequest, actor: Actor | None) -> Refused | None:
        """Why the request is not even looked into."""
        route = self.route
        if route.roles and actor is None:
            return Refused(Code.UNAUTHORIZED)
        if route.roles and actor is not None and actor.role not in route.roles:
            return Refused(Code.FORBIDDEN, f"not for the role {actor.role}")
        if route.method != "GET" and (refused := cross_site(request)):
            return refused
        if request.body_too_large:
            return Refused(Code.TOO_LARGE, f"at most {MOST_BODY} bytes")
        key = request.header(b"idempotency-key")
        if key is not None and not 0 < len(key) <= MOST_KEY:
            return Refused(Code.BAD_REQUEST, f"an Idempotency-Key has 1 to {MOST_KEY} characters")
        return None

    def _run(self, exchange: Exchange[Any], values: tuple[int | str, ...], reply: Reply) -> None:
        route = self.route
        if isinstance(route, CommandRoute):
            key = exchange.request.header(b"idempotency-key")
            given = values if route.body is None else (*values, exchange.body)
            once = _Once(route, given, key, _fingerprint(exchange.request) if key else "")
            self._hub.submit(once, exchange.actor, _Waiter(self, reply))
        elif isinstance(route, ReadRoute):
            reply(_encoded(route.run(exchange, *values), route.status))
        elif isinstance(route, ActionRoute):
            task = asyncio.get_running_loop().create_task(self._act(route, exchange, values, reply))
            self._actions.add(task)
            task.add_done_callback(self._actions.discard)

    async def _act(
        self, route: ActionRoute[Any], exchange: Exchange[Any], values: tuple[int | str, ...], reply: Reply
    ) -> None:
        try:
            response = _encoded(await route.run(exchange, *values), route.status)
        except Exception as error:
            response = self._failed(error)
        reply(response)

    def _body(self, request: HttpRequest) -> object:
        if self._decode is None:
            return None
        return self._decode(b"{}" if self.route.body_optional and not request.body else request.body)

    def _failed(self, error: Exception) -> HttpResponse:
        if is_storage_trouble(error):
            self._hub.could_not_read(error)
            return problem_response(Refused(Code.STORAGE, f"the queue file could not be read: {error}"))
        log.error("%s %s failed", self.route.method, self.route.path, exc_info=error)
        return problem_response(Refused(Code.INTERNAL))


class _Waiter:
    """Takes the outcome of a command from the writer; the response is written without a task of its own."""

    __slots__ = ("_endpoint", "_reply")

    def __init__(self, endpoint: Endpoint, reply: Reply) -> None:
        self._endpoint = endpoint
        self._reply = reply

    def cancelled(self) -> bool:
        return False

    def set_result(self, outcome: StoredAnswer | Refused) -> None:
        if isinstance(outcome, Refused):
            self._reply(problem_response(outcome))
        else:
            self._reply(HttpResponse(outcome.status, outcome.body, JSON if outcome.body else ""))

    def set_exception(self, error: Exception) -> None:
        self._reply(self._endpoint._failed(error))


@dataclass(frozen=True)
class _Once:
    """A route's command, answered from the stored answers when its key came before."""

    route: CommandRoute
    given: tuple[object, ...]
    key: str | None
    fingerprint: str

    def __call__(self, tx: Transaction) -> StoredAnswer | Refused:
        key, fingerprint = self.key, self.fingerprint
        if key is not None and (before := answers.find(tx.db, str(tx.actor), key)):
            return before if before.request == fingerprint else Refused(Code.KEY_REUSED)
        outcome = self.route.run(tx, *self.given)
        if isinstance(outcome, Refused):
            return outcome
        status = 204 if outcome is None else self.route.status
        encoded = b"" if outcome is None else msgspec.json.encode(outcome)
        answer = StoredAnswer(fingerprint, status, encoded)
        if key is not None:
            answers.keep(tx.db, str(tx.actor), key, answer, tx.now)
        return answer


def _fingerprint(request: HttpRequest) -> str:
    """Digest of method, path and body: what makes a request with a used key another one."""
    return hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.body).hexdigest()


def _encoded(outcome: object, status: int) -> HttpResponse:
    if isinstance(outcome, Refused):
        return problem_response(outcome)
    if isinstance(outcome, HttpResponse):
        return outcome
    if outcome is None:
        return HttpResponse(204)
    return json_response(outcome, status)
