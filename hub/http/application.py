"""Everything that the hub answers, each registered once: the calls of the table, the document, pages, streams."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from hub.http.endpoints import Endpoint
from hub.http.openapi import document
from hub.http.pages import Page, add_pages
from hub.http.problems import problem_response
from hub.http.request import HttpRequest
from hub.http.response import JSON, HttpResponse
from hub.http.router import NoMatch, Router
from hub.http.routes import Route
from hub.http.stream import stream_route
from hub.http.ticket_stream import TicketStreams
from hub.http.websocket import Upgrade
from hub.hub import Hub
from hub.outcomes import Refused
from shared.wire import API, Code

log = logging.getLogger(__name__)

Answer = Callable[[HttpRequest, tuple[int | str, ...], Callable[[HttpResponse], None]], None]


class HubApplication:
    """Answers requests over one hub; ``table`` is what the API has."""

    def __init__(self, hub: Hub, table: Sequence[Route]) -> None:
        self._calls: Router[Answer] = Router()
        self._pages: Router[Page] = Router()
        self._streams: Router[Upgrade] = Router()
        for route in table:
            self._calls.add(route.method, API + route.template, Endpoint(hub, route).answer)
        self._table = table
        self._document = b""
        self._pages.add("GET", "/openapi.json", self._openapi)
        add_pages(self._pages, hub.conditions)
        self._streams.add("GET", f"{API}/stream", stream_route(hub))
        self._streams.add("GET", f"{API}/t/{{token}}/stream", TicketStreams(hub).serve)

    def answer(self, request: HttpRequest, reply: Callable[[HttpResponse], None]) -> None:
        if not request.path.startswith(API):
            reply(self._page(request))
            return
        found = self._calls.find(request.method, request.path)
        if isinstance(found, NoMatch):
            reply(_not_found(found))
            return
        answer, values = found
        answer(request, values, reply)

    def _page(self, request: HttpRequest) -> HttpResponse:
        found = self._pages.find(request.method, request.path)
        if isinstance(found, NoMatch):
            return _not_found(found)
        page, values = found
        try:
            return page(request, *values)
        except OSError as error:
            log.error("%s cannot be served: %s", request.path, error)
            return problem_response(Refused(Code.NOT_FOUND))

    def upgrade(self, request: HttpRequest) -> tuple[Upgrade, tuple[int | str, ...]] | None:
        found = self._streams.find(request.method, request.path)
        return None if isinstance(found, NoMatch) else found

    def _openapi(self, _request: HttpRequest) -> HttpResponse:
        """Made when it is first asked for: few ask, and its schemas take a while and memory."""
        self._document = self._document or document(self._table)
        return HttpResponse(200, self._document, JSON)


def _not_found(why: NoMatch) -> HttpResponse:
    return problem_response(Refused(Code.NOT_FOUND, "not with this method" if why is NoMatch.NO_METHOD else ""))
