"""The OpenAPI document tells all that a call takes and answers, and nothing that it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from hub.http.table import TABLE
from shared.wire import API

ARCHITECTURE = Path(__file__).parents[3] / "docs" / "architecture.md"


def test_every_call_stands_in_the_architecture_document_with_its_roles() -> None:
    told = [line for line in ARCHITECTURE.read_text("utf-8").splitlines() if line.startswith("| `")]
    told = [line for line in told if line.split("`")[1].split(" ")[0] in {route.method for route in TABLE}]
    assert told == [
        f"| `{route.method} {route.path}` | {', '.join(sorted(route.roles)) or 'anyone'} | {route.summary} |"
        for route in TABLE
    ]


@pytest.fixture(scope="module")
def paths(module_hub: Any) -> dict[str, Any]:
    return dict(httpx.get(f"{module_hub.url}/openapi.json").raise_for_status().json()["paths"])


def test_every_call_has_the_one_good_answer_that_it_gives(paths: dict[str, Any]) -> None:
    for route in TABLE:
        responses = paths[API + route.path][route.method.lower()]["responses"]
        good = {status for status in responses if status < "300"}
        expected = {str(route.status)} if route.answer is not None else set()
        assert good == expected | ({"204"} if route.may_be_empty else set()), (route.method, route.path)


def test_what_is_asked_behind_the_question_mark_is_described(paths: dict[str, Any]) -> None:
    asked = {
        (method, path.removeprefix(API), one["name"], one["required"])
        for path, operations in paths.items()
        for method, operation in operations.items()
        for one in operation.get("parameters", ())
        if one["in"] == "query"
    }
    assert asked == {
        ("get", "/tickets", "number", False),
        ("get", "/tickets", "token", False),
        ("get", "/reports/days", "from", False),
        ("get", "/reports/days", "to", False),
    }
