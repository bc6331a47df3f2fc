"""Every call of the contract, in the order of the document. Who may make which stands in each route."""

from __future__ import annotations

from hub.http.backup_routes import BACKUPS
from hub.http.counter_routes import COUNTERS
from hub.http.day_routes import DAYS
from hub.http.hall_routes import HALL
from hub.http.key_routes import KEYS
from hub.http.officer_routes import OFFICERS
from hub.http.routes import Route
from hub.http.session_routes import SESSIONS
from hub.http.ticket_routes import TICKETS

TABLE: tuple[Route, ...] = (
    *TICKETS,
    *COUNTERS,
    *HALL,
    *DAYS,
    *SESSIONS,
    *OFFICERS,
    *BACKUPS,
    *KEYS,
)
