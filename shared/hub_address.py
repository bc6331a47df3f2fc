"""The hub's address as somebody types it, and as it is asked."""

from __future__ import annotations

from urllib.parse import urlsplit

PORT = 8470
"""Where a hub listens unless told otherwise."""
LOCAL_HUB = f"http://127.0.0.1:{PORT}"


def hub_url(typed: str) -> str | None:
    """``http://HOST:PORT`` of what was typed: blanks play no part, "http://" and the usual port may be left out. A
    browser's address of a page of the hub will do. None for what can be no address."""
    text = "".join(typed.split())
    if not text:
        return None
    told = "://" in text
    try:
        found = urlsplit(text if told else f"http://{text}")
        host, port = found.hostname, found.port
    except ValueError:
        return None
    if found.scheme not in ("http", "https") or not host or port == 0 or found.username or found.query:
        return None
    if not all(part.replace("-", "").replace("_", "").isalnum() for part in host.replace(":", ".").split(".") if part):
        return None
    name = f"[{host}]" if ":" in host else host
    usual = port if port else None if told and found.scheme == "https" else PORT
    path = found.path.rstrip("/")
    for page in ("/office", "/counter"):
        path = path.removesuffix(page)
    return f"{found.scheme}://{name}{f':{usual}' if usual else ''}{path}"
