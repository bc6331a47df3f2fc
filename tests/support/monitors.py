"""Monitors that are plugged in and out of a virtual X server: RandR 1.5 monitors, which Qt takes for screens."""

from __future__ import annotations

import ctypes
from typing import Any


class _Monitor(ctypes.Structure):
    """XRRMonitorInfo of X11/extensions/Xrandr.h."""

    _fields_ = (
        ("name", ctypes.c_ulong),
        ("primary", ctypes.c_int),
        ("automatic", ctypes.c_int),
        ("outputs_count", ctypes.c_int),
        *((side, ctypes.c_int) for side in ("x", "y", "width", "height", "width_mm", "height_mm")),
        ("outputs", ctypes.POINTER(ctypes.c_ulong)),
    )


class _Resources(ctypes.Structure):
    """The beginning of XRRScreenResources."""

    _fields_ = (
        ("timestamp", ctypes.c_ulong),
        ("config_timestamp", ctypes.c_ulong),
        ("crtcs_count", ctypes.c_int),
        ("crtcs", ctypes.POINTER(ctypes.c_ulong)),
        ("outputs_count", ctypes.c_int),
        ("outputs", ctypes.POINTER(ctypes.c_ulong)),
    )


class Monitors:
    """The monitors of the X server ``display`` (":97"); the first one that is set takes the place of its own."""

    def __init__(self, display: str) -> None:
        self._x: Any = ctypes.CDLL("libX11.so.6")
        self._randr: Any = ctypes.CDLL("libXrandr.so.2")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XInternAtom.restype = ctypes.c_ulong
        self._randr.XRRGetScreenResourcesCurrent.restype = ctypes.POINTER(_Resources)
        self._at = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        assert self._at, f"no X server at {display}"
        self._root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._at))
        self._first = True
        self._names: list[str] = []

    def plug(self, name: str, place: tuple[int, int, int, int]) -> None:
        """A monitor of that name shows that part of the X server's screen."""
        if name in self._names:
            self.unplug(name)  # no X server changes one
        outputs, count = ctypes.POINTER(ctypes.c_ulong)(), 0
        if self._first:
            found = self._randr.XRRGetScreenResourcesCurrent(self._at, self._root).contents
            outputs, count = ctypes.cast((ctypes.c_ulong * 1)(found.outputs[0]), ctypes.POINTER(ctypes.c_ulong)), 1
        made = _Monitor(self._name(name), self._first, 0, count, *place, place[2] // 4, place[3] // 4, outputs)
        self._randr.XRRSetMonitor(self._at, self._root, ctypes.byref(made))
        self._x.XSync(self._at, 0)
        self._first = False
        self._names.append(name)

    def unplug(self, name: str) -> None:
        """Xlib ends this process when there is no such monitor."""
        self._names = [known for known in self._names if known != name]
        self._randr.XRRDeleteMonitor(self._at, self._root, ctypes.c_ulong(self._name(name)))
        self._x.XSync(self._at, 0)

    def close(self) -> None:
        for name in reversed(list(dict.fromkeys(self._names))):
            self.unplug(name)
        self._x.XCloseDisplay(self._at)

    def _name(self, name: str) -> int:
        return int(self._x.XInternAtom(self._at, name.encode(), 0))
