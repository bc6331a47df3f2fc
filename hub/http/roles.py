"""Sets of roles, as the routes name them."""

from __future__ import annotations

from shared.wire import Role

EVERYONE = frozenset(Role)
KIOSKS = frozenset({Role.KIOSK, Role.MANAGER})
DISPLAYS = frozenset({Role.DISPLAY, Role.MANAGER})
OFFICERS = frozenset({Role.OFFICER, Role.MANAGER})
MANAGERS = frozenset({Role.MANAGER})
