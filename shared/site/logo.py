"""The hall's logo: a picture beside the site file. What may be one, and why another may not. No Qt: nothing is drawn.

An SVG is shown by browsers, where it could run scripts or load from elsewhere; so only drawings are let through.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from typing import NamedTuple
from xml.parsers import expat

FILE_NAME = re.compile(r"[^/\\:\x00-\x1f]{1,80}\.(?:svg|png)", re.IGNORECASE)
MOST_BYTES = 200_000
LEAST_SIDE, MOST_SIDE = 16, 2_000
"""Pixels of a PNG."""
MOST_ASPECT_RATIO = 8
"""So many times as wide as high, or as high as wide, at most: more is a line on every screen."""

_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "http://www.w3.org/2000/svg"
_ACTIVE = frozenset(
    ("script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video", "canvas", "link")
) | {"set", "animate", "animatemotion", "animatetransform", "animatecolor", "discard"}
_LINK = re.compile(r"#|data:image/(?:png|jpeg);base64,")
_ADDRESS = re.compile(r"url\(\s*[\"']?\s*(?!#)", re.IGNORECASE)
_IMPORT = re.compile(r"@import|javascript:|expression\(", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(?:px|pt|mm|cm|in)?\s*")


class Logo(NamedTuple):
    """A picture that ``trouble_with`` found nothing wrong with. ``kind`` is "svg" or "png"."""

    kind: str
    data: bytes

    @property
    def address(self) -> str:
        """Where the hub serves it: another picture has another address, so that nobody shows an old one."""
        return f"/hall/logo-{hashlib.sha256(self.data).hexdigest()[:16]}.{self.kind}"


class UnfitError(Exception):
    """A picture that cannot be the logo: what was expected and what is there, in the check's words."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(f"expected {expected}, found {found}")
        self.expected, self.found = expected, found


def logo_of(name: str, data: bytes) -> Logo:
    """The picture in ``data`` of a file called ``name``; raises UnfitError."""
    kind = name.rpartition(".")[2].lower()
    if len(data) > MOST_BYTES:
        raise UnfitError(f"a picture of at most {MOST_BYTES // 1000} KB", f"{-(-len(data) // 1000)} KB")
    if kind == "png":
        _check_png(data)
    else:
        _check_svg(data)
    return Logo(kind, data)


def _check_png(data: bytes) -> None:
    """Every part whole and the dots unpacked, as cut-off uploads and other files called .png are not."""
    if not data.startswith(_PNG):
        raise UnfitError("a PNG picture", "a file of another kind")
    packed, ended, at = b"", False, len(_PNG)
    width = height = 0
    while not ended:
        length, kind = struct.unpack_from(">I4s", data, at) if at + 8 <= len(data) else (MOST_BYTES, b"")
        if at + 12 + length > len(data):
            raise UnfitError("a whole PNG picture", "one that is cut off; copy the file again")
        body = data[at + 8 : at + 8 + length]
        check = data[at + 8 + length : at + 12 + length]
        if zlib.crc32(kind + body) != int.from_bytes(check):
            raise UnfitError("a whole PNG picture", "one that is damaged; copy the file again")
        if kind == b"IHDR" and length == 13:
            width, height = struct.unpack_from(">II", body)
            _check_size(width, height, "pixels")
        elif kind == b"IDAT":
            packed += body
        ended, at = kind == b"IEND", at + 12 + length
    most = MOST_SIDE * MOST_SIDE * 8 + MOST_SIDE
    try:
        unpacked = zlib.decompressobj().decompress(packed, most) if width else b""
    except zlib.error:
        unpacked = b""
    if len(unpacked) < height * (1 + width // 8):
        raise UnfitError("a whole PNG picture", "one whose dots cannot be read; save it again as PNG")


def _check_size(width: float, height: float, unit: str) -> None:
    if unit == "pixels" and not (min(width, height) >= LEAST_SIDE and max(width, height) <= MOST_SIDE):
        raise UnfitError(f"a picture of {LEAST_SIDE} to {MOST_SIDE} pixels each side", f"{width:g} × {height:g}")
    if min(width, height) <= 0 or max(width, height) > MOST_ASPECT_RATIO * min(width, height):
        raise UnfitError(
            f"a picture at most {MOST_ASPECT_RATIO} times as wide as high", f"{width:g} × {height:g} {unit}"
        )


def _check_svg(data: bytes) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnfitError("an SVG drawing, text in UTF-8", "other bytes") from error
    found = _Drawing()
    try:
        found.read(data)
    except expat.ExpatError as error:
        line = f"line {error.lineno}"
        raise UnfitError("an SVG drawing", f"no XML that can be read ({line}): {expat.ErrorString(error.code)}") from (
            error
        )
    _check_size(*found.size, "units")


class _Drawing:
    """Reads one SVG and refuses what is more than a drawing, at its line."""

    def __init__(self) -> None:
        self.size = (0.0, 0.0)
        self._depth = 0
        self._styles = 0
        self._parser = expat.ParserCreate("utf-8", " ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = lambda *_: self._refuse("a DOCTYPE")
        self._parser.ProcessingInstructionHandler = lambda *_: self._refuse("an instruction to the program (<?...?>)")

    def read(self, data: bytes) -> None:
        self._parser.buffer_text = True
        self._parser.Parse(data, True)

    def _refuse(self, what: str) -> None:
        expected = "a drawing without scripts and without anything from elsewhere; save it as plain SVG"
        raise UnfitError(expected, f"{what} in line {self._parser.CurrentLineNumber}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if self._depth == 0:
            if (space, local) != (_SVG, "svg"):
                raise UnfitError("an SVG drawing", f"a file that begins with <{local}>")
            self.size = _size(attributes)
        self._depth += 1
        self._styles += local.lower() == "style"
        if local.lower() in _ACTIVE:
            self._refuse(f"<{local}>")
        for key, value in attributes.items():
            short = key.rpartition(" ")[2].lower()
            if short.startswith("on"):
                self._refuse(f"a script ({short})")
            if short in ("href", "src", "base") and not _LINK.match(value.strip()):
                self._refuse(f"a link to {value.strip()[:40]!r}")
            self._look_at(value)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._styles -= name.rpartition(" ")[2].lower() == "style"

    def _text(self, text: str) -> None:
        if self._styles:
            self._look_at(text)

    def _look_at(self, text: str) -> None:
        """What styles may say, in attributes and in <style>."""
        if _ADDRESS.search(text) or _IMPORT.search(text) or ("\\" in text and self._styles):
            self._refuse(f"something from elsewhere ({text.strip()[:40]!r})")


def _size(attributes: dict[str, str]) -> tuple[float, float]:
    box = [float(part) for part in re.findall(r"-?[0-9]+(?:\.[0-9]+)?", attributes.get("viewBox", ""))]
    if len(box) == 4:
        return box[2], box[3]
    sides = [_LENGTH.fullmatch(attributes.get(side, "")) for side in ("width", "height")]
    if sides[0] and sides[1]:
        return float(sides[0][1]), float(sides[1][1])
    raise UnfitError("an SVG drawing with a viewBox", "one whose size nobody can tell")
