"""What a call of the API is: a read, an action or a command, declared with its roles and shapes.

A route is declared, not programmed: ``hub.http.table`` lists them all, and from the same list come the checks
(``hub.http.endpoints``) and the OpenAPI document. No route can forget one of them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Concatenate, Generic, TypeVar

import msgspec

from hub.actors import Actor
from hub.http.request import HttpRequest
from hub.http.router import described, path_values
from hub.hub import Hub
from hub.transaction import Transaction
from shared.wire import Role

Body = TypeVar("Body")

ANYONE: frozenset[Role] = frozenset()
"""For routes that need no key and no session."""


@dataclass(frozen=True)
class Exchange(Generic[Body]):
    """One request to a read or an action: who asks, and the decoded body (None where the route has none)."""

    hub: Hub
    request: HttpRequest
    actor: Actor
    """A stranger (``Actor.stranger``) where a route for anyone is asked without key and session."""
    body: Body


@dataclass(frozen=True)
class QueryValue:
    """A value behind the question mark of an address, as the document describes it."""

    name: str
    description: str
    schema: Mapping[str, str]
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Route:
    """One call of the contract. What answers it gets the path's values, in order, after its first argument."""

    method: str = field(kw_only=False)
    template: str = field(kw_only=False)
    """Path below the API's root, with its values and their kinds: ``/counters/{counter:int}/line``."""
    summary: str = field(kw_only=False)
    roles: frozenset[Role] = field(kw_only=False)
    answer: Any = None
    """Type of what is answered with ``status``; None when nothing is."""
    status: int = 200
    may_be_empty: bool = False
    """204 is a possible answer."""
    body: type[msgspec.Struct] | None = None
    body_optional: bool = False
    """A request without a body means one without any of its fields."""

    @property
    def path(self) -> str:
        """The template as OpenAPI has it: ``/counters/{counter}/line``."""
        return described(self.template)

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """Name and converter (``hub.http.router``) of each value of the path."""
        return path_values(self.template)


@dataclass(frozen=True, kw_only=True)
class ReadRoute(Route):
    """Reads, on the event loop, and changes nothing."""

    run: Callable[Concatenate[Exchange[None], ...], object] = field(kw_only=False)
    """Returns a struct, Refused, or an HttpResponse."""
    query: tuple[QueryValue, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CommandRoute(Route):
    """Changes the queue, in the writer; may be repeated with the same Idempotency-Key and gets the stored answer."""

    run: Callable[Concatenate[Transaction, ...], object] = field(kw_only=False)
    """Called with the transaction, the path's values and the body, if the route has one. Returns a struct, Refused, or
    None for 204."""


@dataclass(frozen=True, kw_only=True)
class ActionRoute(Route, Generic[Body]):
    """Changes something without a stored answer: it would keep a secret, or is not the writer's alone."""

    run: Callable[Concatenate[Exchange[Body], ...], Awaitable[object]] = field(kw_only=False)
    """Returns a struct, Refused, None for 204, or an HttpResponse."""
    body: type[Body] | None = None  # type: ignore[assignment]
