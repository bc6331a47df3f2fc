"""What the page behind the QR shows of a visit for several services."""

from __future__ import annotations

from typing import Any

import httpx

from shared.wire import API


def visit(hub: Any, *services: str) -> dict[str, Any]:
    with hub.client() as manager:
        return dict(manager.post("/tickets", json={"services": services}).raise_for_status().json())


def shown(hub: Any, ticket: dict[str, Any]) -> tuple[str, int]:
    page = httpx.get(f"{hub.url}{API}/t/{ticket['token']}").raise_for_status().json()
    return page["step"]["service"], page["ahead"]


def test_nobody_is_ahead_of_himself(module_hub: Any) -> None:
    mine = visit(module_hub, "bapenda.pbb", "bapenda.bphtb")
    assert (mine["ahead"], shown(module_hub, mine)) == (0, ("bapenda.pbb", 0))


def test_of_several_services_the_one_that_is_called_first_is_shown(module_hub: Any) -> None:
    for _ in range(3):
        module_hub.take("dukcapil.ktp")
    mine = visit(module_hub, "kemenag.hajj", "dukcapil.ktp")
    assert mine["ahead"] == 0
    service, ahead = shown(module_hub, mine)
    assert (service.split(".")[0], ahead) == ("kemenag", 0)
