"""A site that was changed while the hub was down reaches every reader that ran on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from websockets.sync.client import connect

from shared.wire import API, Hall, Message, Snapshot
from tests.support.changedsite import write_sites
from tests.support.hubprocess import HubProcess


@pytest.fixture
def two_sites(make_hub: Callable[..., HubProcess], tmp_path: Path) -> Any:
    """A hub with the first site, and its second site."""
    before, after = write_sites(tmp_path)
    return make_hub(site=str(before)).start(), str(after)


def first_heard(hub: HubProcess, after: int) -> object:
    """The first message to a reader that knows everything up to ``after``."""
    headers = {"Authorization": f"Bearer {hub.manager_key}"}
    with connect(f"ws://127.0.0.1:{hub.port}{API}/stream?after={after}", additional_headers=headers) as line:
        return msgspec.json.decode(line.recv(60), type=Message)


def known(hub: HubProcess) -> int:
    with hub.client() as manager:
        return int(manager.get("/hall").json()["seq"])


def restarted(hub: HubProcess, **changed: Any) -> Hall | None:
    """What a reader that knew all is told first after a restart: the new hall, or None when it just goes on."""
    before = known(hub)
    hub.stop()
    for name, value in changed.items():
        setattr(hub, name, value)
    hub.start()
    message = first_heard(hub, before)
    return message.hall if isinstance(message, Snapshot) else None


def test_a_reader_that_ran_on_gets_the_changed_site_whole(two_sites: Any) -> None:
    hub, after = two_sites
    hub.take()
    hall = restarted(hub, site=after)
    assert hall is not None
    assert hall.site.name["id"] == "MPP Baru"
    assert [agency.code for agency in hall.agencies] == ["dukcapil", "health"]


def test_a_reader_is_told_that_the_hall_has_hours_again(two_sites: Any) -> None:
    hub, _ = two_sites
    hub.take()
    hall = restarted(hub, always_open=False)
    assert hall is not None
    assert not hall.always_open


def test_a_reader_just_goes_on_where_nothing_of_the_site_changed(two_sites: Any) -> None:
    hub, _ = two_sites
    hub.take()
    assert restarted(hub) is None


def test_a_changed_site_is_told_once_and_not_after_every_start(two_sites: Any) -> None:
    hub, after = two_sites
    hub.take()
    assert restarted(hub, site=after) is not None
    assert restarted(hub) is None


def test_the_event_log_says_when_the_site_changed(two_sites: Any) -> None:
    hub, after = two_sites
    hub.take()
    restarted(hub, site=after)
    with connect(
        f"ws://127.0.0.1:{hub.port}{API}/stream", additional_headers={"Authorization": f"Bearer {hub.manager_key}"}
    ) as line:
        snapshot = msgspec.json.decode(line.recv(60), type=Message)
    assert isinstance(snapshot, Snapshot)
    assert snapshot.hall.seq == 2, "one number and one change of the site"


def test_a_first_start_notes_no_change(two_sites: Any) -> None:
    hub, _ = two_sites
    assert known(hub) == 0
