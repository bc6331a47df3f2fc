"""Offline numbers as the screen and the paper know tickets. Pure."""

from __future__ import annotations

from kiosk.issuing.store import OfflineNumberRow
from shared.wire import Estimate, Step, StepState, Ticket
from shared.wording.labels import label


def offline_ticket(entry: OfflineNumberRow, agency: str, url: str) -> Ticket:
    """A number of the kiosk's own as the screen and the paper know tickets. Its id is below 0: the hub gave it none
    yet. It promises no place in the line and no time."""
    given = entry.number
    return Ticket(
        id=-entry.id,
        label=label(given.series, given.number),
        agency=agency,
        service_date=given.service_date,
        priority=given.priority,
        lang=given.lang,
        source="kiosk",
        issued_at=given.taken_at,
        token=given.token,
        url=url,
        ahead=0,
        estimate=Estimate(0, 0),
        steps=(Step(-entry.id, -entry.id, given.service, agency, StepState.RESERVED, None, given.taken_at),),
    )
