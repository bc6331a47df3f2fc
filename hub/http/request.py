"""One HTTP request, read whole: what the routes and the pages are given."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote


class HttpRequest:
    """Header names are in small letters; of headers that came twice the first counts. ``path`` is decoded, without
    the query."""

    __slots__ = (
        "_bearer",
        "address",
        "body",
        "body_too_large",
        "encrypted",
        "headers",
        "keep_alive",
        "method",
        "path",
        "query_text",
        "target",
    )

    def __init__(
        self, method: str, target: str, headers: dict[bytes, bytes], address: str, *, encrypted: bool = False
    ) -> None:
        self.method = method
        self.target = target
        """As it was sent: path and query."""
        path, _, self.query_text = target.partition("?")
        self.path = unquote(path) if "%" in path else path
        self.headers = headers
        self.address = address
        """Where the client connected from. The hub is asked directly: what a request says of forwarding is not
        believed."""
        self.encrypted = encrypted
        self.body = b""
        self.body_too_large = False
        """The body was larger than ``limits.MOST_BODY`` bytes; none of it is in ``body``."""
        self._bearer: tuple[str | None] | None = None
        """What ``bearer_key`` found; None until it was asked."""
        self.keep_alive = False
        """Whether the client may ask again over the same connection."""

    def header(self, name: bytes) -> str | None:
        value = self.headers.get(name)
        return None if value is None else str(value, "latin-1")

    def bearer_key(self) -> str | None:
        """The key of a bearer's authorization. Other schemes are none: a browser sends those of its own accord."""
        if self._bearer is None:
            scheme, _, key = (self.header(b"authorization") or "").partition(" ")
            self._bearer = (key.strip() if scheme.lower() == "bearer" else None,)
        return self._bearer[0]

    def cookie(self, name: str) -> str | None:
        for part in (self.header(b"cookie") or "").split(";"):
            own, found, value = part.strip().partition("=")
            if found and own == name:
                return value
        return None

    def query(self) -> dict[str, str]:
        """The values behind the question mark; of those that came twice the last counts."""
        return dict(parse_qsl(self.query_text, keep_blank_values=True)) if self.query_text else {}
