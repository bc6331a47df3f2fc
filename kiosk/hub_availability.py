"""Whether the hub can be reached, and what the kiosk may show and give while it cannot."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.issuing.offline_numbers import OfflineNumberPool
from kiosk.issuing.offline_policy import NoNumberReason, OfflineState
from kiosk.screens.trouble import AwayReason
from shared.qt.link import HubLink, LinkState
from shared.qt.obstacle import LinkObstacle
from shared.wire import Hall

GRACE_SECONDS = 2.5
"""Seconds that the hub may be gone before the screen says so: a restart passes unseen."""


class HubAvailability:
    """``monotonic`` is a steady clock in seconds."""

    def __init__(self, link: HubLink, offline_numbers: OfflineNumberPool, monotonic: Callable[[], float]) -> None:
        self._link, self._offline_numbers, self._steady = link, offline_numbers, monotonic
        self._gone_since = monotonic()
        link.state_changed.connect(self._changed)

    @property
    def offline(self) -> OfflineState | NoNumberReason | None:
        """What the kiosk may give by itself, once the hub has been away for a while; None while it is there."""
        away = self._link.state in {LinkState.CONNECTING, LinkState.LOST}
        return self._offline_numbers.offline if away and self._steady() - self._gone_since > GRACE_SECONDS else None

    @property
    def hall(self) -> Hall | None:
        return self._offline_numbers.hall if isinstance(self.offline, OfflineState) else self._link.hall

    @property
    def away(self) -> AwayReason | None:
        """None where there is something to choose from."""
        why = self._why()
        return AwayReason(why, self._link.obstacle or "", self._link.url) if why else None

    def _changed(self, state: LinkState) -> None:
        if state is not LinkState.ONLINE:
            self._gone_since = self._steady()

    def _why(self) -> str:
        match self._link.state, self.offline:
            case LinkState.REFUSED, _:
                return "untrusted" if self._link.obstacle is LinkObstacle.CERTIFICATE else "unknown"
            case _, OfflineState():
                return ""
            case _, NoNumberReason.NEW_DAY:
                return "new_day"
            case LinkState.CONNECTING, _ if self._link.hall is None:
                return "preparing"
            case LinkState.LOST, NoNumberReason():
                return "gone"
            case _:
                return ""
