"""Something that answers like a hub and, like one whose keep-alive time is over, ends a kept connection in the very
moment in which it is asked again."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field
from pathlib import Path

import web

PAGES = Path(web.__file__).parent


@dataclass
class Heard:
    method: str
    path: str
    key: str
    connection: int


@dataclass
class DroppingHub:
    """Answers the first request for the API of each connection with ``{}``; the second one ends the connection."""

    heard: list[Heard] = field(default_factory=list)
    dropped: list[Heard] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(30)
        for one in self._open:
            one.close()

    def _serve(self) -> None:
        while True:
            try:
                asker, _ = self._socket.accept()
            except OSError:
                return
            self._open.append(asker)
            threading.Thread(target=self._talk, args=(asker, len(self._open)), daemon=True).start()

    def _talk(self, asker: socket.socket, connection: int) -> None:
        asked = 0
        with asker, asker.makefile("rb") as reading:
            while (line := _line(reading)).strip():
                method, path, _ = line.split(" ")
                headers = dict(_headers(reading))
                reading.read(int(headers.get("content-length", 0)))
                if not path.startswith("/api/"):
                    asker.sendall(_page(path))
                    continue
                asked += 1
                heard = Heard(method, path, headers.get("idempotency-key", ""), connection)
                if asked > 1:
                    self.dropped.append(heard)
                    return
                self.heard.append(heard)
                asker.sendall(_answer(b"{}", "application/json"))


def _line(reading: object) -> str:
    try:
        return str(reading.readline().decode("latin-1"))  # type: ignore[attr-defined]
    except OSError:
        return ""


def _headers(reading: object) -> list[tuple[str, str]]:
    found = []
    while line := _line(reading).strip():
        name, _, value = line.partition(":")
        found.append((name.lower(), value.strip()))
    return found


def _page(path: str) -> bytes:
    file = PAGES / path.lstrip("/")
    if path.endswith(".js") and file.is_file():
        return _answer(file.read_bytes(), "text/javascript")
    return _answer(b"<!doctype html><title>x</title>", "text/html")


def _answer(body: bytes, kind: str) -> bytes:
    return b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\ncontent-length: %d\r\n\r\n%s" % (kind.encode(), len(body), body)
