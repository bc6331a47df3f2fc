"""The table of routes fits what answers it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from hub.http.clock_routes import CLOCK
from hub.http.routes import ActionRoute, CommandRoute, Exchange, ReadRoute, Route
from hub.http.table import TABLE
from hub.transaction import Transaction

PYTHON = {"int": int, "str": str}


def arguments(run: Callable[..., object]) -> list[Any]:
    """Types of a function's arguments in order."""
    hints = get_type_hints(run)
    return [hints[name] for name in inspect.signature(run).parameters]


@pytest.mark.parametrize("route", [*TABLE, *CLOCK], ids=lambda route: f"{route.method} {route.path}")
def test_what_answers_takes_the_values_of_the_path_and_the_body(route: Route) -> None:
    assert isinstance(route, ReadRoute | ActionRoute | CommandRoute)
    first, *values = arguments(inspect.unwrap(route.run))
    wanted: list[Any] = [PYTHON[kind] for _, kind in route.values]
    if isinstance(route, CommandRoute):
        assert first is Transaction
        wanted += [] if route.body is None else [route.body]
    elif get_origin(first) is Exchange:
        assert get_args(first)[0] is (route.body or type(None))
    else:
        assert Exchange[route.body or type(None)] in get_args(first)  # type: ignore[misc]
    assert values == wanted


@pytest.mark.parametrize("route", TABLE, ids=lambda route: f"{route.method} {route.path}")
def test_only_reads_are_asked_with_get(route: Route) -> None:
    assert (route.method == "GET") is isinstance(route, ReadRoute)


def test_whoever_may_make_a_command_is_known() -> None:
    """Its answer is kept with who asked."""
    assert [route.path for route in TABLE if isinstance(route, CommandRoute) and not route.roles] == []
