#!/usr/bin/env bash
# python-escpos 3.1 and receiptline 4.0.4 draw a QR with too narrow a quiet zone, and zxing-cpp 3.1.1 reads it anyway.
#
# Guess: a receipt library draws a QR that the standard allows, and a test that reads it back would notice if not.
# Seen:  ISO/IEC 18004 wants four modules of empty paper on every side. python-escpos' qr() draws one, receiptline's
#        {code:...; option:qrcode,6,m} none at all. zxing-cpp reads both, and the second one even with black one dot (a
#        sixth of a module) away on two sides, so that a test by reading cannot tell; only black that touches it stops it.
# Exit:  0 while this is so, 1 when it changed, 2 when the packages cannot be had.
#        Needs python3 with venv, node and npm, and their package indexes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-escpos==3.1 zxing-cpp==3.1.1 2>/dev/null || exit 2
npm install --silent --no-audit --no-fund --prefix "$folder" receiptline@4.0.4 >/dev/null || exit 2
cat > "$folder/draw.cjs" <<'NODE'
const receiptline = require('receiptline');
const document = '{code:http://192.168.1.10:8470/t/x; option:qrcode,6,m}';
const printer = {cpl: 48, encoding: 'cp437', command: 'escpos', cutting: false};
process.stdout.write(Buffer.from(receiptline.transform(document, printer), 'latin1'));
NODE
(cd "$folder" && node draw.cjs > receiptline.bin)
cat > "$folder/measure.py" <<'PYTHON'
import contextlib
import io
import sys
from pathlib import Path

import zxingcpp
from escpos.printer import Dummy
from PIL import Image, ImageOps

URL = "http://192.168.1.10:8470/t/x"


def raster(data: bytes) -> Image.Image:
    """The picture of GS v 0 (python-escpos) or of GS 8 L, function 112 (receiptline)."""
    if (at := data.find(b"\x1dv0")) >= 0:
        width, height = (data[at + 4] + 256 * data[at + 5]) * 8, data[at + 6] + 256 * data[at + 7]
        dots = data[at + 8 :]
    else:
        at = data.index(b"\x1d8L") + 7
        width, height = data[at + 6] + 256 * data[at + 7], data[at + 8] + 256 * data[at + 9]
        dots = data[at + 10 :]
    stride = (width + 7) // 8
    image = Image.frombytes("1", (stride * 8, height), dots[: stride * height]).convert("L")
    return ImageOps.invert(image).crop((0, 0, width, height))


def quiet(image: Image.Image) -> tuple[float, float]:
    """Modules of empty paper on the left and above."""
    left, top, right, _ = ImageOps.invert(image).getbbox()
    (code,) = zxingcpp.read_barcodes(image if left > 6 else ImageOps.expand(image, 48, 255))
    assert code.text == URL
    module = (right - left) / 29 if (right - left) % 29 == 0 else (right - left) / 25
    return left / module, top / module


with contextlib.redirect_stdout(io.StringIO()):
    dummy = Dummy()
    dummy.qr(URL, size=6)
first = raster(bytes(dummy.output))
second = raster(Path(sys.argv[1]).read_bytes())
paper = Image.new("L", (576, second.height + 40), 255)
paper.paste(second, (200, 20))
paper.paste(0, (0, 0, 576, 19))  # a bar above, as of a heading in white on black
paper.paste(0, (0, 0, 199, paper.height))
read = [code.text for code in zxingcpp.read_barcodes(paper)] == [URL]
print("python-escpos: modules left and above", quiet(first))
print("receiptline:   modules left and above", quiet(second))
print("zxing-cpp reads receiptline's with black one dot away on two sides:", read)
if (quiet(first), quiet(second), read) != ((1, 1), (0, 0), True):
    sys.exit("CHANGED")
print("as before")
PYTHON
"$folder/venv/bin/python" "$folder/measure.py" "$folder/receiptline.bin"
