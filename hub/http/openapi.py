"""The OpenAPI document, made from the table of routes and the wire's structs: what is described is what is checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from hub.http.authentication import COOKIE
from hub.http.endpoints import MOST_KEY
from hub.http.routes import CommandRoute, ReadRoute, Route
from shared.version import VERSION
from shared.wire import API, Problem

_REF = "#/components/schemas/{name}"

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
    if isinstance(route, CommandRoute):
        found |= {422}
    if not route.roles and route.body is not None:  # signing in, pairing
        found |= {401, 429}
    return sorted(found)


def document(table: Sequence[Route]) -> bytes:
    """The whole document as JSON."""
    types = [kind for route in table for kind in (route.body, route.answer) if kind is not None]
    schemas, components = msgspec.json.schema_components([*types, Problem], ref_template=_REF)
    found = iter(schemas)
    paths: dict[str, dict[str, Any]] = {}
    for route in table:
        body = next(found) if route.body is not None else None
        answer = next(found) if route.answer is not None else None
        paths.setdefault(API + route.path, {})[route.method.lower()] = _operation(route, body, answer)
    whole = {
        "openapi": "3.1.0",
        "info": {"title": "Antrean", "version": VERSION},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": COOKIE},
            },
        },
    }
    return msgspec.json.encode(whole)


_PROBLEM = {"application/problem+json": {"schema": {"$ref": _REF.format(name="Problem")}}}
_CONVERTED: dict[str, dict[str, Any]] = {"int": {"type": "integer", "minimum": 0}, "str": {"type": "string"}}
"""What each converter of ``hub.http.router`` takes."""


def _operation_id(route: Route) -> str:
    return f"{route.method.lower()}_{route.path}".translate(str.maketrans("/-", "__", "{}")).replace("__", "_")


def _operation(route: Route, body: object, answer: object) -> dict[str, Any]:
    responses: dict[str, Any] = {
        str(status): {"description": REFUSALS[status], "content": _PROBLEM} for status in _refusals(route)
    }
    if answer is not None:
        responses[str(route.status)] = {"description": "Done", "content": {"application/json": {"schema": answer}}}
    if route.may_be_empty:
        responses["204"] = {"description": "Done, and nothing to say"}
    operation: dict[str, Any] = {
        "summary": route.summary,
        "operationId": _operation_id(route),
        "responses": responses,
        "x-roles": sorted(route.roles),
        "security": [{"key": []}, {"session": []}] if route.roles else [],
        "parameters": [
            {
                "name": name,
                "in": "path",
                "required": True,
                "schema": _CONVERTED[kind],
            }
            for name, kind in route.values
        ],
    }
    operation["parameters"] += [
        {
            "name": value.name,
            "in": "query",
            "required": value.required,
            "description": value.description,
            "schema": dict(value.schema),
        }
        for value in (route.query if isinstance(route, ReadRoute) else ())
    ]
    if isinstance(route, CommandRoute):
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
            "required": not route.body_optional,
            "content": {"application/json": {"schema": body}},
        }
    return operation
