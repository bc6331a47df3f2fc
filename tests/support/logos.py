"""Pictures for a hall's logo, right ones and wrong ones, made by the tests themselves."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

SVG = b"""<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 200 100">
  <defs><linearGradient id="a"><stop offset="0" stop-color="#b00020"/></linearGradient></defs>
  <style>.b { fill: #b00020 }</style>
  <rect class="b" width="200" height="100"/><circle id="c" cx="50" cy="50" r="30" fill="url(#a)"/>
  <use xlink:href="#c" x="90"/>
</svg>
"""


def png(width: int = 240, height: int = 120, colour: str = "#b00020") -> bytes:
    """A picture of one colour."""
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def svg(inside: str = "", root: str = 'viewBox="0 0 200 100"') -> bytes:
    xlink = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {xlink} {root}>{inside}<rect width="9" height="9"/></svg>'.encode()
