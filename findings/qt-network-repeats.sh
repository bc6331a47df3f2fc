#!/usr/bin/env bash
# PySide6-Essentials 6.11.3 (QNetworkAccessManager), HTTP/1.1, a server that ends a kept connection in the moment in which
# it gets the next request, as every server does whose keep-alive time is over.
#
# One would guess: all idempotent methods are sent again on a new connection (RFC 9110, 9.2.2: GET, HEAD, PUT, DELETE,
# OPTIONS) and POST is not; or none is.
# Seen: GET and PUT are sent again and succeed without a word; DELETE, OPTIONS and POST come back as RemoteHostClosedError.
# An Idempotency-Key header changes nothing.
#
# Output seen (2026-11-28):
#   GET NoError, sent 2 times
#   PUT NoError, sent 2 times
#   DELETE RemoteHostClosedError, sent 1 times
#   OPTIONS RemoteHostClosedError, sent 1 times
#   POST RemoteHostClosedError, sent 1 times
# Exits with 0 as long as it is so, with 1 when it has changed, with 2 when the packages cannot be had.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv && venv/bin/pip install --quiet --disable-pip-version-check PySide6-Essentials==6.11.3 || exit 2
cat > repeats.py <<'PYTHON'
import socket
import threading

from PySide6.QtCore import QByteArray, QCoreApplication, QEventLoop, QUrl
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkRequest

app = QCoreApplication([])


def serve(server, seen):
    """Answers the first request of each connection; the second one ends it."""

    def talk(asker):
        with asker, asker.makefile("rb") as reading:
            for place in range(2):
                line, length = reading.readline(), 0
                while header := reading.readline().strip():
                    name, _, value = header.partition(b":")
                    length = int(value) if name.lower() == b"content-length" else length
                reading.read(length)
                if line:
                    seen.append(place)
                if place == 0:
                    asker.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    while True:
        asker, _ = server.accept()
        threading.Thread(target=talk, args=(asker,), daemon=True).start()


found = {}
for method in ("GET", "PUT", "DELETE", "OPTIONS", "POST"):
    server, seen = socket.create_server(("127.0.0.1", 0)), []
    threading.Thread(target=serve, args=(server, seen), daemon=True).start()
    network = QNetworkAccessManager()
    for key in (b"first", b"second"):
        request = QNetworkRequest(QUrl(f"http://127.0.0.1:{server.getsockname()[1]}/"))
        request.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, "application/json")
        request.setRawHeader(b"Idempotency-Key", key)
        body = b"{}" if method in ("PUT", "POST") else b""
        reply = network.sendCustomRequest(request, QByteArray(method.encode()), QByteArray(body))
        loop = QEventLoop()
        reply.finished.connect(loop.quit)
        loop.exec()
    found[method] = (reply.error().name, len(seen) - 1)
    print(f"{method} {found[method][0]}, sent {found[method][1]} times")
closed = ("RemoteHostClosedError", 1)
expected = {"GET": ("NoError", 2), "PUT": ("NoError", 2), "DELETE": closed, "OPTIONS": closed, "POST": closed}
raise SystemExit(found != expected)
PYTHON
QT_QPA_PLATFORM=offscreen venv/bin/python repeats.py 2>/dev/null
