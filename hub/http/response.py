"""One HTTP response, and how it is written: status line, date, security headers, its own headers, body."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus

import msgspec

JSON = "application/json"

_SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-cache",
}
"""On every response that does not set its own. A token stands in the address of a visitor's page, so no referrer is
sent."""

_TLS_ONLY = {"Strict-Transport-Security": "max-age=86400"}
"""A day: browsers that know the hub do not ask it without encryption, and a hall that gives TLS up waits a day at
most."""


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """``headers`` are its own, beside those that every response has; length and date are never among them."""

    status: int
    body: bytes = b""
    content_type: str = ""
    headers: Mapping[str, str] | None = None


def json_response(value: object, status: int = 200) -> HttpResponse:
    return HttpResponse(status, msgspec.json.encode(value), JSON)


def redirect(address: str) -> HttpResponse:
    return HttpResponse(307, headers={"Location": address})


def _lines(headers: Mapping[str, str]) -> bytes:
    return "".join(f"{name.lower()}: {value}\r\n" for name, value in headers.items()).encode("latin-1")


_SECURITY_LINES = {
    False: _lines(_SECURITY_HEADERS),
    True: _lines(_SECURITY_HEADERS | _TLS_ONLY),
}
"""By whether the connection is encrypted."""
_STATUS_LINES = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}


class _Date:
    """The Date header's line; made once a second."""

    def __init__(self) -> None:
        self._second = 0
        self._line = b""

    def line(self) -> bytes:
        now = int(time.time())
        if now != self._second:
            self._second, self._line = now, f"date: {formatdate(now, usegmt=True)}\r\n".encode()
        return self._line


_date = _Date()


def encode(response: HttpResponse, *, encrypted: bool, keep_alive: bool, with_body: bool = True) -> bytes:
    """The bytes of the response. ``with_body`` is False for a HEAD request, which gets the headers alone."""
    own, body = response.headers, response.body
    if own is None:
        lines = _SECURITY_LINES[encrypted]
    else:
        names = {name.lower() for name in own}
        general = _SECURITY_HEADERS | (_TLS_ONLY if encrypted else {})
        lines = _lines({name: value for name, value in general.items() if name.lower() not in names} | dict(own))
    content = b"" if response.status in (204, 304) else b"content-length: %d\r\n" % len(body)
    if response.content_type:
        content += b"content-type: " + response.content_type.encode("latin-1") + b"\r\n"
    closing = b"" if keep_alive else b"connection: close\r\n"
    return b"".join(
        (
            _STATUS_LINES[response.status],
            _date.line(),
            lines,
            closing,
            content,
            b"\r\n",
            body if with_body else b"",
        )
    )
