"""Sets of roles: the only place that says which roles are staff, and which are devices."""

from __future__ import annotations

from shared.wire import Role

EVERYONE = frozenset(Role)
STAFF = frozenset({Role.OFFICER, Role.MANAGER})
"""Roles of people who sign in, and of the keys of programs. The other roles are only those of devices' keys."""
DEVICES = frozenset({Role.KIOSK, Role.DISPLAY})
MANAGERS = frozenset({Role.MANAGER})
KIOSKS = frozenset({Role.KIOSK})
KIOSK_CALLERS = frozenset({Role.KIOSK, Role.MANAGER})
"""Who may make the requests that a kiosk makes; a manager may make all."""
DISPLAY_CALLERS = frozenset({Role.DISPLAY, Role.MANAGER})
