"""The WebSocket of a phone that only listens, byte by byte, without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from websockets.frames import Frame, Opcode
from websockets.streams import StreamReader

from hub.http import phone_protocol as module
from hub.http.phone_protocol import PhoneConnection, text_frame, upgrade_answer

KEY = b"dGhlIHNhbXBsZSBub25jZQ=="
HEADERS = {b"sec-websocket-key": KEY, b"sec-websocket-version": b"13"}
MASKED_PING = Frame(Opcode.PING, b"are you there").serialize(mask=True)


class Wire(asyncio.Transport):
    """Holds what was written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.ended = ""

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None: ...
    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None: ...

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += data

    def close(self) -> None:
        self.ended = self.ended or "closed"

    def abort(self) -> None:
        self.ended = self.ended or "aborted"


class Noting(PhoneConnection):
    def __init__(self, transport: asyncio.Transport) -> None:
        super().__init__(transport)
        self.notes: list[str] = []

    def said(self) -> None:
        self.notes.append("said")

    def caught_up(self) -> None:
        self.notes.append("caught up")

    def lost(self) -> None:
        self.notes.append("lost")


def on_a_loop(script: Callable[[Noting, Wire], None]) -> None:
    async def run() -> None:
        wire = Wire()
        phone = Noting(wire)
        script(phone, wire)
        phone.connection_lost(None)

    asyncio.run(run())


def heard(written: bytes) -> list[Frame]:
    """What a reader of another make finds in it."""
    reader = StreamReader()
    reader.feed_data(written)
    found = []
    while reader.buffer:
        parsing = Frame.parse(reader.read_exact, mask=False)
        with pytest.raises(StopIteration) as whole:
            next(parsing)
        found.append(whole.value.value)
    return found


def test_the_answer_to_the_upgrade_is_that_of_the_standard() -> None:
    answer = upgrade_answer(HEADERS)
    assert answer is not None
    assert answer.startswith(b"HTTP/1.1 101 ")
    assert b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n" in answer
    assert answer.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {b"sec-websocket-key": KEY},
        {**HEADERS, b"sec-websocket-version": b"8"},
        {**HEADERS, b"sec-websocket-key": b"c2hvcnQ="},
        {**HEADERS, b"sec-websocket-key": b"\xff no base64"},
    ],
)
def test_what_is_no_upgrade_of_the_standard_gets_no_answer(headers: dict[bytes, bytes]) -> None:
    assert upgrade_answer(headers) is None


@pytest.mark.parametrize("length", [0, 125, 126, 65_535, 65_536])
def test_a_message_of_any_length_arrives_whole(length: int) -> None:
    (found,) = heard(text_frame(b"x" * length))
    assert (found.opcode, found.data, found.fin) == (Opcode.TEXT, b"x" * length, True)


@pytest.mark.parametrize("at_once", [1, 2, 7, 100])
def test_a_ping_is_answered_however_it_is_cut(at_once: int) -> None:
    def script(phone: Noting, wire: Wire) -> None:
        for begin in range(0, 2 * len(MASKED_PING), at_once):
            phone.data_received((2 * MASKED_PING)[begin : begin + at_once])
        assert [(one.opcode, one.data) for one in heard(wire.written)] == [(Opcode.PONG, b"are you there")] * 2
        assert phone.notes == []

    on_a_loop(script)


def test_a_phone_that_sends_thousands_of_pings_at_once_is_cut() -> None:
    def script(phone: Noting, wire: Wire) -> None:
        phone.data_received(10_000 * MASKED_PING)
        assert wire.ended == "aborted"
        assert len(heard(wire.written)) < 100
        assert phone._rest == b""

    on_a_loop(script)


def test_a_phone_that_closes_gets_its_code_back() -> None:
    def script(phone: Noting, wire: Wire) -> None:
        phone.data_received(Frame(Opcode.CLOSE, b"\x03\xe9bye").serialize(mask=True))
        assert heard(wire.written)[0].data == b"\x03\xe9"
        assert wire.ended == "closed"

    on_a_loop(script)


@pytest.mark.parametrize("opcode", [Opcode.TEXT, Opcode.BINARY, Opcode.CONT])
def test_whatever_a_phone_says_is_noted_and_not_kept(opcode: Opcode) -> None:
    def script(phone: Noting, wire: Wire) -> None:
        for _ in range(3):
            phone.data_received(Frame(opcode, b"x" * 60_000).serialize(mask=True)[:1000])
        assert phone.notes[0] == "said"
        assert wire.written == b""
        assert phone._rest == b""

    on_a_loop(script)


@pytest.mark.parametrize(
    "data",
    [
        Frame(Opcode.PING, b"unmasked").serialize(mask=False),
        b"\x09\x80",  # a ping in parts
        b"\xc9\x80",  # a reserved bit
        b"\x89\xfe\x00\x7e",  # a control frame that is too long
        b"\x83\x80",  # an opcode that there is not
    ],
)
def test_what_breaks_the_protocol_ends_the_stream(data: bytes) -> None:
    def script(phone: Noting, wire: Wire) -> None:
        phone.data_received(data)
        (last,) = heard(wire.written)
        assert (last.opcode, last.data) == (Opcode.CLOSE, b"\x03\xea")

    on_a_loop(script)


def test_nothing_is_sent_after_the_end() -> None:
    def script(phone: Noting, wire: Wire) -> None:
        phone.close(4410)
        before = wire.written
        phone.write(text_frame(b"late"))
        phone.close(4400)
        phone.data_received(MASKED_PING)
        assert wire.written == before

    on_a_loop(script)


def test_a_phone_that_takes_no_more_is_told_to_wait_and_goes_on() -> None:
    def script(phone: Noting, _wire: Wire) -> None:
        phone.pause_writing()
        assert not phone.ready
        phone.resume_writing()
        assert phone.ready
        assert phone.notes == ["caught up"]

    on_a_loop(script)


def test_a_phone_is_pinged_and_cut_when_it_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PING_SECONDS", 0.01)
    monkeypatch.setattr(module, "PONG_SECONDS", 0.01)

    async def run() -> None:
        wire = Wire()
        PhoneConnection(wire)
        async with asyncio.timeout(60):
            while not wire.ended:
                await asyncio.sleep(0.01)
        assert [one.opcode for one in heard(wire.written)] == [Opcode.PING]
        assert wire.ended == "aborted"

    asyncio.run(run())


def test_a_phone_that_answers_pings_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PING_SECONDS", 0.01)

    async def run() -> None:
        wire = Wire()
        phone = PhoneConnection(wire)
        async with asyncio.timeout(60):
            for pings in range(1, 4):
                while len(heard(wire.written)) < pings:
                    await asyncio.sleep(0.01)
                phone.data_received(Frame(Opcode.PONG, b"").serialize(mask=True))
        assert not wire.ended
        phone.connection_lost(None)

    asyncio.run(run())


def test_a_phone_that_does_not_confirm_the_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CLOSE_SECONDS", 0.01)

    async def run() -> None:
        wire = Wire()
        PhoneConnection(wire).close(4410)
        async with asyncio.timeout(60):
            while wire.ended != "aborted":
                await asyncio.sleep(0.01)

    asyncio.run(run())
