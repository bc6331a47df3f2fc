"""Which numbers a kiosk may give while the hub is unreachable, and why not the others. Pure: derived from what the hub
last said.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from shared.wire import AgencyFigures, Estimate, Figures, Hall, Openness, ServiceFigures

NO_ESTIMATE = Estimate(0, 0)


class NoNumberReason(StrEnum):
    """Why the kiosk gives no number of its own; the text ``kiosk.offline.<reason>`` says it."""

    NO_RESERVE = "no_reserve"
    """The hub never gave it any."""
    NEW_DAY = "new_day"
    """The numbers that it has are yesterday's."""
    USED_UP = "used_up"
    NOT_KNOWN = "not_known"
    """Whether the service is open now: the last answer has run out."""
    NOT_SAVED = "not_saved"
    """The store could not be written."""


class OfflineState(Struct, frozen=True):
    """How the kiosk stands by itself: the day of its numbers, and how many are left by series."""

    day: date
    left: Mapping[str, int]


def why_no_number(hall: Hall, service: str, offline: OfflineState, now: datetime) -> Openness | NoNumberReason | None:
    """Why no number of the reserve is given for ``service`` at ``now``; None when one is.

    The hub's last answer holds until the moment that it named. A closed service without such a moment stays closed."""
    figures = hall.figures.service(service)
    series = hall.series_of(service)
    if figures is None or series is None:
        return NoNumberReason.NOT_KNOWN
    openness = figures.openness
    passed = openness.until is not None and now >= openness.until
    if not openness.open and not passed:
        return openness
    if passed or (openness.until is None and not hall.always_open):
        return NoNumberReason.NOT_KNOWN
    return None if offline.left.get(series, 0) > 0 else NoNumberReason.USED_UP


def offline_hall(hall: Hall) -> Hall:
    """What of the hall still holds when the hub is gone: who serves what, and until when it is open. Not how many wait,
    and nothing of anybody's ticket."""
    return replace(
        hall,
        figures=Figures(
            agencies=tuple(_agency(known) for known in hall.figures.agencies),
            services=tuple(
                ServiceFigures(known.code, _sure(known.openness), 0, NO_ESTIMATE) for known in hall.figures.services
            ),
        ),
        calls=(),
        tickets=None,
        day=(),
        devices=(),
        backup=None,
        no_shows=(),
    )


def _agency(known: AgencyFigures) -> AgencyFigures:
    return AgencyFigures(known.code, _sure(known.openness), 0, NO_ESTIMATE, known.closes)


def _sure(openness: Openness) -> Openness:
    """Whether somebody can still be served today is not known any more, only the hours."""
    return replace(openness, doubtful=False)


def same_offline_hall(one: Hall, other: Hall) -> bool:
    """Whether two remembered halls would do the same."""
    return replace(one, seq=other.seq, at=other.at) == other
