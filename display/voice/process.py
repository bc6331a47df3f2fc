"""The line to the speech engine's process: starts it, asks it for one sentence, ends it when it does not answer."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO

from display.voice.reading import Piece

NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""For every process started beside a window: on Windows it would flash a console."""
COMMAND = (sys.executable, "-m", "display.voice.child")


class EngineProcess:
    """One process, one sentence at a time; started when first asked and again after it died or was ended.

    Not for two threads at once, except ``end``: ``VoiceEngine`` sees to that."""

    def __init__(self, command: Sequence[str] = COMMAND, timeout: float = 2.5) -> None:
        """``timeout`` in seconds for one sentence; the first one after a start has three times as long."""
        self._command = tuple(command)
        self._timeout = timeout
        self._process: subprocess.Popen[str] | None = None
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self._asked = 0
        self._answered = False
        self._ended = False

    @property
    def pid(self) -> int | None:
        """Of the process that runs, if one does."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> str | None:
        """Starts the process unless it runs; says what went wrong, if anything did."""
        if self.pid is not None:
            return None
        self.close()
        if self._ended:
            return "the engine was closed"
        try:
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=NO_WINDOW,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            return f"the engine's process does not start: {error}"
        lines: SimpleQueue[str | None] = SimpleQueue()
        threading.Thread(target=_read, args=(process.stdout, lines), name="voice-engine-answers", daemon=True).start()
        self._process, self._lines, self._answered = process, lines, False
        return None

    def make(self, piece: Piece, lang: str, rate: int, path: Path) -> str | None:
        """Has the sentence written to ``path``; says what went wrong, if anything is known to have."""
        error = self.start()
        if error is not None:
            return error
        self._asked += 1
        asked: dict[str, int | str] = {"id": self._asked, "text": piece.text, "reading": piece.reading, "lang": lang}
        asked |= {"rate": rate, "path": str(path)}
        try:
            self._send(json.dumps(asked))
        except OSError:
            return self._died()
        return self._answer()

    def _send(self, line: str) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()

    def _answer(self) -> str | None:
        try:
            line = self._lines.get(timeout=self._timeout if self._answered else 3 * self._timeout)
        except Empty:
            self.close()
            return "the engine's process did not answer and was ended"
        if line is None:
            return self._died()
        try:
            answer = json.loads(line)
            number, error = answer["id"], answer["error"]
        except (ValueError, TypeError, KeyError):
            number, error = None, None
        if number != self._asked:
            self.close()
            return "the engine's process answered something else and was ended"
        self._answered = True
        return None if error is None else str(error)

    def _died(self) -> str:
        code = self._process.wait() if self._process else None
        self.close()
        return f"the engine's process died with exit code {code}"

    def end(self) -> None:
        """Ends the process for good; may be called from any thread."""
        self._ended = True
        self.close()

    def close(self) -> None:
        """Ends the process; it may be started again."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # what was not yet sent is lost with its process


def _read(answers: IO[str] | None, lines: SimpleQueue[str | None]) -> None:
    try:
        for line in answers or ():
            lines.put(line)
    except ValueError:
        pass  # closed while reading: the process was ended
    lines.put(None)
