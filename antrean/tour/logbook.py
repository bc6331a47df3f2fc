"""What a tour writes down: each step with its time, what it left, and whether it worked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec
from msgspec import Struct


class TourStep(Struct):
    """``at`` and ``took`` in seconds, since the tour began and for the step alone."""

    what: str
    at: float
    took: float = 0.0
    ok: bool = False
    files: list[str] = []
    facts: dict[str, Any] = {}
    error: str | None = None


class TourRecord(Struct):
    ok: bool
    version: str
    site: str
    seconds: float
    steps: list[TourStep]


def clear(out: Path) -> None:
    """Takes away what an earlier tour wrote down that it left in ``out``, and nothing else."""
    told = out / "tour.json"
    try:
        earlier = msgspec.json.decode(told.read_bytes(), type=TourRecord)
    except (OSError, msgspec.MsgspecError):
        return
    told.unlink()
    for file in (out / name for step in earlier.steps for name in step.files):
        if file.resolve().is_relative_to(out.resolve()):
            file.unlink(missing_ok=True)


class Logbook:
    """Steps in order; a step that raises one of ``expected`` is written down as failed, and raised on."""

    def __init__(self, out: Path, expected: tuple[type[Exception], ...]) -> None:
        self.out = out
        self.steps: list[TourStep] = []
        self._expected = expected
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        return round(time.monotonic() - self._began, 3)

    @contextmanager
    def step(self, what: str) -> Iterator[TourStep]:
        step = TourStep(what, self.seconds)
        self.steps.append(step)
        try:
            yield step
            step.ok = True
        except self._expected as error:
            step.error = str(error)
            raise
        finally:
            step.took = round(self.seconds - step.at, 3)
            click.echo(f"{'ok    ' if step.ok else 'FAILED'} {step.at:6.1f} s  {what}")

    def write(self, ok: bool, version: str, site: str) -> Path:
        file = self.out / "tour.json"
        text = msgspec.json.format(
            msgspec.json.encode(TourRecord(ok, version, site, self.seconds, self.steps)), indent=2
        )
        file.write_bytes(text + b"\n")
        return file
