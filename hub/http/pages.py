"""The pages and what they need, from ``web/`` and ``assets/``; security headers on every answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import FastAPI
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.resources import ASSETS, WEB
from shared.site.colour import readable, soft
from shared.site.logo import Logo

_HEADERS = {
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
"""A token stands in the address of a visitor's page, so no referrer goes out."""


_OF_A_PICTURE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
    "Cache-Control": "public, max-age=31536000, immutable",
}
"""An SVG that somebody opens by itself may style itself and nothing more; another picture has another address."""
_PICTURES = {"svg": "image/svg+xml", "png": "image/png"}

_TLS_ONLY = {"Strict-Transport-Security": "max-age=86400"}
"""A day: browsers that know the hub do not ask it in the clear, and a hall that gives TLS up waits a day at most."""


def _raw(headers: Mapping[str, str]) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items())


HEADERS, HEADERS_OF_TLS = _raw(_HEADERS), _raw(_HEADERS | _TLS_ONLY)


class SecurityHeaders:
    """ASGI middleware that sets the headers where an answer does not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        given = HEADERS_OF_TLS if scope["scheme"] == "https" else HEADERS

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = message.get("headers", ())
                named = {name for name, _ in own}
                message["headers"] = [*own, *(header for header in given if header[0] not in named)]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def accent_sheet(accent: str | None) -> str:
    """The site's accent for the pages, over that of the theme; empty where the site has none of its own."""
    if accent is None:
        return ""
    seen = readable(accent)
    return f":root {{ --accent: {seen}; --accent-soft: {soft(seen)}; }}\n"


def add_pages(app: FastAPI, accent: Callable[[], str | None]) -> None:
    """Mounts the pages. ``/`` leads to the counter page, since only staff type the address by hand. ``accent`` is the
    site's as it is now."""
    ticket_page = WEB / "ticket" / "index.html"

    @app.get("/", include_in_schema=False)
    async def root() -> RedirectResponse:
        return RedirectResponse("/counter/")

    @app.get("/accent.css", include_in_schema=False)
    async def own_accent() -> Response:
        return Response(accent_sheet(accent()), media_type="text/css")

    @app.get("/t/{token}", include_in_schema=False)
    async def ticket(token: str) -> FileResponse:  # noqa: ARG001 (the page asks for it)
        return FileResponse(ticket_page)

    for name in ("counter", "office", "ticket", "common", "vendor"):
        if (WEB / name).is_dir():
            app.mount(f"/{name}", StaticFiles(directory=WEB / name, html=True), name=name)
    for name in ("fonts", "icons"):
        app.mount(f"/assets/{name}", StaticFiles(directory=ASSETS / name), name=name)


def add_logo(app: FastAPI, logo: Logo | None) -> None:
    """Serves the hall's logo at its address; devices, pages and visitors' phones ask for it without a key."""
    if logo is None:
        return

    @app.get(logo.address, include_in_schema=False)
    async def picture() -> Response:
        return Response(logo.data, media_type=_PICTURES[logo.kind], headers=_OF_A_PICTURE)
