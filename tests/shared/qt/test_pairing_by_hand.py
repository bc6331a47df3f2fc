"""The pairing window in this process: keys of hands and scanners, certificates, and a folder that keeps nothing."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from antrean.__main__ import main
from hub.tls import fingerprint
from shared import paired
from shared.qt.link import HubLink, LinkState
from shared.qt.pairing import Frame, PairingWindow
from shared.qt.pairing_model import UNTOUCHED_SECONDS, PairingEntry, PairingModel
from shared.qt.trust import Trust
from shared.wire import API, Role
from tests.support.hubprocess import HubProcess, wait_until

PATIENCE = 60_000
NOWHERE = "http://127.0.0.1:1"
HAND = 150.0
"""Milliseconds between two keys of a hand."""


def entry(data: Path | None = None, hub: str = NOWHERE, key: str = "") -> PairingEntry:
    return PairingEntry(Role.KIOSK, data, hub, key)


@pytest.fixture
def model(qapp: Any) -> Iterator[PairingModel]:  # noqa: ARG001
    made = PairingModel(entry(), may_leave=False)
    yield made
    made.close()


@pytest.fixture
def window(qapp: Any) -> Iterator[PairingWindow]:
    made = PairingWindow(entry(), Frame((0, 0, 1280, 720)), may_leave=False)
    QTest.qWaitForWindowExposed(made.window)
    yield made
    made.close()
    qapp.processEvents()


def by_hand(model: PairingModel, signs: str, key: int = 0, at: float = 0.0) -> float:
    for sign in signs:
        at += HAND
        model.strike(key or ord(sign.upper()), sign, at)
    return at


def test_a_code_is_typed_on_a_keyboard_and_shown_in_two_halves(model: PairingModel) -> None:
    at = by_hand(model, "ab!cd 1Il0O-23")
    assert model.code == "ABCD-23"
    at = by_hand(model, "x", Qt.Key.Key_Backspace, at)
    assert model.code == "ABCD-2"
    by_hand(model, "2345678", at=at)
    assert model.code == "ABCD-2234"


def test_enter_of_a_hand_connects_and_tab_changes_the_field(model: PairingModel) -> None:
    at = by_hand(model, "\r", Qt.Key.Key_Return)
    assert model.trouble == "Kodenya belum lengkap"
    at = by_hand(model, "\t", Qt.Key.Key_Tab, at)
    assert model.field == "address"
    by_hand(model, "x" * 200, at=at)
    assert len(model.address) == 120


def test_the_keys_of_a_scanner_change_nothing_and_ask_nobody(window: PairingWindow) -> None:
    by_hand(window.model, "ABCD", at=-1e9)
    for sign in "23456789KTPX345\r":
        QTest.keyClick(window.window, Qt.Key(ord(sign)) if sign != "\r" else Qt.Key.Key_Return)
    assert (window.model.code, window.model.busy, window.model.trouble) == ("ABCD", False, "")
    assert window.model.address == NOWHERE


def test_a_window_opened_over_a_device_goes_away_when_nobody_touches_it(qapp: Any, qtbot: QtBot) -> None:  # noqa: ARG001
    now = [0.0]
    model = PairingModel(entry(key="old"), may_leave=True, clock=lambda: now[0])
    with qtbot.waitSignal(model.left, timeout=PATIENCE):
        now[0] = UNTOUCHED_SECONDS + 1
    model.close()


def test_a_code_is_not_used_up_where_its_key_cannot_be_kept(
    hub: HubProcess,
    tmp_path: Path,
    qtbot: QtBot,
    qapp: Any,  # noqa: ARG001
) -> None:
    (tmp_path / "file").touch()
    code = offered(f"{hub.url}{API}", hub.manager_key)
    for folder in (tmp_path / "file" / "folder", tmp_path / "good"):
        model = PairingModel(entry(folder, hub.url), may_leave=False)
        by_hand(model, code)
        if folder.name == "folder":
            model.submit()
            assert model.trouble == "Kunci tidak dapat disimpan di komputer ini"
        else:
            with qtbot.waitSignal(model.entered, timeout=PATIENCE):
                model.submit()
        model.close()
    assert paired.read(tmp_path / "good", Role.KIOSK) is not None


def test_a_hub_with_an_unknown_certificate_is_believed_once_a_person_compared_it(
    make_hub: Callable[..., HubProcess],
    tmp_path: Path,
    qtbot: QtBot,
    qapp: Any,  # noqa: ARG001
) -> None:
    tls = tmp_path / "tls"
    assert CliRunner().invoke(main, ["tls", "--out", str(tls)]).exit_code == 0
    hub = make_hub(further=("--tls-cert", str(tls / "hub.pem"), "--tls-key", str(tls / "hub.key")))
    hub.start(wait=False)
    url = f"https://127.0.0.1:{hub.port}"
    wait_until(lambda: answers(url, tls / "hall-ca.pem"), f"the hub answers; it said {hub.said()}")
    code = offered(f"{url}{API}", hub.manager_key, tls / "hall-ca.pem")

    model = PairingModel(entry(tmp_path / "kiosk", url), may_leave=False)
    by_hand(model, code)
    model.submit()
    qtbot.waitUntil(lambda: model.fingerprint != "", timeout=PATIENCE)
    own = (tls / "hub.pem").read_text().split("-----END")[0] + "-----END CERTIFICATE-----\n"
    assert model.fingerprint == fingerprint(own)
    assert "Bandingkan" in model.trouble
    assert paired.read(tmp_path / "kiosk", Role.KIOSK) is None
    with qtbot.waitSignal(model.entered, timeout=PATIENCE) as came:
        model.trust()
    made = came.args[0]
    model.close()

    link = HubLink(made.hub, made.key, trust=Trust(made.ca))
    link.open()
    qtbot.waitUntil(lambda: link.state is LinkState.ONLINE, timeout=PATIENCE)
    link.close()


def offered(api: str, key: str, ca: Path | None = None) -> str:
    with httpx.Client(verify=believing(ca), timeout=60, headers={"Authorization": f"Bearer {key}"}) as manager:
        made = manager.post(f"{api}/pairing", json={"role": "kiosk", "name": "Pintu"}).raise_for_status()
    return str(made.json()["code"])


def answers(url: str, ca: Path) -> bool:
    try:
        return httpx.get(f"{url}{API}/healthz", timeout=5, verify=believing(ca)).status_code == 200
    except httpx.TransportError:
        return False


def believing(ca: Path | None) -> ssl.SSLContext | bool:
    return ssl.create_default_context(cafile=ca) if ca else True
