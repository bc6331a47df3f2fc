"""What a screen reader gets of a kiosk, over AT-SPI: run by the system's own Python, since Debian's binding is there.

Usage: ``dbus-run-session -- /usr/bin/python3 screenreader.py COMMAND…``. Starts the kiosk by COMMAND, reads its tree,
presses an agency and a service as a screen reader does, and prints as JSON what was there at each step:
``[["role", "name"], …]`` of everything to be seen on "home", "services" and "ticket", and all "announced".
"""

import json
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 60.0
"""Seconds until something that should have come is given up."""


def walk(node):
    if node is None:
        return
    yield node
    for place in range(node.get_child_count()):
        yield from walk(node.get_child_at_index(place))


def seen():
    desktop = Atspi.get_desktop(0)
    found = []
    for place in range(desktop.get_child_count()):
        for node in walk(desktop.get_child_at_index(place)):
            states = node.get_state_set()
            if states.contains(Atspi.StateType.SHOWING) and node.get_name():
                found.append(node)
    return found


def told(nodes):
    return [[node.get_role_name(), node.get_name()] for node in nodes]


def waits(kiosk, about):
    """The tree once ``about`` is true of one of its names; a kiosk that ends or a minute without it is an error."""
    until = time.monotonic() + PATIENCE
    while True:
        while GLib.MainContext.default().iteration(False):
            pass
        try:
            nodes = seen()
            names = [node.get_name() for node in nodes]
        except GLib.Error:
            nodes = names = []
        if any(about(name) for name in names):
            return nodes
        if kiosk.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"it never came; there was {names}")
        time.sleep(0.1)


def presses(nodes, beginning):
    (button,) = (
        node for node in nodes if node.get_role_name().endswith("button") and node.get_name().startswith(beginning)
    )
    names = [button.get_action_name(nth) for nth in range(button.get_n_actions())]
    button.do_action(next(nth for nth, name in enumerate(names) if name.lower() == "press"))


def main():
    announced = []
    listener = Atspi.EventListener.new(lambda event: announced.append(str(event.any_data)))
    listener.register("object:announcement")
    kiosk = subprocess.Popen(sys.argv[1:])
    try:
        home = waits(kiosk, lambda name: name.startswith("Dispendukcapil"))
        shown = {"home": told(home)}
        time.sleep(1)
        presses(home, "Dispendukcapil")
        services = waits(kiosk, lambda name: name.startswith("Kartu Keluarga") and "," in name)
        shown["services"] = told(services)
        time.sleep(1)
        presses(services, "Kartu Keluarga")
        shown["ticket"] = told(waits(kiosk, lambda name: "A-001" in name))
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not any("A-001" in one for one in announced):
            GLib.MainContext.default().iteration(False)
            time.sleep(0.02)
        sys.stdout.write(json.dumps({**shown, "announced": announced}))
    finally:
        kiosk.terminate()
        kiosk.wait(30)


main()
