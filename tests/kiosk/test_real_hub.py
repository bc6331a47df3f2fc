"""The kiosk before the real hub: numbers that really wait, a hub that is not there yet, and one that is restarted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kiosk.app import Kiosk
from kiosk.issuing.outbox import FIRST_RETRY_MS
from kiosk.paper.decode import decode
from kiosk.settings import KioskSettings
from shared.qt.link import LinkState
from tests.support.paper_texts import texts
from tests.support.printer_emulator import EmulatorState, PrinterEmulator
from tests.support.visitor import HandClock, Visitor


@pytest.fixture
def here(visitor_at: Callable[..., Visitor], hub: Any) -> Visitor:
    visitor = visitor_at(hub.url, hub.key("kiosk"))
    visitor.sees_page("home")
    return visitor


def state_of(hub: Any, ticket: int) -> str:
    with hub.client() as manager:
        return str(manager.get(f"/tickets/{ticket}").raise_for_status().json()["steps"][0]["state"])


def test_a_printed_number_waits_at_the_hub(here: Visitor, hub: Any) -> None:
    here.touches("agency-dukcapil")
    here.touches("take-dukcapil.ktp")
    here.waits(lambda: here.find("paper"))
    assert here.find("label").property("text") == "A-001"
    here.waits(lambda: here.kiosk.outbox.settled)
    assert state_of(hub, here.kiosk.flow.state.ticket.id) == "waiting"
    here.touches("home")
    here.waits(lambda: "<b>1</b> menunggu" in " ".join(here.words()))


def test_an_unprinted_number_counts_only_once_it_is_noted(visitor_at: Callable[..., Visitor], hub: Any) -> None:
    with PrinterEmulator(EmulatorState.PAPER_OUT) as printer:
        visitor = visitor_at(hub.url, hub.key("kiosk"), printer=printer.address)
        visitor.touches("agency-dukcapil")
        visitor.touches("take-dukcapil.ktp")
        visitor.sees_page("trouble")
        number = visitor.kiosk.flow.state.ticket.id
        visitor.waits(lambda: visitor.kiosk.outbox.settled)
        assert state_of(hub, number) != "waiting"
        visitor.touches("noted")
        visitor.waits(lambda: visitor.kiosk.outbox.settled)
    assert state_of(hub, number) == "waiting"


def test_an_unprinted_number_can_be_printed_after_all(visitor_at: Callable[..., Visitor], hub: Any) -> None:
    with PrinterEmulator(EmulatorState.PAPER_OUT) as printer:
        visitor = visitor_at(hub.url, hub.key("kiosk"), printer=printer.address)
        visitor.touches("agency-dukcapil")
        visitor.touches("take-dukcapil.ktp")
        visitor.sees_page("trouble")
        number = visitor.kiosk.flow.state.ticket.id
        printer.behaviour.state = EmulatorState.FINE
        visitor.touches("again")
        visitor.waits(lambda: visitor.find("paper"))
        visitor.waits(lambda: visitor.kiosk.outbox.settled)
    assert state_of(hub, number) == "waiting"


def test_a_paper_that_staff_asks_for_comes_out_again_marked_and_only_where_it_came_from(
    visitor_at: Callable[..., Visitor], hub: Any
) -> None:
    with PrinterEmulator() as printer, PrinterEmulator() as elsewhere:
        other = visitor_at(hub.url, hub.key("kiosk", "other"), printer=elsewhere.address)
        other.sees_page("home")
        visitor = visitor_at(hub.url, hub.key("kiosk"), printer=printer.address)
        visitor.touches("agency-dukcapil")
        visitor.touches("take-dukcapil.ktp")
        visitor.waits(lambda: visitor.find("paper"))
        visitor.waits(lambda: visitor.kiosk.outbox.settled)
        number = visitor.kiosk.flow.state.ticket.id
        with hub.client() as manager:
            manager.post(f"/tickets/{number}/reprint").raise_for_status()
        visitor.waits(lambda: len(printer.jobs) == 2)
        first, again = ("\n".join(texts(decode(job))) for job in printer.jobs)
        assert "CETAK ULANG" in again.upper()
        assert "CETAK ULANG" not in first.upper()
        assert elsewhere.jobs == ()


def test_a_number_left_lying_does_not_wait(visitor_at: Callable[..., Visitor], hub: Any) -> None:
    with PrinterEmulator(EmulatorState.PAPER_OUT) as printer:
        visitor = visitor_at(hub.url, hub.key("kiosk"), printer=printer.address)
        visitor.touches("agency-dukcapil")
        visitor.touches("take-dukcapil.ktp")
        visitor.sees_page("trouble")
        number = visitor.kiosk.flow.state.ticket.id
        visitor.waits_longer_than(46)
        visitor.waits_longer_than(21)
        visitor.sees_page("home")
        visitor.waits(lambda: visitor.kiosk.outbox.settled)
    assert state_of(hub, number) == "void"


def test_a_number_noted_while_the_kiosks_key_is_revoked_waits_once_it_is_paired_again(
    qtbot: QtBot, hub: Any, tmp_path: Path
) -> None:
    def stands(key: str) -> Visitor:
        clock = HandClock()
        settings = KioskSettings(
            hub=hub.url, key=key, geometry=(0, 0, 1280, 720), data=tmp_path, printer=printer.address
        )
        return Visitor(Kiosk(settings, monotonic=clock), qtbot, clock)

    with PrinterEmulator(EmulatorState.PAPER_OUT) as printer:
        before = stands(hub.key("kiosk"))
        before.touches("agency-dukcapil")
        before.touches("take-dukcapil.ktp")
        before.sees_page("trouble")
        number = before.kiosk.flow.state.ticket.id
        before.waits(lambda: before.kiosk.outbox.settled)
        with hub.client() as manager:
            (key,) = (known["id"] for known in manager.get("/keys").json() if known["name"] == "test")
            manager.delete(f"/keys/{key}").raise_for_status()
        before.waits(lambda: before.kiosk.link.state is LinkState.REFUSED)
        before.touches("noted")
        before.sees_page("ticket")
        before.waits(lambda: before.kiosk.outbox._retries.delay_ms > FIRST_RETRY_MS)
        before.kiosk.close()
        assert state_of(hub, number) == "void"
        after = stands(hub.key("kiosk"))
        after.waits(lambda: after.kiosk.outbox.settled and after.kiosk.offline_numbers.left)
        after.kiosk.close()
    assert state_of(hub, number) == "waiting"


def test_a_kiosk_started_before_its_hub_comes_up_by_itself(
    visitor_at: Callable[..., Visitor], make_hub: Callable[..., Any]
) -> None:
    hub = make_hub().start()
    key = hub.key("kiosk")
    hub.stop()
    visitor = visitor_at(hub.url, key)
    visitor.waits(lambda: "Antrean sedang disiapkan…" in visitor.words())
    hub.start()
    visitor.sees_page("home")


def test_a_killed_hub_that_comes_back_goes_on_where_it_was(here: Visitor, hub: Any) -> None:
    here.touches("agency-dukcapil")
    here.touches("take-dukcapil.ktp")
    here.waits(lambda: here.find("paper") and here.kiosk.outbox.settled)
    hub.kill()
    here.waits(lambda: here.kiosk.link.state.value == "lost")
    hub.start()
    here.waits(lambda: here.kiosk.link.state.value == "online")
    here.touches("home")
    here.touches("agency-dukcapil")
    here.touches("take-dukcapil.ktp")
    here.waits(lambda: here.find("label") and here.find("label").property("text") == "A-002")


def test_a_number_asked_for_while_the_hub_restarts_is_given_once(here: Visitor, hub: Any) -> None:
    here.touches("agency-dukcapil")
    here.waits(lambda: here.find("take-dukcapil.ktp"))
    here.settles()
    hub.kill()
    here.presses_and_releases(here.middle("take-dukcapil.ktp"))
    hub.start()
    here.sees_page("ticket")
    assert here.find("label").property("text") == "A-001"


@pytest.mark.usefixtures("impatient")
def test_a_frozen_hub_is_noticed_and_its_thaw_too(here: Visitor, hub: Any) -> None:
    hub.freeze()
    here.waits(lambda: here.kiosk.link.state.value == "lost")
    here.waits_longer_than(3)
    here.waits(lambda: "Sambungan ke antrean terputus" in here.words())
    hub.thaw()
    here.sees_page("home")
