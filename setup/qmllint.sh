#!/usr/bin/env bash
# Checks all QML of the tree; any warning fails. What describes our Python types to qmllint is made anew each time and
# thrown away. PYTHON chooses the interpreter; the default is the tree's own environment.
set -euo pipefail

cd "$(dirname "$0")/.."
python="${PYTHON:-.venv/bin/python}"
types="$(mktemp -d)"
trap 'rm -rf "$types"' EXIT

PYTHONPATH=. QT_QPA_PLATFORM=offscreen "$python" setup/qmltypes.py "$types"
find kiosk display shared -name '*.qml' -print0 | sort -z | xargs -0 "$(dirname "$python")/pyside6-qmllint" -W 0 \
    --ignore-settings -I "$types" -I shared/qt/qml -I kiosk/qml -I display/qml
