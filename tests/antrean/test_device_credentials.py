"""Becoming a hall's device when something is wrong: the address, what answers there, or the folder to keep it in."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.commandline import NO_SCREEN, antrean

DEVICES = ("kiosk", "display")
ANSWERS = {
    "a web page": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>router</html>",
    "an error page": b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>nothing here</html>",
    "JSON of something else": b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"hello": 1}',
    "no HTTP at all": b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n",
}


@contextmanager
def somebody(answer: bytes) -> Iterator[str]:
    """Somebody who gives everyone the same answer; the address."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            with line:
                line.settimeout(60)
                line.recv(65_536)
                line.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}"
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(10)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize(
    "address", ["antrean.hall", "192.168.1.10:8470", "ftp://10.0.0.1", "http://", "http://h:port", "http://[::1", ""]
)
@pytest.mark.parametrize("how", ["--pair", "--key"])
def test_an_address_that_cannot_be_a_hub_is_wrong_usage(device: str, address: str, how: str, tmp_path: Path) -> None:
    said = antrean(device, "--data", tmp_path, "--hub", address, how, "ABCD-2345", env=NO_SCREEN)
    assert "expected http://HOST:PORT" in said.usage


def test_a_wrong_address_in_the_environment_is_refused_alike(tmp_path: Path) -> None:
    env = NO_SCREEN | {"ANTREAN_HUB": "192.168.1.10:8470"}
    assert "expected http://HOST:PORT" in antrean("kiosk", "--data", tmp_path, "--key", "k", env=env).usage
    assert "expected http://HOST:PORT" in antrean("simulate", "--data", tmp_path, "--key", "k", env=env).usage


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_answers_and_is_no_hub_is_told_in_a_sentence(answer: str, tmp_path: Path) -> None:
    with somebody(ANSWERS[answer]) as address:
        said = antrean("kiosk", "--data", tmp_path, "--hub", address, "--pair", "ABCD-2345", env=NO_SCREEN)
        (tmp_path / "hub.json").write_text(
            json.dumps({"url": address, "public_url": address, "key": "k", "pid": 1, "certificate": None})
        )
        mistaken = antrean("pair", "--data", tmp_path, "--role", "kiosk", "--name", "Pintu")
    assert said.code == 1
    assert said.trouble.startswith(f"What answers at {address} is no Antrean hub")
    assert mistaken.code == 1
    assert mistaken.trouble.startswith("No hub runs on")


@pytest.mark.parametrize("below", ["file", "file/folder"])
def test_a_code_is_not_used_up_where_nothing_can_be_kept(hub: Any, tmp_path: Path, below: str) -> None:
    (tmp_path / "file").touch()
    done = antrean("pair", "--role", "kiosk", "--name", "Pintu", "--json", "--data", hub.data)
    code = json.loads(done.out)["code"]
    failed = antrean("kiosk", "--data", tmp_path / below, "--hub", hub.url, "--pair", code, env=NO_SCREEN)
    if below != "file":
        assert failed.code == 1
        assert "so the code was not used" in failed.trouble
    else:
        assert failed.code == 2  # click itself knows that a file is no folder
    paired = antrean("kiosk", "--data", tmp_path / "good", "--hub", hub.url, "--pair", code, env=NO_SCREEN)
    assert "No screen" in paired.trouble
    assert (tmp_path / "good" / "paired-kiosk.json").exists()
