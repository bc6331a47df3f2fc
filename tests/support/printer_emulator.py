"""A receipt printer on this machine's loopback, for trying out and testing without one.

``python -m tests.support.printer_emulator --port 9100 --out papers`` prints each job as a picture
into a folder; then start the kiosk with ``--printer tcp://127.0.0.1:9100``. ``--state`` makes it misbehave. It answers
DLE EOT at once and GS r in its turn, as real printers do.
"""

from __future__ import annotations

import socket
import struct
import threading
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import TracebackType

import click

from kiosk.paper import ops
from kiosk.paper.decode import OpDecoder
from kiosk.paper.render import picture
from kiosk.paper.status_bytes import AFTER_JOB, CLEAR, CLEARED
from shared.wire import PaperInfo


class EmulatorState(Enum):
    FINE = "fine"
    PAPER_LOW = "paper-low"
    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    OFFLINE = "offline"
    FAULT = "fault"
    MUTE = "mute"
    """Takes everything, answers nothing."""
    SLOW = "slow"
    """Answers, and takes its bytes, with pauses."""
    CURT = "curt"
    """Knows DLE EOT 1 and 4 only, and not GS r: many cheap printers."""
    IN_TURN = "in-turn"
    """Prints ``EmulatorBehaviour.pace`` bytes a second and answers every question in its turn, after what came
    before it: cheap printers of LANs."""
    DEAF = "deaf"
    """Connects, answers once, and then takes no more bytes."""


_NOW = {
    EmulatorState.PAPER_LOW: {4: 0x1E},
    EmulatorState.PAPER_OUT: {1: 0x1A, 2: 0x32, 4: 0x7E},
    EmulatorState.COVER_OPEN: {1: 0x1A, 2: 0x16, 4: 0x7E},
    EmulatorState.OFFLINE: {1: 0x1A},
    EmulatorState.FAULT: {1: 0x1A, 2: 0x52, 3: 0x1A},
}
_STOPPED = {EmulatorState.PAPER_OUT, EmulatorState.COVER_OPEN, EmulatorState.OFFLINE, EmulatorState.FAULT}
PAUSE_SECONDS = 0.05
ASKING = b"\x10\x04\x01"
"""A question by itself costs no time."""


@dataclass
class EmulatorBehaviour:
    """How the printer is now, and what befalls it; may be changed at any time."""

    state: EmulatorState = EmulatorState.FINE
    fails_at: int | None = None
    """So many bytes into a job it falls into ``turns``, once."""
    then: EmulatorState = EmulatorState.PAPER_OUT
    dies_at: int | None = None
    """So many bytes into a job it is switched off, once."""
    pace: float = 5_000.0
    """Bytes a second that are printed ``IN_TURN``."""
    can_clear: bool = True
    """Whether it knows DLE DC4 8. Many do not, and print what they kept of a job once their trouble is over."""


@dataclass
class EmulatorMechanism:
    """What a printer does with the bytes of one connection, whatever carries them: ``take`` gives its answers."""

    behaviour: EmulatorBehaviour
    job: bytearray = field(default_factory=bytearray)
    """What is printed."""
    kept: bytearray = field(default_factory=bytearray)
    """What came after trouble stopped it."""
    _stream: OpDecoder = field(default_factory=OpDecoder)
    _lead: bytes = b""

    def take(self, data: bytes) -> bytes:
        """The answers to ``data``. Real-time questions are taken out of it wherever they stand, the rest is the job."""
        said = bytearray()
        data = self._lead + data
        self._lead = b""
        at = 0
        while at < len(data):
            here = data.find(b"\x10", at)
            if here < 0:
                here = len(data)
            said += self._print(data[at:here])
            if here == len(data):
                break
            if (CLEAR.startswith(data[here:]) and data[here:] != CLEAR) or data[here:] == b"\x10\x04":
                self._lead = data[here:]
                break
            if data[here : here + len(CLEAR)] == CLEAR:
                said += self._clear()
                at = here + len(CLEAR)
            elif data[here + 1] == 4 and 1 <= data[here + 2] <= 4:
                said += self._now(data[here + 2])
                at = here + 3
            else:
                said += self._print(data[here : here + 1])
                at = here + 1
        return bytes(said)

    def _clear(self) -> bytes:
        if not self.behaviour.can_clear or self.behaviour.state is EmulatorState.MUTE:
            return b""
        self.kept.clear()
        return CLEARED

    def _now(self, what: int) -> bytes:
        state = self.behaviour.state
        if state is EmulatorState.MUTE or (state is EmulatorState.CURT and what not in {1, 4}):
            return b""
        return bytes([_NOW.get(state, {}).get(what, 0x12)])

    def _print(self, data: bytes) -> bytes:
        behaviour = self.behaviour
        if behaviour.state in _STOPPED:
            self.kept += data
            return b""
        if behaviour.fails_at is not None and len(self.job) + len(data) >= behaviour.fails_at:
            here = max(0, behaviour.fails_at - len(self.job))
            behaviour.fails_at = None
            said = self._print(data[:here])
            behaviour.state = behaviour.then
            return said + self._print(data[here:])
        self.job += data
        asked = [op for op in self._stream.feed(data) if isinstance(op, ops.AskInOrder)]
        silent = behaviour.state in {EmulatorState.MUTE, EmulatorState.CURT}
        return b"" if silent else bytes([0x03 if behaviour.state is EmulatorState.PAPER_LOW else 0x00]) * len(asked)


class PrinterEmulator:
    """The printer as a TCP server with a thread of its own: ``with Emulator() as printer: printer.address``."""

    def __init__(self, state: EmulatorState = EmulatorState.FINE, port: int = 0, host: str = "127.0.0.1") -> None:
        self.behaviour = EmulatorBehaviour(state)
        self._jobs: list[bytes] = []
        self._kept_hall = bytearray()
        self._changed = threading.Condition()
        self._stopped = threading.Event()
        self._host = host
        self.port = port
        self._server: socket.socket | None = None
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        return f"tcp://{self._host}:{self.port}"

    @property
    def jobs(self) -> tuple[bytes, ...]:
        """The bytes of each paper, without questions about the state; of a job that broke off each piece."""
        with self._changed:
            return tuple(self._jobs)

    def wait_for(self, jobs: int, seconds: float = 60) -> tuple[bytes, ...]:
        """``jobs`` once there are so many. Raises TimeoutError after ``seconds``."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._jobs) >= jobs, seconds):
                raise TimeoutError(f"{len(self._jobs)} of {jobs} jobs after {seconds} s")
            return tuple(self._jobs)

    def switch_on(self) -> None:
        self._stopped.clear()
        self._server = socket.create_server((self._host, self.port))
        self._server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # a small buffer, as a printer's
        self._server.settimeout(PAUSE_SECONDS)
        self.port = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, args=(self._server,), name="emulator", daemon=True)
        self._thread.start()

    def switch_off(self) -> None:
        self._stopped.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        if self._server is not None:
            self._server.close()

    def __enter__(self) -> PrinterEmulator:
        self.switch_on()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, what: BaseException | None, where: TracebackType | None
    ) -> None:
        self.switch_off()

    def _serve(self, server: socket.socket) -> None:
        while not self._stopped.is_set():
            try:
                client, _ = server.accept()
            except TimeoutError:
                self._let_out()
                continue
            with client:
                self._let_out()
                self._attend(client)

    def _attend(self, client: socket.socket) -> None:
        """One connection, which is one job."""
        client.settimeout(PAUSE_SECONDS)
        works, began = EmulatorMechanism(self.behaviour, kept=self._kept_hall), self.behaviour.state
        try:
            while not self._stopped.is_set():
                deaf = began is EmulatorState.DEAF and len(works.job) > 0
                if deaf or self.behaviour.state is EmulatorState.SLOW:
                    self._stopped.wait(PAUSE_SECONDS)
                if deaf:
                    continue
                try:
                    data = client.recv(1024)
                except TimeoutError:
                    continue
                if not data:
                    break
                if self.behaviour.state is EmulatorState.IN_TURN and len(data) > len(ASKING):
                    self._stopped.wait(len(data) / self.behaviour.pace)
                if said := works.take(data):
                    client.sendall(said)
                if self.behaviour.dies_at is not None and len(works.job) >= self.behaviour.dies_at:
                    self._die(client)
        except ConnectionError:
            pass  # who printed went away: what came until then is the job
        self._came_out(bytes(works.job))

    def _let_out(self) -> None:
        """What it kept comes out by itself once its trouble is over."""
        if self._kept_hall and self.behaviour.state not in _STOPPED:
            self._came_out(bytes(self._kept_hall))
            self._kept_hall.clear()

    def _came_out(self, data: bytes) -> None:
        job = data.removesuffix(AFTER_JOB)
        if job:
            with self._changed:
                self._jobs.append(job)
                self._changed.notify_all()

    def _die(self, client: socket.socket) -> None:
        """As when the plug is pulled: no farewell on the line, and nobody listens any more."""
        self.behaviour.dies_at = None
        self._kept_hall.clear()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._stopped.set()
        if self._server is not None:
            self._server.close()


@click.command(help="A receipt printer without a printer: answers like one, and draws what it prints.")
@click.option("--port", default=9100, show_default=True, help="TCP port on 127.0.0.1.")
@click.option(
    "--state",
    type=click.Choice([state.value for state in EmulatorState]),
    default=EmulatorState.FINE.value,
    show_default=True,
)
@click.option(
    "--clears/--keeps", "can_clear", default=True, show_default=True, help="Whether it knows the command to drop a job."
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for bytes and pictures.")
@click.option("--width", type=click.Choice(["58", "80"]), default="80", show_default=True, help="Paper, mm.")
def main(port: int, state: str, can_clear: bool, out: Path | None, width: str) -> None:
    paper = PaperInfo() if width == "80" else PaperInfo(58, 384, 32, cutter=False)
    with PrinterEmulator(EmulatorState(state), port) as printer:
        printer.behaviour.can_clear = can_clear
        click.echo(f"printing at {printer.address}, state {state}; stop with Ctrl+C")
        count = 0
        while True:
            try:
                job = printer.wait_for(count + 1, 3600)[count]
            except TimeoutError:
                continue
            except KeyboardInterrupt:
                return
            count += 1
            click.echo(f"paper {count}: {len(job)} bytes")
            if out is not None:
                out.mkdir(parents=True, exist_ok=True)
                (out / f"paper-{count:03}.bin").write_bytes(job)
                (out / f"paper-{count:03}.png").write_bytes(picture(job, paper))


if __name__ == "__main__":
    main()
