"""The API against its own description: whatever fits the document, or just does not, is answered as the document says,
by every role, and never with a failure of the hub."""

from __future__ import annotations

import warnings
from typing import Any

import httpx
import pytest
import requests
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis import GenerationMode
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]
EXAMPLES = 4
"""For each call, each role, and each of: as described, and not as described."""
ROLES = ("nobody", "kiosk", "display", "officer", "manager")


@pytest.fixture(scope="module")
def keys(module_hub: Any) -> dict[str, str]:
    module_hub.take()
    return {"nobody": ""} | {role: module_hub.key(role, "fuzz") for role in ROLES if role != "nobody"}


@pytest.fixture(scope="module")
def document(module_hub: Any) -> dict[str, Any]:
    return dict(httpx.get(f"{module_hub.url}/openapi.json").raise_for_status().json())


@pytest.mark.parametrize("role", ROLES)
def test_every_call_is_answered_as_its_document_says(
    module_hub: Any, keys: dict[str, str], document: dict[str, Any], role: str
) -> None:
    schema = schemathesis.openapi.from_dict(document)
    headers = {"X-Antrean": "1"} | ({"Authorization": f"Bearer {keys[role]}"} if keys[role] else {})
    called = 0
    with requests.Session() as session:
        for found in schema.get_all_operations():
            operation = found.ok()
            called += 1
            for mode in GenerationMode:
                _attempts(operation, mode, module_hub.url, headers, session)
    assert called == sum(len(operations) for operations in document["paths"].values())
    assert "Traceback" not in module_hub.said()


def _attempts(
    operation: Any, mode: GenerationMode, url: str, headers: dict[str, str], session: requests.Session
) -> None:
    """Asks what the document allows, or what it just does not."""

    @settings(
        max_examples=EXAMPLES,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def attempt(case: Any) -> None:
        reply = case.call(base_url=url, headers=headers, session=session, timeout=30)
        case.validate_response(reply, checks=CHECKS)

    try:
        attempt()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, f"nothing fits the document of {operation.label}"
