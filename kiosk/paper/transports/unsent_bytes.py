"""Bytes of other programs' connections that a printer's machine has not taken, as Linux tells them.

CUPS calls a job sent once it lies in this machine's send buffer; whether anybody takes it from there, only the system
knows.
"""

from __future__ import annotations

import socket
from pathlib import Path

TABLES = ("/proc/net/tcp", "/proc/net/tcp6")
_LOCAL, _REMOTE, _QUEUES = 1, 2, 4
"""Columns of the tables; source: proc_net_tcp.txt of the kernel."""


def unsent_bytes(host: str, port: int) -> dict[str, int]:
    """Bytes that wait for ``port`` of the machine at ``host`` to take them, by this machine's end of each connection;
    also of those that no program holds any more. Empty too where the system does not tell."""
    remotes = _remotes(host, port)
    rows = (line.split() for table in TABLES for line in _lines(table))
    waiting = {row[_LOCAL]: int(row[_QUEUES].partition(":")[0], 16) for row in rows if row[_REMOTE] in remotes}
    return {local: count for local, count in waiting.items() if count}


def _lines(table: str) -> list[str]:
    try:
        return Path(table).read_text().splitlines()[1:]
    except OSError:
        return []


def _remotes(host: str, port: int) -> set[str]:
    """The addresses of ``host`` as the tables write them: in words of four bytes, each from its last byte."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return set()
    written = set()
    for family, _, _, _, address in found:
        raw = socket.inet_pton(family, str(address[0]).partition("%")[0])
        words = (raw[at : at + 4][::-1].hex().upper() for at in range(0, len(raw), 4))
        written.add(f"{''.join(words)}:{port:04X}")
    return written
