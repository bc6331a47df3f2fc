#!/usr/bin/env bash
# python-escpos 3.1: importing it gives the root logger a handler, and it speaks through the root logger.
#
# Guess: a library logs under its own name, and leaves the set-up of logging to the program.
# Seen:  after "import escpos.printer" the root logger has a handler (the library calls logging.basicConfig()), so that
#        a later basicConfig(level=INFO) of the program does nothing, and the program's own INFO lines are lost without
#        a word. Where the program was first, each connection leaves an INFO line of the logger "root", which
#        getLogger("escpos").setLevel(WARNING) does not silence.
# Exit:  0 while this is so, 1 when it changed, 2 when the packages cannot be had.
#        Needs python3 with venv, and a package index for pip.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-escpos==3.1 2>/dev/null || exit 2
cat > "$folder/second.py" <<'PYTHON'
import logging

import escpos.printer  # noqa: F401

logging.basicConfig(level=logging.INFO)
logging.getLogger("program").info("the program's own line")
PYTHON
cat > "$folder/first.py" <<'PYTHON'
import logging
import socket

logging.basicConfig(level=logging.INFO)
from escpos.printer import Network  # noqa: E402

logging.getLogger("escpos").setLevel(logging.WARNING)
with socket.create_server(("127.0.0.1", 0)) as server:
    printer = Network("127.0.0.1", server.getsockname()[1], timeout=2)
    printer.open()
    printer.close()
PYTHON
second=$("$folder/venv/bin/python" "$folder/second.py" 2>&1)
first=$("$folder/venv/bin/python" "$folder/first.py" 2>&1)
printf 'program sets logging up after the import, and says a line; seen: "%s"\n' "$second"
printf 'program sets logging up before it, and "escpos" to WARNING; seen:\n%s\n' "$first"
[ -z "$second" ] || { echo "CHANGED: the program's own line is seen"; exit 1; }
[ "$first" = "INFO:root:Network printer enabled
INFO:root:Closing Network connection to printer 127.0.0.1" ] || { echo "CHANGED: other lines are seen"; exit 1; }
echo "as before"
