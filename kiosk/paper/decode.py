"""ESC/POS bytes back into what they tell the printer to do: for the picture on the screen, the emulator and tests.

Source of the commands: Epson's ESC/POS command reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kiosk.paper import ops
from kiosk.paper.ops import Op

DecodedCommand = tuple[Op | tuple[Op, ...], int]
"""What a command says and how many bytes it takes."""


class UnfinishedError(Exception):
    """The bytes end in the middle of a command."""


class OpDecoder:
    """Takes bytes as they arrive and gives the commands that are complete; keeps the rest for the next bytes."""

    def __init__(self) -> None:
        self._rest = b""

    @property
    def rest(self) -> bytes:
        """The beginning of a command whose end has not arrived."""
        return self._rest

    def feed(self, data: bytes) -> tuple[Op, ...]:
        self._rest += data
        found: list[Op] = []
        at = 0
        while at < len(self._rest):
            try:
                op, taken = _one(self._rest[at : at + 8], self._rest, at)
            except UnfinishedError:
                break
            found.extend(op if isinstance(op, tuple) else (op,))
            at += taken
        self._rest = self._rest[at:]
        return tuple(found)


def decode(data: bytes) -> tuple[Op, ...]:
    """All commands of one job. An unfinished one at its end is an ``Unknown``."""
    stream = OpDecoder()
    found = stream.feed(data)
    return (*found, ops.Unknown(stream.rest)) if stream.rest else found


def unknown(found: Iterable[Op]) -> tuple[ops.Unknown, ...]:
    return tuple(op for op in found if isinstance(op, ops.Unknown))


def _one(head: bytes, data: bytes, at: int) -> DecodedCommand:
    if head[0] >= 0x20:
        end = at
        while end < len(data) and data[end] >= 0x20:
            end += 1
        return ops.Text(data[at:end].decode("cp437")), end - at
    if head[0] in _LEADS:
        return _command(head, data, at)
    return _CONTROLS.get(head[0], ops.Unknown(head[:1])), 1


def _command(head: bytes, data: bytes, at: int) -> DecodedCommand:
    if len(head) < 2:
        raise UnfinishedError
    if head[:2] == b"\x1d(":
        return _function(data, at)
    known = _COMMANDS.get(head[:2])
    if known is None:
        return ops.Unknown(head[:2]), 2
    arguments, meaning = known
    return meaning(data, at + 2, _slice(data, at + 2, arguments))


_CONTROLS: dict[int, Op | tuple[Op, ...]] = {0x0A: ops.LineFeed(), 0x0D: ()}
_LEADS = frozenset({0x10, 0x1B, 0x1C, 0x1D})


def _with(arguments: int, meaning: Callable[[bytes], Op | tuple[Op, ...]]) -> tuple[int, _Meaning]:
    return arguments, lambda _data, _at, args: (meaning(args), 2 + arguments)


_Meaning = Callable[[bytes, int, bytes], DecodedCommand]


def _mode(args: bytes) -> tuple[Op, ...]:
    n = args[0]
    return (
        ops.Font(n & 1),
        ops.Bold(bool(n & 8)),
        ops.Magnify(2 if n & 32 else 1, 2 if n & 16 else 1),
        ops.Underline(1 if n & 128 else 0),
    )


def _raster(data: bytes, at: int, args: bytes) -> DecodedCommand:
    if args[0] != 0x30:
        return ops.Unknown(b"\x1dv" + args), 3
    if len(data) < at + 6:
        raise UnfinishedError
    stride, rows = data[at + 2] + 256 * data[at + 3], data[at + 4] + 256 * data[at + 5]
    dots = _slice(data, at + 6, stride * rows)
    return ops.Raster(stride, rows, dots), 8 + len(dots)


def _columns(data: bytes, at: int, args: bytes) -> DecodedCommand:
    height = 24 if args[0] in {32, 33} else 8
    width = args[1] + 256 * args[2]
    dots = _slice(data, at + 3, width * height // 8)
    return ops.Columns(width, height, dots), 5 + len(dots)


def _cut(data: bytes, at: int, args: bytes) -> DecodedCommand:
    if args[0] in {65, 66}:
        _slice(data, at + 1, 1)
        return ops.Cut(args[0] == 66), 4
    return ops.Cut(args[0] in {1, 49}), 3


def _function(data: bytes, at: int) -> DecodedCommand:
    """GS ( and a letter: the command says its own length."""
    head = _slice(data, at, 5)
    length = head[3] + 256 * head[4]
    body = _slice(data, at + 5, length)
    taken = 5 + length
    making = _QR.get(body[1:2]) if head[2:3] == b"k" and body[:1] == b"1" and length > 2 else None
    return (making(body[2:]) if making else ops.Unknown(data[at : at + taken])), taken


_QR: dict[bytes, Callable[[bytes], Op]] = {
    b"A": lambda _: ops.QrModel(),
    b"C": lambda n: ops.QrModule(n[0]),
    b"E": lambda n: ops.QrLevel(n[0] - 48),
    b"P": lambda stored: ops.QrStore(stored[1:]),
    b"Q": lambda _: ops.QrPrint(),
}


def _slice(data: bytes, start: int, length: int) -> bytes:
    if len(data) < start + length:
        raise UnfinishedError
    return data[start : start + length]


_COMMANDS: dict[bytes, tuple[int, _Meaning]] = {
    b"\x1b@": _with(0, lambda _: ops.Init()),
    b"\x1b!": _with(1, _mode),
    b"\x1bE": _with(1, lambda n: ops.Bold(bool(n[0] & 1))),
    b"\x1bG": _with(1, lambda n: ops.Bold(bool(n[0] & 1))),
    b"\x1b-": _with(1, lambda n: ops.Underline(n[0] % 48)),
    b"\x1bM": _with(1, lambda n: ops.Font(n[0] % 48)),
    b"\x1ba": _with(1, lambda n: ops.Align(n[0] % 48)),
    b"\x1bt": _with(1, lambda n: ops.CodePage(n[0])),
    b"\x1bd": _with(1, lambda n: ops.FeedLines(n[0])),
    b"\x1bJ": _with(1, lambda n: ops.FeedDots(n[0])),
    b"\x1b2": _with(0, lambda _: ops.LineSpacing(None)),
    b"\x1b3": _with(1, lambda n: ops.LineSpacing(n[0])),
    b"\x1b*": (3, _columns),
    b"\x1d!": _with(1, lambda n: ops.Magnify((n[0] >> 4 & 7) + 1, (n[0] & 7) + 1)),
    b"\x1dB": _with(1, lambda n: ops.Inverse(bool(n[0] & 1))),
    b"\x1dv": (1, _raster),
    b"\x1dV": (1, _cut),
    b"\x1dr": _with(1, lambda n: ops.AskInOrder(n[0] % 48)),
    b"\x10\x04": _with(1, lambda n: ops.AskNow(n[0])),
}
