"""The pages and what they need, from ``web/`` and ``assets/``: what a browser gets beside the API."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from hub.conditions import Conditions
from hub.http.files import ServedFile, folder
from hub.http.request import HttpRequest
from hub.http.response import HttpResponse, redirect
from hub.http.router import Router
from shared.resources import ASSETS, WEB
from shared.site.colour import readable, soft
from shared.site.logo import Logo
from shared.wire import API

Page = Callable[..., HttpResponse]
"""Called with the request and the values of the path."""

_LOGO_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
    "Cache-Control": "public, max-age=31536000, immutable",
}
"""An SVG that somebody opens by itself may style itself and nothing more; another picture has another address."""
_LOGO_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


def accent_sheet(accent: str | None) -> str:
    """The site's accent for the pages, over that of the theme; empty where the site has none of its own."""
    if accent is None:
        return ""
    seen = readable(accent)
    return f":root {{ --accent: {seen}; --accent-soft: {soft(seen)}; }}\n"


def add_pages(router: Router[Page], conditions: Conditions) -> None:
    """Adds every page and file. ``/`` leads to the counter page, since only staff type the address by hand."""
    for address, target in (("/", "/counter/"), ("/healthz", f"{API}/healthz")):
        router.add("GET", address, partial(_redirect, target))
    router.add("GET", "/accent.css", partial(_accent, conditions))
    ticket_page = ServedFile(WEB / "ticket" / "index.html")
    for method in ("GET", "HEAD"):
        router.add(method, "/t/{token}", partial(_ticket_page, ticket_page))
    router.add("GET", "/t/{token}/", _without_slash)
    for name in ("counter", "office", "ticket", "common", "vendor"):
        router.add("GET", f"/{name}", partial(_redirect, f"/{name}/"))
        _add_folder(router, f"/{name}", WEB / name)
    for name in ("fonts", "icons"):
        _add_folder(router, f"/assets/{name}", ASSETS / name)
    if conditions.logo is not None:
        router.add("GET", conditions.logo.address, partial(_logo, conditions.logo))


def _add_folder(router: Router[Page], address: str, path: Path) -> None:
    for own, file in folder(address, path):
        for method in ("GET", "HEAD"):
            router.add(method, own, file.response)


def _redirect(target: str, _request: HttpRequest) -> HttpResponse:
    return redirect(target)


def _without_slash(request: HttpRequest, _token: str) -> HttpResponse:
    """To the same address without the slash behind it. It is told as it was sent: what it says encoded, such as the end
    of a line, must stay so."""
    path, mark, query = request.target.partition("?")
    return redirect(path.removesuffix("/") + mark + query)


def _accent(conditions: Conditions, _request: HttpRequest) -> HttpResponse:
    return HttpResponse(200, accent_sheet(conditions.site.accent).encode(), "text/css; charset=utf-8")


def _ticket_page(page: ServedFile, request: HttpRequest, _token: str) -> HttpResponse:
    """The same for every token: the page asks for it."""
    return page.response(request)


def _logo(logo: Logo, _request: HttpRequest) -> HttpResponse:
    """The hall's logo; devices, pages and visitors' phones ask for it without a key."""
    return HttpResponse(200, logo.data, _LOGO_TYPES[logo.kind], _LOGO_HEADERS)
