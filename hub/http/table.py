"""Every call of the contract: its roles, its shapes, and what answers it. The one place that says who may do what."""

from __future__ import annotations

from hub.http.counter_routes import COUNTERS
from hub.http.hall_routes import HALL
from hub.http.office_routes import OFFICE
from hub.http.routes import Route
from hub.http.ticket_routes import TICKETS

TABLE: tuple[Route, ...] = (*TICKETS, *COUNTERS, *HALL, *OFFICE)
