"""The OpenAPI document tells all that a call takes and answers, and nothing that it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from hub.http.table import TABLE
from shared.wire import API

SCRIPT = Path(__file__).parents[3] / "setup" / "calls_table.py"


def test_every_call_stands_in_the_documents_table_with_its_roles() -> None:
    """``python setup/calls_table.py`` writes it."""
    done = subprocess.run([sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


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
