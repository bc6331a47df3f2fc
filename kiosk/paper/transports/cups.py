"""``cups://QUEUE``: a queue of this machine's print service, by its own commands; each job is followed to its end.

``lp`` says yes to every job, also while the printer is off; the job would then wait for hours and come out as a dead
number. So the job's id is kept, the job is looked at until it is done, and one that does not get on is cancelled.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Set

from kiosk.paper.outcome import OK, JobFailed, JobOutcome, JobPrinted, PrinterStatus, PrinterTrouble, in_trouble
from kiosk.paper.transports.failures import reason_of
from kiosk.paper.transports.unsent_bytes import unsent_bytes

QUEUE_SECONDS = 10.0
"""Seconds that the print service has to take a job."""
ANSWER_SECONDS = 5.0
"""Seconds that it has to say how a job is."""
DONE_SECONDS = 30.0
"""Seconds from being queued within which a paper is out."""
POLL_SECONDS = 0.2
"""Seconds between two looks at a job."""
SETTLE_SECONDS = 2.0
"""Seconds for which a job must stay sent: a printer that resets in the middle is heard of within them."""
SLOW_FACTOR = 3
"""Times as long as the slowest job so far a job may take at a printer that hangs up when it is done."""
SLOW_SECONDS = 10.0
"""Seconds that a job may take however quick those before it were."""
_ID = re.compile(r"request id is (\S+-\d+) ")
_SOCKET = re.compile(r"socket://(\[[^]]+\]|[^:/?\s]+)(?::(\d+))?")
_SENT = ("Print file sent", "Waiting for printer to finish")
"""What the service says of a job that it has handed over, while it waits for the printer to hang up. Its last bytes may
still be in this machine's send buffer (``kiosk.paper.transports.unsent_bytes``)."""
_BEGUN = (*_SENT, "Connected to printer", "Sending data", "Unable to write", "Broken pipe", "reset by peer")
"""What it says once the printer may have had a part of the job."""
_AWAY = ("may not exist or is unavailable", "is unreachable", "not responding", "Unable to locate printer")
"""What it says while it cannot reach the printer, and so has sent nothing."""
_BROKEN = ("canceled", "cancelled", "aborted")


class CupsPrinter:
    """Raw, by ``lp``. Not python-escpos' LP: it waits without end for a print service that hangs.

    That a job is done means that the printer got every byte; whether it had paper only a printer that is asked says
    (``tcp://``)."""

    def __init__(self, queue: str) -> None:
        self._queue = queue
        self._one_at_a_time = threading.Lock()
        self._last: PrinterStatus | None = None
        """Of the last job, if it failed: an idle queue does not tell that its printer is off."""
        self._slowest: float | None = None
        """Seconds that the slowest job took which ended by itself. None: none did, as with printers that do not hang
        up, for which CUPS waits 90 s."""

    def status(self) -> PrinterStatus:
        """How the queue is; the last job's trouble holds until one gets through."""
        now = self._state()
        return now if now.reason is not None or self._last is None else self._last

    def print(self, data: bytes) -> JobOutcome:
        if not self._one_at_a_time.acquire(timeout=ANSWER_SECONDS):
            return JobFailed(PrinterTrouble.BUSY, "another job is being printed")
        try:
            outcome = self._print(data)
        finally:
            self._one_at_a_time.release()
        self._last = in_trouble(outcome.reason, outcome.detail) if isinstance(outcome, JobFailed) else None
        return outcome

    def _print(self, data: bytes) -> JobOutcome:
        before = self._state()
        if before.reason is not None:
            return JobFailed(before.reason, before.detail)
        old = self._untaken()
        try:
            queued = subprocess.run(
                ["lp", "-d", self._queue, "-t", "antrean", "-o", "raw"],
                input=data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=QUEUE_SECONDS,
                check=False,
                env=_plain(),
            )
        except subprocess.TimeoutExpired:
            return JobFailed(PrinterTrouble.BUSY, f"lp had not ended after {QUEUE_SECONDS:g} s", started=True)
        except OSError as cause:
            return JobFailed(reason_of(cause), f"lp: {cause}")
        if queued.returncode != 0:
            return JobFailed(PrinterTrouble.UNREACHABLE, f"lp ended with {queued.returncode}")
        named = _ID.search(queued.stdout.decode(errors="replace"))
        return self._follow(named[1], old) if named else JobPrinted(confirmed=False)

    def _follow(self, job: str, old: Set[str]) -> JobOutcome:
        """Looks at the job until the printer has it, it has failed, or its time is over; then it is cancelled, so that
        nothing of it comes out when nobody waits for it any more. ``old``: connections of jobs before it."""
        began = time.monotonic()
        said, begun = "", False
        sent_at: float | None = None
        while (now := time.monotonic()) - began < DONE_SECONDS:
            open_jobs = self._jobs("not-completed")
            if open_jobs is None:
                said = "the print service does not answer"
            elif job not in open_jobs:
                if not self._untaken() - old:
                    return self._ended(job, now - began)
                said, begun = "the printer takes no more of it", True
            else:
                said = open_jobs[job]
                begun = begun or any(words in said for words in _BEGUN)
                sent_at = None if not any(words in said for words in _SENT) else sent_at or now
                if sent_at is not None and now - sent_at >= SETTLE_SECONDS and not self._untaken() - old:
                    if self._slowest is None:
                        self._let_go(job)
                        return JobPrinted(confirmed=False)
                    if now - began > max(SLOW_SECONDS, SLOW_FACTOR * self._slowest):
                        usual = f"after {now - began:.0f} s; until now {self._slowest:.0f} s were enough"
                        return self._cancel(job, PrinterTrouble.STUCK, f"{said} {usual}", begun=True)
                if any(words in said for words in _AWAY):
                    return self._cancel(job, PrinterTrouble.UNREACHABLE, said, begun=begun)
                if (queue := self._state()).reason is PrinterTrouble.OFFLINE:
                    return self._cancel(job, PrinterTrouble.OFFLINE, queue.detail, begun=True)
            time.sleep(POLL_SECONDS)
        return self._cancel(job, PrinterTrouble.STUCK, f"{said} after {DONE_SECONDS:g} s", begun=True)

    def _let_go(self, job: str) -> None:
        """The printer's machine has every byte, where the system tells that (Linux, printers in the LAN): the next
        visitor's job need not wait until CUPS believes it, 90 s at a printer that does not hang up."""
        if sys.platform == "linux" and self._where() is not None:
            _ask("cancel", job)

    def _ended(self, job: str, took: float) -> JobOutcome:
        said = (self._jobs("completed") or {}).get(job, "")
        if any(word in said for word in _BROKEN):
            return JobFailed(PrinterTrouble.FAULT, f"{job}: {said}", started=True)
        self._slowest = max(self._slowest or 0.0, took)
        return JobPrinted(confirmed=False)

    def _untaken(self) -> Set[str]:
        """Connections to the printer, if it is in the LAN, of which bytes wait in this machine."""
        where = self._where()
        return unsent_bytes(*where).keys() if where else frozenset()

    def _where(self) -> tuple[str, int] | None:
        """Host and port of the printer, where the queue leads to one in the LAN."""
        asked = _ask("lpstat", "-v", self._queue)
        found = _SOCKET.search("" if isinstance(asked, PrinterStatus) else asked.stdout)
        return (found[1].strip("[]"), int(found[2] or 9100)) if found else None

    def _cancel(self, job: str, reason: PrinterTrouble, detail: str, *, begun: bool) -> JobFailed:
        """``begun``: the printer may have had a part of it. So may one whose job could not be cancelled."""
        _ask("cancel", job)
        left = self._jobs("not-completed")
        gone = left is not None and job not in left
        return JobFailed(reason, f"{job}: {detail}", started=begun or not gone)

    def _state(self) -> PrinterStatus:
        asked = _ask("lpstat", "-p", self._queue)
        if isinstance(asked, PrinterStatus):
            return asked
        if asked.returncode != 0:
            return in_trouble(PrinterTrouble.UNREACHABLE, asked.stderr.strip() or f"no queue {self._queue}")
        if " disabled " in asked.stdout:
            return in_trouble(PrinterTrouble.OFFLINE, asked.stdout.strip())
        return OK

    def _jobs(self, which: str) -> Mapping[str, str] | None:
        """The queue's jobs and what is said of each; None when the service does not answer."""
        asked = _ask("lpstat", "-l", "-W", which, "-o", self._queue)
        if isinstance(asked, PrinterStatus) or asked.returncode != 0:
            return None
        found: dict[str, str] = {}
        job = ""
        for line in asked.stdout.splitlines():
            if line and not line[0].isspace():
                job = line.split()[0]
                found[job] = ""
            else:
                found[job] = f"{found.get(job, '')} {line.strip()}".strip()
        return found


def _ask(*command: str) -> subprocess.CompletedProcess[str] | PrinterStatus:
    """What one of the service's commands says, or that it says nothing."""
    try:
        return subprocess.run(
            command, capture_output=True, text=True, timeout=ANSWER_SECONDS, check=False, env=_plain()
        )
    except FileNotFoundError:
        return in_trouble(PrinterTrouble.UNREACHABLE, f"CUPS is not installed: there is no {command[0]}")
    except subprocess.TimeoutExpired:
        return in_trouble(PrinterTrouble.MUTE, f"{command[0]} gave no answer in {ANSWER_SECONDS:g} s")


def _plain() -> dict[str, str]:
    """Its messages in English, whatever the machine speaks."""
    return {**os.environ, "LC_ALL": "C"}
