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


def showing():
    """Everything to be seen, as (node, role, name). A page that changes meanwhile takes its nodes away: GLib.Error."""
    desktop = Atspi.get_desktop(0)
    found = []
    for place in range(desktop.get_child_count()):
        for node in walk(desktop.get_child_at_index(place)):
            name = node.get_name()
            if name and node.get_state_set().contains(Atspi.StateType.SHOWING):
                found.append((node, node.get_role_name(), name))
    return found


def press(node):
    names = [node.get_action_name(nth) for nth in range(node.get_n_actions())]
    node.do_action(next(nth for nth, name in enumerate(names) if name.lower() == "press"))


def seen(kiosk, about, pressing=None):
    """``[[role, name], …]`` of the screen once it stands still and ``about`` is true of one of its names.

    Until then the button whose name begins with ``pressing`` is pressed once a second: what has just come up does not
    act on a press at once. A kiosk that ends, or ``PATIENCE`` without the screen, ends the program.
    """
    until = time.monotonic() + PATIENCE
    pressed = 0.0
    before, told = [], []
    while kiosk.poll() is None and time.monotonic() < until:
        while GLib.MainContext.default().iteration(False):
            pass
        try:
            screen = showing()
            before, told = told, [[role, name] for _node, role, name in screen]
            if any(about(name) for _role, name in told):
                if told == before:
                    return told
            elif pressing and time.monotonic() > pressed + 1:
                for node, role, name in screen:
                    if role.endswith("button") and name.startswith(pressing):
                        press(node)
                        pressed = time.monotonic()
                        break
        except GLib.Error:
            told = []
        time.sleep(0.1)
    raise SystemExit(f"it never came; there was {told}")


def main():
    announced = []
    listener = Atspi.EventListener.new(lambda event: announced.append(str(event.any_data)))
    listener.register("object:announcement")
    kiosk = subprocess.Popen(sys.argv[1:])
    try:
        shown = {
            "home": seen(kiosk, lambda name: name.startswith("Dispendukcapil")),
            "services": seen(
                kiosk, lambda name: name.startswith("Kartu Keluarga") and "," in name, pressing="Dispendukcapil"
            ),
            "ticket": seen(kiosk, lambda name: "A-001" in name, pressing="Kartu Keluarga"),
        }
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not any("A-001" in one for one in announced):
            GLib.MainContext.default().iteration(False)
            time.sleep(0.02)
        sys.stdout.write(json.dumps({**shown, "announced": announced}))
    finally:
        kiosk.terminate()
        kiosk.wait(30)


main()
