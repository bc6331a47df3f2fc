"""The OpenAPI document, made from the table of routes and the wire's structs: what is described is what is checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from hub.http.routes import MOST_KEY, TEXTS, Route
from shared.version import VERSION
from shared.wire import Problem

_REF = "#/components/schemas/{name}"
_GUESS: dict[str, Any] = {"application/json": {"schema": {}}}
"""What FastAPI says that 200 answers, of a route that said nothing of 200."""


REFUSALS = {
    400: "Not as described",
    401: "No key and no session that is good",
    403: "Not for this role, or from another site",
    404: "No such thing",
    409: "Not now: the code says why",
    413: "Too large",
    422: "The idempotency key came before with another request",
    429: "Too many wrong attempts",
    500: "The hub's own mistake; nothing was done",
    503: "The queue cannot be written; nothing was done",
}


def _refusals(route: Route) -> list[int]:
    """Every status of a refusal that the route can answer with."""
    found = {400, 404, 413, 500, 503}
    if route.roles:
        found |= {401, 403}
    if route.method != "GET":
        found |= {403, 409}
    if route.command is not None:
        found |= {422}
    if not route.roles and route.body is not None:  # signing in, pairing
        found |= {401, 429}
    return sorted(found)


def describe(routes: Iterable[Route]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """For each route what FastAPI does not know of it, and the components that these name."""
    routes = list(routes)
    types = [kind for route in routes for kind in (route.body, route.answer) if kind is not None]
    schemas, components = msgspec.json.schema_components([*types, Problem], ref_template=_REF)
    found = iter(schemas)
    problem = {"application/problem+json": {"schema": {"$ref": _REF.format(name="Problem")}}}
    described: list[dict[str, Any]] = []
    for route in routes:
        body = next(found) if route.body is not None else None
        answer = next(found) if route.answer is not None else None
        described.append(_operation(route, body, answer, problem))
    return described, components


def _operation(route: Route, body: object, answer: object, problem: dict[str, Any]) -> dict[str, Any]:
    responses: dict[str, Any] = {
        str(status): {"description": REFUSALS[status], "content": problem} for status in _refusals(route)
    }
    if answer is not None:
        responses[str(route.status)] = {"description": "Done", "content": {"application/json": {"schema": answer}}}
    if route.may_be_empty:
        responses["204"] = {"description": "Done, and nothing to say"}
    operation: dict[str, Any] = {
        "responses": responses,
        "x-roles": sorted(route.roles),
        "security": [{"key": []}, {"session": []}] if route.roles else [],
        "parameters": [
            {
                "name": name,
                "in": "path",
                "required": True,
                "schema": {"type": "string"} if name in TEXTS else {"type": "integer", "minimum": 0},
            }
            for name in route.values
        ],
    }
    operation["parameters"] += [
        {
            "name": asked.name,
            "in": "query",
            "required": asked.required,
            "description": asked.says,
            "schema": dict(asked.schema),
        }
        for asked in route.asks
    ]
    if route.command is not None:
        operation["parameters"].append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": False,
                "description": "The same key with the same request gives the same answer, and is done once.",
                "schema": {"type": "string", "minLength": 1, "maxLength": MOST_KEY},
            }
        )
    if body is not None:
        operation["requestBody"] = {
            "required": not route.body_may_lack,
            "content": {"application/json": {"schema": body}},
        }
    return operation


def install(app: FastAPI, components: dict[str, Any]) -> None:
    """Lets the application serve the document; FastAPI's own guesses at answers are left out."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(title="Antrean", version=VERSION, routes=app.routes)
            for operations in made["paths"].values():
                for operation in operations.values():
                    if operation["responses"].get("200", {}).get("content") == _GUESS:
                        del operation["responses"]["200"]
            own = made.setdefault("components", {})
            own["schemas"] = components
            own["securitySchemes"] = {
                "key": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "antrean_session"},
            }
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]
