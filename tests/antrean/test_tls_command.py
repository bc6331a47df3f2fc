"""A hall's own certificates, and the hub, its administration and its devices speaking over them."""

from __future__ import annotations

import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from pytestqt.qtbot import QtBot

from antrean.__main__ import main
from hub import running_hub
from hub.http.limits import ARRIVAL_SECONDS
from hub.tls import WrongCertificateError, load, trusting
from shared.qt.app import make_application
from shared.qt.link import HubLink, LinkState
from shared.qt.obstacle import LinkObstacle
from shared.qt.replies import Unreachable
from shared.qt.trust import Trust
from shared.wire import API, Hall
from tests.support.hubprocess import wait_until

PATIENCE = 60_000


def antrean(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "antrean", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, env=os.environ | environment
    )


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a hall's authority and its hub's certificate."""
    out = tmp_path_factory.mktemp("tls")
    done = antrean("tls", "--out", str(out), "--name", "antrean.hall", "--name", "10.0.0.5")
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture
def safe_hub(make_hub: Callable[..., Any], hall: Path) -> Any:
    files = {"ANTREAN_TLS_CERT": str(hall / "hub.pem"), "ANTREAN_TLS_KEY": str(hall / "hub.key")}
    hub = make_hub(environment=files)
    hub.start(wait=False)
    trust = ssl.create_default_context(cafile=hall / "hall-ca.pem")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert hub.process.poll() is None, hub.said()
        try:
            httpx.get(f"https://127.0.0.1:{hub.port}{API}/healthz", verify=trust, timeout=2)
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return hub
    raise AssertionError(f"the hub does not answer: {hub.said()}")


def test_keys_are_for_their_owner_only_and_an_authority_is_used_again(hall: Path) -> None:
    assert {(hall / name).stat().st_mode & 0o777 for name in ("hub.key", "hall-ca.key")} == {0o600}
    before = (hall / "hall-ca.pem").read_bytes(), (hall / "hub.pem").read_bytes()
    assert antrean("tls", "--out", str(hall), "--name", "antrean.hall").returncode == 0
    assert (hall / "hall-ca.pem").read_bytes() == before[0]
    assert (hall / "hub.pem").read_bytes() != before[1]
    assert sorted(path.name for path in hall.iterdir()) == ["hall-ca.key", "hall-ca.pem", "hub.key", "hub.pem"]


@pytest.mark.parametrize("away", ["hall-ca.key", "hall-ca.pem"])
def test_an_authority_of_which_half_is_kept_elsewhere_is_not_replaced_by_another(
    hall: Path, tmp_path: Path, away: str
) -> None:
    """Every device would cease to trust the hub; and the manual says to keep the key on a stick."""
    folder = tmp_path / "tls"
    shutil.copytree(hall, folder)
    (folder / away).unlink()
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    done = antrean("tls", "--out", str(folder))
    assert done.returncode == 1
    assert f"{away} is not there" in done.stderr
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_name_that_cannot_be_meant_is_wrong_usage(tmp_path: Path) -> None:
    done = antrean("tls", "--out", str(tmp_path), "--name", "hall,DNS:bank.example")
    assert done.returncode == 2
    assert "host name" in done.stderr


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = antrean("tls", "--out", str(tmp_path / "file" / "tls"))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert done.stderr.startswith(f"antrean: {tmp_path / 'file' / 'tls'} cannot be written")


def test_a_machine_whose_own_name_no_certificate_can_bear_gets_one_for_its_other_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "mpp_kiosk")
    done = CliRunner().invoke(main, ["tls", "--out", str(tmp_path), "--name", "antrean.hall"])
    assert done.exit_code == 0, done.output
    assert "Left out   mpp_kiosk" in done.output
    listed = ssl._ssl._test_decode_cert(str(tmp_path / "hub.pem"))["subjectAltName"]  # type: ignore[attr-defined]
    assert {name for _, name in listed} == {"antrean.hall", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"}
    own = CliRunner().invoke(main, ["tls", "--out", str(tmp_path)])
    assert own.exit_code == 0, own.output


def test_certificate_and_key_that_do_not_fit_are_refused_with_the_reason(hall: Path, tmp_path: Path) -> None:
    assert load(hall / "hub.pem", hall / "hub.key").trouble == ""
    for wrong in ((hall / "hub.pem", hall / "hall-ca.key"), (hall / "hub.key", hall / "hub.key"), (tmp_path, tmp_path)):
        with pytest.raises(WrongCertificateError):
            load(*wrong)
    done = antrean(
        *("hub", "--data", str(tmp_path / "data"), "--site", "batu", "--host", "127.0.0.1", "--port", "0"),
        *("--tls-cert", str(hall / "hub.pem"), "--tls-key", str(hall / "hall-ca.key")),
    )
    assert done.returncode == 1
    assert "cannot be used together" in done.stderr
    assert antrean("hub", "--tls-cert", str(hall / "hub.pem")).returncode == 2


def test_a_key_that_others_can_read_is_told_in_the_log_and_by_doctor(safe_hub: Any, hall: Path) -> None:
    def doctors() -> str:
        found = json.loads(antrean("doctor", "--json", "--data", str(safe_hub.data)).stdout)
        return next(str(one["verdict"]) for one in found if one["what"] == "tls key")

    assert doctors() == "ok"
    assert "can read the certificate's key" not in safe_hub.said()
    (hall / "hub.key").chmod(0o644)
    try:
        assert doctors() == "warning"
        safe_hub.stop()
        safe_hub.start(wait=False)
        wait_until(lambda: "can read the certificate's key" in safe_hub.said(), "the hub says it")
    finally:
        (hall / "hub.key").chmod(0o600)


def test_the_hub_speaks_tls_only_with_a_safe_cookie_and_its_administration_follows(safe_hub: Any, hall: Path) -> None:
    done = antrean(
        *("officer", "add", "dewi", "--name", "Dewi", "--agency", "dukcapil", "--data", str(safe_hub.data)),
        ANTREAN_PIN="271828",
    )
    assert done.returncode == 0, done.stderr
    trust = ssl.create_default_context(cafile=hall / "hall-ca.pem")
    with httpx.Client(base_url=f"https://127.0.0.1:{safe_hub.port}{API}", verify=trust, timeout=60) as client:
        body = {"officer": "dewi", "pin": "271828"}
        reply = client.post("/session", json=body, headers={"X-Antrean": "1"}).raise_for_status()
        assert "secure" in {part.strip().lower() for part in reply.headers["set-cookie"].split(";")}
        assert reply.headers["strict-transport-security"] == "max-age=86400"
    with pytest.raises(httpx.TransportError):
        httpx.get(f"http://127.0.0.1:{safe_hub.port}{API}/healthz")
    with pytest.raises(httpx.ConnectError, match="verify"):
        httpx.get(f"https://127.0.0.1:{safe_hub.port}{API}/healthz")


# --- devices --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def qapp() -> Any:
    return make_application("tls")


@pytest.fixture
def linked(qapp: Any) -> Iterator[Callable[..., HubLink]]:
    made: list[HubLink] = []

    def link(url: str, key: str, ca: Path | None) -> HubLink:
        made.append(HubLink(url, key, trust=Trust(ca)))
        made[-1].open()
        return made[-1]

    yield link
    for one in made:
        one.close()
    qapp.processEvents()


def paired(hub: Any, hall: Path) -> str:
    made = antrean("pair", "--role", "display", "--name", "Aula", "--json", "--data", str(hub.data))
    assert made.returncode == 0, made.stderr
    code = httpx.Response(200, text=made.stdout).json()["code"]
    trust = ssl.create_default_context(cafile=hall / "hall-ca.pem")
    url = f"https://127.0.0.1:{hub.port}{API}/pairing/redeem"
    reply = httpx.post(url, json={"code": code}, headers={"X-Antrean": "1"}, verify=trust)
    return str(reply.raise_for_status().json()["key"])


def test_a_device_trusts_the_halls_authority_or_the_hubs_own_certificate_and_nothing_else(
    qtbot: QtBot, linked: Callable[..., HubLink], safe_hub: Any, hall: Path, tmp_path: Path
) -> None:
    url, key = f"https://127.0.0.1:{safe_hub.port}", paired(safe_hub, hall)
    found = running_hub.read(safe_hub.data)
    assert found is not None
    assert found.certificate is not None
    pinned = tmp_path / "pinned.pem"
    pinned.write_text(found.certificate)
    for ca in (hall / "hall-ca.pem", pinned):
        link = linked(url, key, ca)
        qtbot.waitUntil(lambda link=link: link.state is LinkState.ONLINE, timeout=PATIENCE)
        answers: list[Any] = []
        link.request("GET", "/hall", Hall, answers.append)
        qtbot.waitUntil(lambda answers=answers: bool(answers), timeout=PATIENCE)
        assert isinstance(answers[0], Hall)
    stranger = linked(url, key, None)
    qtbot.waitUntil(lambda: stranger.state is LinkState.REFUSED, timeout=PATIENCE)
    assert stranger.obstacle is LinkObstacle.CERTIFICATE, "its key is good"
    answers = []
    stranger.request("GET", "/hall", Hall, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
    assert isinstance(answers[0], Unreachable)


def test_an_expired_certificate_is_told_at_the_hub_and_refused_by_whoever_was_given_that_very_one(
    qtbot: QtBot, linked: Callable[..., HubLink], make_hub: Callable[..., Any], tmp_path: Path
) -> None:
    certificate, key = tmp_path / "old.pem", tmp_path / "old.key"
    curve = ("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", str(key))
    asked = ("req", "-new", "-key", str(key), "-subj", "/CN=old", "-out", str(tmp_path / "asked.pem"))
    signed = ("x509", "-req", "-in", str(tmp_path / "asked.pem"), "-signkey", str(key), "-days", "-1")
    for command in (curve, asked, (*signed, "-out", str(certificate))):
        subprocess.run(["openssl", *command], check=True, capture_output=True)
    assert "expired" in load(certificate, key).trouble
    hub = make_hub(environment={"ANTREAN_TLS_CERT": str(certificate), "ANTREAN_TLS_KEY": str(key)})
    hub.start(wait=False)
    link = linked(f"https://127.0.0.1:{hub.port}", "any", certificate)
    qtbot.waitUntil(lambda: link.state is LinkState.REFUSED, timeout=PATIENCE)
    assert "expired" in hub.said()


def test_a_client_of_the_own_machine_trusts_this_very_certificate_only(hall: Path) -> None:
    with pytest.raises(ssl.SSLError):
        trusting("nonsense")
    assert trusting((hall / "hub.pem").read_text()).verify_mode is ssl.CERT_REQUIRED


@pytest.mark.parametrize("said", [b"", b"\x16\x03\x01\x02\x00\x01"], ids=["nothing", "the beginning of a handshake"])
def test_a_client_that_does_not_come_to_encryption_is_given_up(safe_hub: Any, said: bytes) -> None:
    with socket.create_connection(("127.0.0.1", safe_hub.port), timeout=ARRIVAL_SECONDS * 3) as line:
        line.sendall(said)
        with suppress(ConnectionResetError):
            assert line.recv(1) == b""
