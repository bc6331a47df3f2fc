"""Runs another commit and this checkout in turn, in one run, and yields the rows of their comparison.

A new row is a function in SUBJECTS that takes the two builds and how much is to be done. It may speak to both only as
processes, over HTTP, local sockets and files (``servers.hub``, ``windows.window``), since the other commit does not
know these benchmarks nor today's names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from antrean.tour.remote import RemoteFailedError
from benchmarks import against_board, against_hub, against_kiosk, against_phones
from benchmarks.comparison import Compared, Effort, Pair, missing
from benchmarks.figures import MissingError

Subject = Callable[[Pair, Effort], Iterator[Compared]]

SUBJECTS: Mapping[str, Subject] = {
    "numbers": against_hub.numbers,
    "calls": against_hub.calls,
    "hub": against_hub.memory,
    "phones": against_phones.phones,
    "kiosk": against_kiosk.memory,
    "board": against_board.frames,
}


def compared(builds: Pair, effort: Effort, subjects: Sequence[str]) -> Iterator[Compared]:
    """The rows of these subjects; one that cannot be measured says why, and the others go on."""
    for name in subjects:
        try:
            yield from SUBJECTS[name](builds, effort)
        except (MissingError, RemoteFailedError, RuntimeError, OSError) as error:
            yield missing(name, str(error))
