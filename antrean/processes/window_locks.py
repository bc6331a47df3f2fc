"""Locks that keep two ``antrean start`` from opening the same window of a data folder: no call is spoken twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from antrean.failure import Failed
from hub.engine.file_lock import locked


@contextmanager
def locked_windows(data: Path, windows: Sequence[str]) -> Iterator[None]:
    """Locks the windows ("kiosk", "display") for this process until it ends. Raises Failed when another start has one
    of them."""
    with ExitStack() as held:
        for window in windows:
            try:
                data.mkdir(mode=0o700, parents=True, exist_ok=True)
                file = held.enter_context((data / f"{window}.lock").open("a"))
            except OSError as error:
                raise Failed(f"The data folder {data} cannot be written: {error.strerror}.") from error
            if not locked(file):
                raise Failed(
                    f"Another start already looks after the {window} of {data}. End that one first, or start with "
                    f"--no-{window}."
                )
        yield
