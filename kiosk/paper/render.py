"""ESC/POS bytes drawn as the printer would print them: the paper on the screen, in the tour and in tests.

Letters stand in the printer's grid (font A, 12 by 24 dots) and are drawn with the bundled Atkinson Hyperlegible Mono.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import assert_never

from PIL import Image, ImageDraw, ImageFont, ImageOps

from kiosk.paper import ops
from kiosk.paper.decode import decode, unknown
from kiosk.paper.ops import Op
from shared.resources import ASSETS
from shared.wire import PaperInfo

log = logging.getLogger(__name__)

CELLS = {0: (12, 24), 1: (9, 17)}
"""Letter cells of fonts A and B in dots."""
OWN_SPACING = 30
QR_LEVELS = (1, 0, 3, 2)
"""L, M, Q, H as the qrcode package numbers them."""


def render(data: bytes, dots: int) -> Image.Image:
    """The paper that ``data`` prints on a printer ``dots`` wide: grey, one pixel a dot, 255 is paper. Its height is
    what was fed. Commands that are not known are left out, and their number is logged."""
    found = decode(data)
    if skipped := unknown(found):
        log.warning("%d ESC/POS commands left out of a picture, first %s", len(skipped), skipped[0].data[:8].hex(" "))
    roll = _Roll(dots)
    for op in found:
        roll.do(op)
    return roll.paper()


def picture(data: bytes, paper: PaperInfo) -> bytes:
    """``render`` as PNG, with white margins as wide as those of real paper (4 mm left and right, 6 above and below)."""
    image = ImageOps.expand(render(data, paper.dots), (32, 48), 255)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@dataclass
class _Roll:
    """The printer's state and what has come out of it so far."""

    dots: int
    strips: list[tuple[int, int, Image.Image]] = field(default_factory=list)
    top: int = 0
    line: list[Image.Image] = field(default_factory=list)
    align: int = 0
    bold: bool = False
    underline: int = 0
    inverse: bool = False
    size: tuple[int, int] = (1, 1)
    font: int = 0
    spacing: int = OWN_SPACING
    qr: bytes = b""
    module: int = 3
    level: int = 0

    def do(self, op: Op) -> None:
        match op:
            case ops.Text(text):
                self._write(text)
            case ops.LineFeed():
                self._end_line(self.spacing)
            case ops.FeedLines(lines):
                self._feed(lines * self.spacing)
            case ops.FeedDots(dots):
                self._feed(dots)
            case ops.Raster(stride, rows, data):
                self._place(_from_rows(stride, rows, data))
            case ops.Columns(width, height, data):
                self.line.append(_from_columns(width, height, data))
            case ops.QrPrint():
                self._place(_qr(self.qr, self.level, self.module))
            case ops.QrModule() | ops.QrLevel() | ops.QrStore():
                self._prepare(op)
            case ops.CodePage() | ops.QrModel() | ops.Cut() | ops.AskNow() | ops.AskInOrder() | ops.Unknown():
                pass
            case _:
                self._set(op)

    def _set(self, op: ops.SettingOp) -> None:
        match op:
            case ops.Init():
                self.align, self.bold, self.underline, self.inverse = 0, False, 0, False
                self.size, self.font, self.spacing = (1, 1), 0, OWN_SPACING
            case ops.LineSpacing(dots):
                self.spacing = OWN_SPACING if dots is None else dots
            case ops.Align(where):
                self.align = where
            case ops.Bold(on):
                self.bold = on
            case ops.Underline(thick):
                self.underline = thick
            case ops.Inverse(on):
                self.inverse = on
            case ops.Magnify(width, height):
                self.size = (width, height)
            case ops.Font(number):
                self.font = number
            case _:
                assert_never(op)

    def _prepare(self, op: ops.QrModule | ops.QrLevel | ops.QrStore) -> None:
        match op:
            case ops.QrModule(dots):
                self.module = dots
            case ops.QrLevel(level):
                self.level = level
            case ops.QrStore(data):
                self.qr = data
            case _:
                assert_never(op)

    def _feed(self, dots: int) -> None:
        self._end_line(0)
        self.top += dots

    def _write(self, text: str) -> None:
        width = CELLS.get(self.font, CELLS[0])[0] * self.size[0]
        for char in text:
            if sum(cell.width for cell in self.line) + width > self.dots:
                self._end_line(self.spacing)
            self.line.append(_letter(char, self.font, self.size, self.bold, self.inverse, self.underline))

    def _end_line(self, spacing: int) -> None:
        if not self.line:
            self.top += spacing
            return
        height = max(cell.height for cell in self.line)
        strip = Image.new("L", (sum(cell.width for cell in self.line), height), 255)
        left = 0
        for cell in self.line:
            strip.paste(cell, (left, height - cell.height))
            left += cell.width
        self.line = []
        self._place(strip)
        self.top += max(0, spacing - height)

    def _place(self, image: Image.Image) -> None:
        left = (0, (self.dots - image.width) // 2, self.dots - image.width)[self.align % 3]
        self.strips.append((max(0, left), self.top, image))
        self.top += image.height

    def paper(self) -> Image.Image:
        self._end_line(0)
        sheet = Image.new("L", (self.dots, max(1, self.top)), 255)
        for left, top, image in self.strips:
            sheet.paste(image, (left, top))
        return sheet


@cache
def _letter(char: str, font: int, size: tuple[int, int], bold: bool, inverse: bool, underline: int) -> Image.Image:
    width, height = CELLS.get(font, CELLS[0])
    across, down = width * size[0], height * size[1]
    scale = max(size)
    # Advance 0.632 em, so 19 px are 12 dots wide; drawn at the larger factor, then brought to the cell.
    face = ImageFont.truetype(str(_face(bold)), round(19 * width / 12 * scale))
    cell = Image.new("L", (width * scale, height * scale), 255)
    ImageDraw.Draw(cell).text((0, round(height * scale * 0.78)), char, fill=0, font=face, anchor="ls")
    cell = cell.resize((across, down), Image.Resampling.LANCZOS)
    if underline:
        cell.paste(0, (0, down - underline, across, down))
    return ImageOps.invert(cell) if inverse else cell


def _face(bold: bool) -> Path:
    return ASSETS / "fonts" / f"AtkinsonHyperlegibleMono-{'Bold' if bold else 'Medium'}.ttf"


def _from_rows(stride: int, rows: int, data: bytes) -> Image.Image:
    if not stride or not rows:
        return Image.new("L", (1, 1), 255)
    return ImageOps.invert(Image.frombytes("1", (stride * 8, rows), data).convert("L"))


def _from_columns(width: int, height: int, data: bytes) -> Image.Image:
    if not width:
        return Image.new("L", (1, height), 255)
    turned = Image.frombytes("1", (height, width), data).convert("L")
    return ImageOps.invert(turned.transpose(Image.Transpose.TRANSPOSE))


def _qr(data: bytes, level: int, module: int) -> Image.Image:
    import qrcode  # noqa: PLC0415 - costs 30 ms: only for printers that make their own QR

    code = qrcode.QRCode(error_correction=QR_LEVELS[level % 4], border=0)
    code.add_data(data)
    code.make(fit=True)
    rows = code.get_matrix()
    small = Image.new("L", (len(rows), len(rows)), 255)
    small.putdata([0 if dark else 255 for row in rows for dark in row])
    return small.resize((module * len(rows), module * len(rows)), Image.Resampling.NEAREST)
