"""Calls, a hall and its messages for the tests of the voice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from shared.wire import (
    AgencyInfo,
    BoardInfo,
    Call,
    Event,
    EventMessage,
    Figures,
    Hall,
    KioskInfo,
    PaperInfo,
    PolicyInfo,
    SiteInfo,
    Snapshot,
    SpeechInfo,
    Step,
    StepState,
    Tick,
)

START = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
DUKCAPIL = AgencyInfo(
    "dukcapil",
    "A",
    {"id": "Dispendukcapil", "en": "Civil Registry"},
    {"id": "Dinas Kependudukan dan Pencatatan Sipil"},
    "#0F766E",
)


def site(speech: SpeechInfo | None = None) -> SiteInfo:
    return SiteInfo(
        key="batu",
        name={"id": "MPP Among Warga"},
        kind={"id": "Mal Pelayanan Publik"},
        address={"id": "Batu"},
        timezone="Asia/Jakarta",
        languages=("id", "en"),
        accent=None,
        information=None,
        facilities=(),
        zones=(),
        policy=PolicyInfo(),
        speech=speech or SpeechInfo(lead_ms=0),
        paper=PaperInfo(),
        kiosk=KioskInfo(),
        board=BoardInfo(),
    )


def call(
    number: int,
    *,
    after: float = 0.0,
    counter: int | None = None,
    zone: str = "utama",
    announced: bool = False,
    label: str | None = None,
) -> Call:
    """Call ``number``, made ``after`` seconds from START, at a counter of its own unless given."""
    at = START + timedelta(seconds=after)
    return Call(
        id=number,
        ticket=number,
        step=number,
        label=label or f"A-{number:03}",
        agency="dukcapil",
        service="dukcapil.ktp",
        counter=counter or number,
        zone=zone,
        nth=1,
        at=at,
        announced_at=at if announced else None,
    )


def snapshot(*calls: Call, after: float = 0.0, speech: SpeechInfo | None = None) -> Snapshot:
    hall = Hall(
        seq=0,
        at=START + timedelta(seconds=after),
        service_date=date(2026, 11, 21),
        always_open=True,
        site=site(speech),
        agencies=(DUKCAPIL,),
        services=(),
        figures=Figures((), ()),
        counters=(),
        calls=tuple(sorted(calls, key=lambda one: -one.id)),
    )
    return Snapshot(hall)


def called(made: Call) -> EventMessage:
    return EventMessage(Event(seq=made.id, at=made.at, kind="step.called", actor="officer:sari", call=made))


def step(number: int, state: StepState) -> Step:
    return Step(number, number, "dukcapil.ktp", "dukcapil", state, number, START)


def settled(number: int, state: StepState) -> EventMessage:
    """What became of the step of call ``number``."""
    return EventMessage(
        Event(seq=number, at=START, kind="step.changed", actor="officer:sari", step=step(number, state))
    )


def tick(after: float) -> Tick:
    return Tick(START + timedelta(seconds=after), 0)
