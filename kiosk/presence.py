"""Whether the hub is there, and what the kiosk may show and give while it is not."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.alone import Alone, Lack
from kiosk.face import Away
from kiosk.reserve import Reserve
from shared.qt.link import HubLink, LinkState
from shared.qt.obstacle import LinkObstacle
from shared.wire import Hall

GRACE = 2.5
"""Seconds that the hub may be gone before the screen says so: a restart passes unseen."""


class Presence:
    """``monotonic`` is a steady clock in seconds."""

    def __init__(self, link: HubLink, reserve: Reserve, monotonic: Callable[[], float]) -> None:
        self._link, self._reserve, self._steady = link, reserve, monotonic
        self._gone_since = monotonic()
        link.state_changed.connect(self._changed)

    @property
    def alone(self) -> Alone | Lack | None:
        """What the kiosk may give by itself, once the hub has been away for a while; None while it is there."""
        away = self._link.state in {LinkState.CONNECTING, LinkState.LOST}
        return self._reserve.alone if away and self._steady() - self._gone_since > GRACE else None

    @property
    def hall(self) -> Hall | None:
        return self._reserve.hall if isinstance(self.alone, Alone) else self._link.hall

    @property
    def away(self) -> Away | None:
        """None where there is something to choose from."""
        why = self._why()
        return Away(why, self._link.obstacle or "", self._link.url) if why else None

    def _changed(self, state: LinkState) -> None:
        if state is not LinkState.ONLINE:
            self._gone_since = self._steady()

    def _why(self) -> str:
        match self._link.state, self.alone:
            case LinkState.REFUSED, _:
                return "untrusted" if self._link.obstacle is LinkObstacle.CERTIFICATE else "unknown"
            case _, Alone():
                return ""
            case _, Lack.NEW_DAY:
                return "new_day"
            case LinkState.CONNECTING, _ if self._link.hall is None:
                return "preparing"
            case LinkState.LOST, Lack():
                return "gone"
            case _:
                return ""
