"""What is printed as dots: the number, the QR and the logo, as 1-bit pictures (0 is black, as Pillow has it)."""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from shared.resources import ASSETS

log = logging.getLogger(__name__)

NUMBER_FONT = ASSETS / "fonts" / "AtkinsonHyperlegibleNext-ExtraBold.ttf"
QUIET_MODULES = 4
"""Modules of empty paper around a QR (ISO/IEC 18004, 6.3.8)."""


def number(label: str, dots: int) -> Image.Image:
    """``label`` over the whole width of a paper of ``dots``, but never higher than two fifths of that width."""
    trial = _ink(label, 200)
    ink = _ink(label, int(200 * min((dots - 8) / trial.width, dots * 0.4 / trial.height)))
    image = Image.new("L", (_whole_bytes(ink.width, dots), ink.height), 255)
    image.paste(ink, ((image.width - ink.width) // 2, 0))
    return image.point(lambda grey: 255 if grey > 127 else 0).convert("1")


def _ink(label: str, points: int) -> Image.Image:
    """``label`` in black, cut to its ink: the font's own box has air on the right."""
    font = ImageFont.truetype(str(NUMBER_FONT), points)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(label))
    image = Image.new("L", (right - left, bottom - top), 255)
    ImageDraw.Draw(image).text((-left, -top), label, fill=0, font=font)
    solid = image.point(lambda grey: 0 if grey > 127 else 255)
    return image.crop(solid.getbbox())


def qr(url: str, dots: int) -> Image.Image:
    """QR of ``url`` with its quiet zone, error correction M, 4 to 6 dots a module as the paper allows.

    Raises ValueError where it does not fit the paper even so; a ticket's address is far shorter."""
    small = modules(url)
    module = min(6, max(4, int(dots * 0.7) // small.width))
    if module * small.width > dots:
        raise ValueError(f"a QR of {len(url)} characters does not fit {dots} dots")
    large = small.resize((module * small.width, module * small.width), Image.Resampling.NEAREST)
    framed = Image.new("1", (_whole_bytes(large.width, dots), large.height), 1)
    framed.paste(large, ((framed.width - large.width) // 2, 0))
    return framed


def modules(url: str) -> Image.Image:
    """QR of ``url`` with its quiet zone, error correction M, one pixel a module."""
    import qrcode  # noqa: PLC0415 - costs 30 ms: only once a paper is made

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET_MODULES)
    code.add_data(url)
    code.make(fit=True)
    rows = code.get_matrix()
    small = Image.new("1", (len(rows), len(rows)), 1)
    small.putdata([0 if dark else 1 for row in rows for dark in row])
    return small


@cache
def logo() -> Image.Image:
    """The public hall's emblem, ``assets/icons/paper-logo.png``."""
    with Image.open(ASSETS / "icons" / "paper-logo.png") as image:
        return image.convert("1", dither=Image.Dither.NONE)


@lru_cache(maxsize=4)
def hall_logo(png: bytes, dots: int) -> Image.Image:
    """The hall's own logo in black and white, at most half the paper wide and a third of that width high; the public
    hall's emblem where it cannot be read. Colours become dots of black, as thick as they are dark."""
    try:
        with Image.open(BytesIO(png)) as own:
            colours = own.convert("RGBA")
    except (OSError, ValueError) as error:
        log.error("the hall's logo cannot be printed: %s", error)
        return logo()
    flat = Image.new("RGBA", colours.size, "white")
    flat.alpha_composite(colours)
    grey = flat.convert("L")
    grey.thumbnail((dots // 2, dots // 6), Image.Resampling.LANCZOS)
    framed = Image.new("L", (_whole_bytes(grey.width, dots), grey.height), 255)
    framed.paste(grey, ((framed.width - grey.width) // 2, 0))
    return framed.convert("1", dither=Image.Dither.FLOYDSTEINBERG)


def _whole_bytes(width: int, most: int) -> int:
    return min(most, (width + 7) // 8 * 8)
