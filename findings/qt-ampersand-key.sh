#!/usr/bin/env bash
# PySide6-Essentials 6.11.3 (Qt Quick Templates), Linux.
#
# One would guess: a button of QtQuick.Templates that draws its own content and has focusPolicy Qt.NoFocus answers to no
# key; if an ampersand in its text makes one, then it does so always.
# Seen: the sign after an ampersand becomes a shortcut with Alt, also where the text is data and the sign is a space:
# Alt+D clicks "R&D", Alt+Space clicks "Archive & Library". But a button that got its text, or was made visible, while it
# was disabled does not have its shortcut once it is enabled: whether a name is a key depends on when it came.
#
# Output seen (2026-11-28):
#   Alt+D on 'R&D': clicked
#   Alt+Space on 'Archive & Library': clicked
#   Alt+K on 'R&K', named while disabled, enabled now: nothing
#   Alt+L on 'R&L', shown while disabled, enabled now: nothing
# Exits with 0 as long as it is so, with 1 when it has changed, with 2 when the packages cannot be had.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv && venv/bin/pip install --quiet --disable-pip-version-check PySide6-Essentials==6.11.3 || exit 2
cat > keys.py <<'PYTHON'
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

app = QGuiApplication([])
engine = QQmlApplicationEngine()
engine.loadData(b"""
import QtQuick
import QtQuick.Templates as T
Window {
    id: window
    width: 300; height: 300; visible: true
    property string clicked: ""
    property bool ready: false
    property bool there: false
    property string named: ""
    component Office: T.AbstractButton {
        width: 100; height: 50; focusPolicy: Qt.NoFocus
        contentItem: Rectangle {}
        onClicked: window.clicked = text
    }
    Office { text: "R&D" }
    Office { y: 60; text: "Archive & Library" }
    Office { y: 120; text: window.named; enabled: window.ready }
    Item { y: 180; visible: window.there; enabled: window.ready; Office { text: "R&L" } }
}
""")
(window,) = engine.rootObjects()
QTest.qWaitForWindowExposed(window)
window.setProperty("named", "R&K")
window.setProperty("there", True)
window.setProperty("ready", True)
seen = []
for key, sign, text in (
    (Qt.Key.Key_D, "D", "'R&D'"),
    (Qt.Key.Key_Space, "Space", "'Archive & Library'"),
    (Qt.Key.Key_K, "K", "'R&K', named while disabled, enabled now"),
    (Qt.Key.Key_L, "L", "'R&L', shown while disabled, enabled now"),
):
    window.setProperty("clicked", "")
    QTest.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
    seen.append("clicked" if window.property("clicked") else "nothing")
    print(f"Alt+{sign} on {text}: {seen[-1]}")
code = int(seen != ["clicked", "clicked", "nothing", "nothing"])
del window, engine
raise SystemExit(code)
PYTHON
QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software venv/bin/python keys.py
