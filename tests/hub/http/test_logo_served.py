"""The hall's logo on the hub: where it is served and with what, and what happens without it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.support.hubprocess import HubProcess
from tests.support.logos import SVG, png
from tests.support.sitetext import REGISTRY, hall, write


@pytest.fixture
def with_logo(make_hub: Callable[..., HubProcess], tmp_path: Path) -> Callable[[str, bytes], HubProcess]:
    """A running hub whose site has this picture."""

    def start(name: str, data: bytes) -> HubProcess:
        (tmp_path / name).write_bytes(data)
        file = write(tmp_path / "hall.toml", hall(REGISTRY, top=f'logo = "{name}"'))
        return make_hub(site=str(file)).start()

    return start


def address(hub: HubProcess) -> str | None:
    with hub.client() as manager:
        site = manager.get("/hall").raise_for_status().json()["site"]
        return site.get("logo")


@pytest.mark.parametrize(("name", "data", "kind"), [("logo.svg", SVG, "image/svg+xml"), ("a.PNG", png(), "image/png")])
def test_the_logo_is_served_to_everybody_and_can_do_nothing(
    with_logo: Callable[[str, bytes], HubProcess], name: str, data: bytes, kind: str
) -> None:
    hub = with_logo(name, data)
    at = address(hub)
    assert at is not None
    answer = httpx.get(f"{hub.url}{at}")
    assert answer.status_code == 200
    assert answer.content == data
    assert answer.headers["content-type"] == kind
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "sandbox" in answer.headers["content-security-policy"]
    ticket = hub.take()
    assert httpx.get(f"{hub.url}/api/v1/t/{ticket['token']}").json()["logo"] == at


def test_another_picture_is_told_to_readers_as_another_site(with_logo: Callable[[str, bytes], HubProcess]) -> None:
    hub = with_logo("logo.png", png())
    before = address(hub)
    Path(hub.site).with_name("logo.png").write_bytes(png(colour="#00b020"))
    hub.stop()
    hub.start()
    assert address(hub) not in (before, None)
    assert httpx.get(f"{hub.url}{before}").status_code == 404


@pytest.mark.parametrize("spoil", [Path.unlink, lambda file: file.write_bytes(b"no picture")], ids=["gone", "broken"])
def test_a_hall_whose_picture_is_gone_or_broken_opens_under_its_name_alone(
    with_logo: Callable[[str, bytes], HubProcess], spoil: Callable[[Path], object]
) -> None:
    hub = with_logo("logo.png", png())
    hub.stop()
    spoil(hub.data / "site-logo.png")
    hub.site = ""
    hub.start()
    assert address(hub) is None
    assert "shown without its logo" in hub.said()
