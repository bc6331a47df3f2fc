"""What everybody may ask of the hall."""

from __future__ import annotations

from hub.http import queries
from hub.http.routes import ANYONE, Route
from hub.roles import EVERYONE
from shared.wire import (
    Hall,
    Health,
)

HALL: tuple[Route, ...] = (
    Route("GET", "/healthz", "Whether the hub works", ANYONE, query=queries.health, answer=Health),
    Route("GET", "/hall", "The hall as it stands", EVERYONE, query=queries.hall, answer=Hall),
    Route(
        "GET",
        "/texts/{lang}",
        "The translation files, for the pages",
        ANYONE,
        query=queries.texts,
        answer=dict[str, str],
        values=("lang",),
    ),
)
