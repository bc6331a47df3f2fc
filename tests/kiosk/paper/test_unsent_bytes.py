"""What Linux tells of bytes that wait for the other end of a connection."""

from __future__ import annotations

import socket
import sys

import pytest

from kiosk.paper.transports.unsent_bytes import unsent_bytes
from tests.support.hubprocess import wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell what is still on its way")


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_bytes_wait_until_the_other_end_takes_them_also_once_their_program_hung_up(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        server = socket.create_server((host, 0), family=family)
    except OSError:
        pytest.skip(f"no {host} here")
    with server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        port = server.getsockname()[1]
        with socket.create_connection((host, port)) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 18)
            client.sendall(bytes(60_000))
            assert len(unsent_bytes(host, port)) == 1
        (waiting,) = unsent_bytes(host, port).values()
        assert 0 < waiting < 60_000
        far, _ = server.accept()
        with far:
            while far.recv(4096):
                pass
        wait_until(lambda: unsent_bytes(host, port) == {}, "everything is taken")


def test_nothing_waits_for_a_machine_whose_name_nobody_knows() -> None:
    assert unsent_bytes("printer.invalid", 9100) == {}
