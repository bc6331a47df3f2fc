"""From a row of the store to the ticket that screen and paper show. Pure."""

from __future__ import annotations

from kiosk.issuing.store import OfflineNumberRow
from kiosk.tickets import OfflineTicket, OfflineTicketId
from shared.wording.labels import label


def offline_ticket(entry: OfflineNumberRow, agency: str, url: str) -> OfflineTicket:
    """``agency`` is its code, ``url`` the address of the ticket's page."""
    given = entry.number
    return OfflineTicket(
        id=OfflineTicketId(entry.id),
        label=label(given.series, given.number),
        agency=agency,
        service=given.service,
        service_date=given.service_date,
        priority=given.priority,
        lang=given.lang,
        issued_at=given.taken_at,
        url=url,
    )
