"""A layout as the bytes that an ESC/POS printer understands, built with python-escpos.

Words go as the printer's own letters, so that a paper is a few kilobytes; only number, QR and logo are dots.
"""

from __future__ import annotations

import re
from typing import Any, assert_never

from PIL import Image

from kiosk.paper import raster
from kiosk.paper.layout import (
    BarPart,
    GapPart,
    LetterSize,
    LogoPart,
    NumberPart,
    PaperLayout,
    QrPart,
    RulePart,
    TextPart,
)
from shared.wire import PaperInfo

CHARSET = b"\x1bt\x00"
"""Code page 0: chosen once, so that python-escpos has no reason to change it."""
LINE_DOTS = {LetterSize.NORMAL: 32, LetterSize.TALL: 54, LetterSize.LARGE: 56}
"""From one line to the next; said for each line, as printers differ in what they start with."""
NATIVE_MODULE = 6
"""Dots a module of a QR that the printer draws."""
FEED_LINES = 4
"""Beyond the last line, so that paper without a cutter can be torn off below it."""


def encode(layout: PaperLayout, paper: PaperInfo) -> bytes:
    """The bytes of one job: set up, the parts in order, and the cut or, without a cutter, paper to tear off."""
    from escpos.printer import Dummy  # noqa: PLC0415 - costs 0.2 s: only once a paper is made

    printer: Any = Dummy()
    printer.hw("INIT")
    printer._raw(CHARSET)
    for part in layout:
        match part:
            case TextPart():
                _line(printer, part)
            case BarPart(text):
                _mark(printer, text, paper.columns)
            case NumberPart(label):
                _dots(printer, raster.number(label, paper.dots))
            case LogoPart(own):
                _dots(printer, raster.hall_logo(own, paper.dots) if own else raster.logo())
            case QrPart(url) if paper.native_qr:
                printer.set(align="center")
                _feed(printer, raster.QUIET_MODULES * NATIVE_MODULE)  # printers draw the code without its quiet zone
                printer.qr(url, ec=1, size=NATIVE_MODULE, native=True)
                _feed(printer, raster.QUIET_MODULES * NATIVE_MODULE)
            case QrPart(url):
                _dots(printer, raster.qr(url, paper.dots))
            case RulePart():
                _feed(printer, 6)
                _dots(printer, _dashes(paper.dots))
                _feed(printer, 6)
            case GapPart(dots):
                _feed(printer, dots)
            case _:
                assert_never(part)
    if paper.cutter:
        printer.cut(mode="PART", feed=False)  # GS V 66 0: the printer itself feeds as far as its knife is
    else:
        printer.print_and_feed(FEED_LINES)
    return bytes(printer.output)


def _line(printer: Any, line: TextPart) -> None:
    printer._raw(b"\x1b3" + bytes([LINE_DOTS[line.size]]))
    printer.set(custom_size=True, width=line.size.width, height=line.size.height)
    printer.set(bold=line.bold, align=line.align, invert=False)
    printer._raw(line.text.encode("ascii") + b"\n")


def _mark(printer: Any, text: str, columns: int) -> None:
    """The bar beside the words is of spaces half as wide as the letters, so that it is as long on both sides."""
    side = b" " * ((columns - len(text) * LetterSize.LARGE.width) // 2)
    printer._raw(b"\x1b3" + bytes([LINE_DOTS[LetterSize.LARGE]]))
    for size, words in ((LetterSize.TALL, side), (LetterSize.LARGE, text.encode("ascii")), (LetterSize.TALL, side)):
        printer.set(custom_size=True, width=size.width, height=size.height)
        printer.set(bold=True, align="center", invert=True)
        printer._raw(words)
    printer._raw(b"\n")


def _dots(printer: Any, image: Image.Image) -> None:
    from escpos.printer import Dummy  # noqa: PLC0415

    drawn: Any = Dummy(profile="TM-T20II")  # a profile with a width; "default" has none and says so on stdout
    drawn.image(image, impl="bitImageRaster", center=False)
    printer.set(align="center")
    printer._raw(without_commands(bytes(drawn.output)))


def without_commands(dots: bytes) -> bytes:
    """``dots`` with one dot more wherever they would spell a real-time command (DLE EOT, DLE ENQ, DLE DC4): printers
    obey those also in the middle of a picture, and would answer or open a drawer."""
    return re.sub(rb"\x10[\x04\x05\x14]", lambda found: bytes([0x10, found[0][1] | 0x08]), dots)


def _feed(printer: Any, dots: int) -> None:
    printer._raw(b"\x1bJ" + bytes([min(dots, 255)]))


def _dashes(dots: int) -> Image.Image:
    """8 dots on, 6 off, over the whole paper."""
    image = Image.new("1", (dots, 2), 1)
    for left in range(0, dots, 14):
        image.paste(0, (left, 0, min(left + 8, dots), 2))
    return image
