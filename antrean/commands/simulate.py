"""``antrean simulate``: a day's visitors against a running hub, and how good its waiting times were."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import click
import msgspec
from msgspec import Struct

from antrean.commands import options
from antrean.failure import Failed
from antrean.local_hub import answering_hub, wait_for
from antrean.simulation.day_file import DayFile, WrongDay, bundled_days, load_day
from antrean.simulation.day_plan import UnfitDayError, draw
from antrean.simulation.day_run import DayOutcome, DayRun
from antrean.simulation.pace import RealPace, SimulationPace, SteeredPace
from antrean.simulation.simulation_hub import SimulationHub
from antrean.simulation.wait_errors import VisitorWait, WaitErrors, errors
from shared.wire import DayRecap


class SeedResult(Struct, frozen=True):
    """What one seed's day came to."""

    seed: int
    service_date: str
    taken: int
    calls: int
    repeats: int
    served: int
    no_shows: int
    came_back: int
    held: int
    transferred: int
    never_called: int
    last_left: str
    """Local time, HH:MM."""
    overall: WaitErrors | None


class SimulationResult(Struct, frozen=True):
    day: str
    steered: bool
    speed: float | None
    seeds: tuple[SeedResult, ...]
    overall: WaitErrors | None
    """Of all seeds together. None when nobody was called, or when the hub's own clock went slower than the day."""
    agencies: dict[str, WaitErrors]


@click.command()
@options.data
@options.as_json
@click.option("--day", "source", default="batu", show_default=True, metavar="FILE|NAME", help="The day file.")
@click.option("--seed", default=1, show_default=True, help="The first seed: the same seed draws the same day.")
@click.option("--seeds", type=click.IntRange(1, 1000), default=1, show_default=True, help="So many days, one a seed.")
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 100_000),
    help="So many times as fast as real time. Default: as fast as it can where the hub's clock is steered, else 1.",
)
@click.option(
    "--hub",
    "hub_url",
    envvar="ANTREAN_HUB",
    type=options.HubAddress(),
    metavar="URL",
    help="A hub elsewhere; needs --key.",
)
@click.option("--key", envvar="ANTREAN_KEY", metavar="KEY", help="A manager's key (antrean key create).")
@click.option("--own-hub", is_flag=True, help="Start a hub for the moment, with a clock that the simulation steers.")
@options.site
def simulate(
    data: Path,
    as_json: bool,
    source: str,
    seed: int,
    seeds: int,
    speed: float | None,
    hub_url: str | None,
    key: str | None,
    own_hub: bool,
    site: str | None,
) -> None:
    """Send a day's visitors through a running hub that stands --always-open, and tell how long they waited and how
    far the hub's estimates were from it. Not for a hall's own queue."""
    if (hub_url is None) != (key is None):
        raise click.UsageError("--hub and --key go together.")
    if own_hub and hub_url is not None:
        raise click.UsageError("Give either --own-hub or --hub.")
    try:
        day = load_day(source)
    except WrongDay as error:
        raise Failed(
            f"There are mistakes in the day file; the days that come with the program are "
            f"{', '.join(bundled_days())}.\n{error}"
        ) from error
    with _hub(data, hub_url, key, own_hub, site or day.site) as link:
        result = _simulate(link, day, source, range(seed, seed + seeds), speed, not as_json)
    click.echo(msgspec.json.encode(result).decode() if as_json else "\n".join(_told(result)))


@contextmanager
def _hub(data: Path, url: str | None, key: str | None, own: bool, site: str) -> Iterator[SimulationHub]:
    if url is not None and key is not None:
        with closing(SimulationHub(url, key)) as link:
            yield link
    elif own:
        with _own_hub(site) as link:
            yield link
    elif (found := answering_hub(data)) is not None:
        with closing(SimulationHub(found.url, found.key)) as link:
            yield link
    else:
        raise Failed(
            f"No hub runs on {data}. Start one (antrean hub --always-open --data DIR), name one with --hub and --key, "
            f"or let --own-hub start one for the moment."
        )


@contextmanager
def _own_hub(site: str) -> Iterator[SimulationHub]:
    with tempfile.TemporaryDirectory(prefix="antrean-simulate-") as folder:
        data = Path(folder)
        command = [sys.executable, "-m", "antrean", "hub", "--data", folder, "--host", "127.0.0.1", "--port", "0"]
        command += ["--site", site, "--always-open", "--clock", "steered"]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as own:
            try:
                found = wait_for(data, own)
                with closing(SimulationHub(found.url, found.key)) as link:
                    yield link
            finally:
                own.terminate()


def _simulate(
    link: SimulationHub, day: DayFile, name: str, seeds: range, speed: float | None, tell: bool
) -> SimulationResult:
    first = link.hall()
    if not first.always_open:
        raise Failed(
            "The hub keeps a hall's hours; only one that was started with --always-open takes a simulated day."
        )
    steered = link.steered() is not None
    if not steered and len(seeds) > 1:
        raise Failed("Several seeds need a hub whose clock is steered: one day of its own for each (--own-hub).")
    waits: list[VisitorWait] = []
    results: list[SeedResult] = []
    for number in seeds:
        happened, date = _one_day(link, day, number, speed, steered, tell)
        waits += happened.waits
        results.append(_seed_result(number, date, happened))
    comparable = steered or (speed or 1.0) == 1.0
    agencies = sorted({wait.agency for wait in waits})
    by_agency = {code: errors([wait for wait in waits if wait.agency == code]) for code in agencies}
    return SimulationResult(
        day=name,
        steered=steered,
        speed=speed if steered else speed or 1.0,
        seeds=tuple(results),
        overall=errors(waits) if comparable else None,
        agencies={code: found for code, found in by_agency.items() if found and comparable},
    )


def _one_day(
    link: SimulationHub, day: DayFile, seed: int, speed: float | None, steered: bool, tell: bool
) -> tuple[DayOutcome, str]:
    hall = link.hall()
    try:
        plan = draw(day, hall, seed)
    except UnfitDayError as error:
        raise Failed(f"{error}; the day is meant for the site {Path(day.site).stem}.") from error
    date = hall.service_date + timedelta(days=1) if steered else hall.service_date
    pace: SimulationPace = SteeredPace(link, date, hall.site.timezone, speed) if steered else RealPace(speed or 1.0)
    course = DayRun(plan, hall, link, pace, day.times.call_again, day.times.next_call)
    with click.progressbar(length=100, label=f"seed {seed}, {date}", file=sys.stderr, hidden=not tell) as bar:
        last = max(visitor.at for visitor in plan.visitors)
        first = min(visitor.at for visitor in plan.visitors)

        def show(minute: float) -> None:
            bar.update(max(0, min(100, int(100 * (minute - first) / max(1.0, last - first))) - bar.pos))

        happened = course.run(show)
    if steered:
        _check(link.close_day(), happened)
    return happened, date.isoformat()


def _check(recap: DayRecap, happened: DayOutcome) -> None:
    """Raises Failed when the hub's own count of the day differs: a number was lost or doubled."""
    if recap.tickets != happened.taken:
        raise Failed(f"The hub counts {recap.tickets} tickets, but {happened.taken} were taken.")


def _seed_result(seed: int, date: str, happened: DayOutcome) -> SeedResult:
    return SeedResult(
        seed=seed,
        service_date=date,
        taken=happened.taken,
        calls=happened.calls,
        repeats=happened.repeats,
        served=happened.served,
        no_shows=happened.no_shows,
        came_back=happened.came_back,
        held=happened.held,
        transferred=happened.transferred,
        never_called=happened.never_called,
        last_left=f"{int(happened.ends // 60):02d}:{int(happened.ends % 60):02d}",
        overall=errors(happened.waits),
    )


def _told(result: SimulationResult) -> Iterator[str]:
    for one in result.seeds:
        yield (
            f"seed {one.seed}: {one.taken} numbers, {one.calls} calls and {one.repeats} repeats, {one.served} served, "
            f"{one.no_shows} no-shows, {one.came_back} came back, {one.held} held, {one.transferred} sent on, "
            f"{one.never_called} never called, the last left at {one.last_left}"
        )
    if result.overall is None:
        yield "No errors of the estimate: the hub's own clock went slower than the day." if result.seeds else ""
        return
    yield ""
    yield (
        f"{'minutes':<12} {'waits':>6} {'mean':>6} {'max':>6} | {'error':>6} {'naive':>6} {'ratio':>6} {'begun':>6} | "
        f"{'50 %':>6} {'naive':>6} | {'90 %':>6} {'naive':>6} | {'in 90 %':>7}"
    )
    for name, found in (*result.agencies.items(), ("all", result.overall)):
        yield (
            f"{name:<12} {found.waits:>6} {found.mean_wait:>6.1f} {found.longest_wait:>6.1f} | "
            f"{found.error:>6.2f} {found.naive_error:>6.2f} {found.ratio:>6.2f} {found.naive_begun_error:>6.2f} | "
            f"{found.pinball50:>6.2f} {found.naive_pinball50:>6.2f} | "
            f"{found.pinball90:>6.2f} {found.naive_pinball90:>6.2f} | {found.covered:>6.1%}"
        )
