"""Numbers as a hall gives them, for the tests of the paper."""

from __future__ import annotations

from datetime import UTC, date, datetime

from kiosk.paper.encode import encode
from kiosk.paper.outcome import JobFailed, PrinterTrouble
from kiosk.paper.receipt import PaperEdition, ReceiptContent, receipt
from shared.wire import (
    AgencyInfo,
    BoardInfo,
    CounterInfo,
    CounterState,
    Estimate,
    HallZone,
    KioskInfo,
    PaperInfo,
    PolicyInfo,
    ServiceInfo,
    SiteInfo,
    SpeechInfo,
    Ticket,
)

URL = "http://192.168.1.10:8470/t/Wq3kT9vXcLr2mZpA8sYd1g"

ESTIMATE = Estimate(12, 25)

PAPERS = {
    "80": PaperInfo(80, 576, 48),
    "80 narrow": PaperInfo(80, 512, 42),
    "58": PaperInfo(58, 384, 32, cutter=False),
    "58 wide": PaperInfo(58, 432, 36, cutter=False),
}


def slip(
    lang: str = "id",
    *,
    paper: PaperInfo = PAPERS["80"],
    priority: bool = False,
    demonstration: bool = False,
    edition: PaperEdition = PaperEdition.FIRST,
    label: str = "A-013",
    ahead: int = 4,
    estimate: Estimate = ESTIMATE,
    counters: tuple[int, ...] = (1, 2, 3, 4),
    service: str | None = None,
    agency: str | None = None,
    bring: tuple[dict[str, str], ...] | None = None,
    timezone: str = "Asia/Jakarta",
    zones: tuple[HallZone, ...] = (),
    counter_state: CounterState = CounterState.OPEN,
) -> ReceiptContent:
    site = SiteInfo(
        key="batu",
        name={"id": "MPP Among Warga", "en": "MPP Among Warga"},
        kind={"id": "Mal Pelayanan Publik · Kota Batu", "en": "Public Service Mall · Batu City"},
        address={"id": "Balai Kota Among Tani, Gedung B lantai 2, Jl. Panglima Sudirman No. 507, Kota Batu"},
        timezone=timezone,
        languages=("id", "en"),
        accent=None,
        information=None,
        facilities=(),
        zones=zones,
        policy=PolicyInfo(),
        speech=SpeechInfo(),
        paper=paper,
        kiosk=KioskInfo(),
        board=BoardInfo(),
        tells_floor=bool(zones),
        tells_zone=bool(zones),
    )
    return ReceiptContent(
        ticket=Ticket(
            id=13,
            label=label,
            agency="dukcapil",
            service_date=date(2022, 9, 19),
            priority=priority,
            lang=lang,
            source="kiosk",
            issued_at=datetime(2022, 9, 19, 2, 41, 7, tzinfo=UTC),
            token="Wq3kT9vXcLr2mZpA8sYd1g",
            url=URL,
            ahead=ahead,
            estimate=estimate,
            steps=(),
        ),
        site=site,
        agency=AgencyInfo(
            code="dukcapil",
            letter="A",
            short={"id": "Dispendukcapil", "en": "Civil Registry"},
            name={
                "id": agency or "Dinas Kependudukan dan Pencatatan Sipil Kota Batu",
                "en": agency or "Population and Civil Registration Office of Batu City",
            },
            colour="#0B6B63",
        ),
        service=ServiceInfo(
            code="dukcapil.ktp",
            agency="dukcapil",
            name={"id": service or "Perekaman dan cetak KTP-el", "en": service or "Electronic ID card"},
            detail=None,
            bring=(
                {"id": "Fotokopi Kartu Keluarga (KK)", "en": "Copy of the family card (KK)"},
                {
                    "id": "Surat keterangan hilang dari kepolisian bila KTP hilang",
                    "en": "Police report if the old card was lost",
                },
            )
            if bring is None
            else bring,
            keywords=(),
        ),
        counters=tuple(CounterInfo(one, "dukcapil", (), "hall", counter_state) for one in counters),
        lang=lang,
        demonstration=demonstration,
        edition=edition,
    )


JOB = encode(receipt(slip()), PAPERS["80"])
"""The bytes of one ordinary paper."""


def failure(outcome: object) -> tuple[PrinterTrouble, bool]:
    assert isinstance(outcome, JobFailed), outcome
    assert outcome.detail
    return outcome.reason, outcome.started
