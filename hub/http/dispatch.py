"""Which call of the table a request is: one look into a dictionary, ahead of the framework's search through its routes.

What is not found here goes on to the framework: pages, the stream, and whatever is refused as unknown.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from hub.http.routes import Endpoint
from shared.wire import API

_Key = tuple[str, str, str]
"""Method, and what stands before and after the path's value."""


class Dispatch:
    """ASGI middleware around the framework."""

    def __init__(self, app: ASGIApp, endpoints: Iterable[Endpoint]) -> None:
        self._app = app
        endpoints = tuple(endpoints)
        self._whole = {(one.route.method, API + one.route.path): one for one in endpoints if not one.route.values}
        self._with_value = {_key(one): one for one in endpoints if one.route.values}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            method, path = scope["method"], scope["path"]
            if (endpoint := self._whole.get((method, path))) is not None:
                await self._serve(endpoint, (), scope, receive, send)
                return
            begin, value, end = _split(path)
            if value and (endpoint := self._with_value.get((method, begin, end))) is not None:
                await self._serve(endpoint, (value,), scope, receive, send)
                return
        await self._app(scope, receive, send)

    async def _serve(
        self, endpoint: Endpoint, values: tuple[str, ...], scope: Scope, receive: Receive, send: Send
    ) -> None:
        answer = await endpoint.answer(Request(scope, receive), values)
        await answer(scope, receive, send)


def _split(path: str) -> tuple[str, str, str]:
    """A path of ours with a value has it third, after the API's root and a noun: "/api/v1/tickets/", "7", "/revive"."""
    noun = path.find("/", len(API) + 1) + 1
    end = path.find("/", noun)
    return (path[:noun], path[noun:end], path[end:]) if end >= 0 else (path[:noun], path[noun:], "")


def _key(endpoint: Endpoint) -> _Key:
    route = endpoint.route
    begin, name, end = _split(API + route.path)
    assert name == f"{{{route.values[0]}}}", route.path  # noqa: S101
    return route.method, begin, end
