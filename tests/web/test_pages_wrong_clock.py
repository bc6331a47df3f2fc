"""What officers and the office see while the hub's machine has a wrong date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from hub.store import events
from hub.store.database import open_writer
from shared.wire import Event
from tests.support import testclock
from tests.support.changedsite import write_sites
from tests.support.hubprocess import HubProcess


@pytest.fixture
def started(make_hub: Callable[..., HubProcess], tmp_path: Path) -> Callable[[timedelta], HubProcess]:
    """A hub whose file's last event was so much later than the machine's clock says now."""

    def start(later: timedelta) -> HubProcess:
        hub = make_hub(site=str(write_sites(tmp_path)[0]))
        at = testclock.now() + later
        hub.data.mkdir()
        db = open_writer(hub.data)
        events.append(db, Event(1, at, "device.connected", "hub"), at.date(), None)
        db.close()
        return hub.start()

    return start


@pytest.mark.parametrize("page", ["counter", "office"])
def test_staff_reads_that_the_hubs_clock_is_behind(
    started: Callable[[timedelta], HubProcess], desk: Any, page: str
) -> None:
    hub = started(timedelta(days=1))
    with hub.signed_in("kepala", None) as session:
        shown = desk.open(f"{hub.url}/{page}/", session=session)
    expect(shown.locator("[data-clock=behind]")).to_contain_text("Jam komputer pusat tertinggal")


def test_nothing_is_said_of_a_clock_that_is_right(started: Callable[[timedelta], HubProcess], desk: Any) -> None:
    hub = started(timedelta(0))
    with hub.signed_in("kepala", None) as session:
        shown = desk.open(f"{hub.url}/office/", session=session)
    expect(shown.locator("dl.sums")).to_be_visible()
    expect(shown.locator("[data-clock]")).to_have_count(0)
