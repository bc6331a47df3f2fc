"""Halls for the board's tests: as many agencies as wanted, calls by hand, and the stream's words about them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from shared.wire import (
    AgencyFigures,
    AgencyInfo,
    BoardInfo,
    Call,
    ClosedReason,
    CounterInfo,
    CounterState,
    Estimate,
    Event,
    FacilityInfo,
    Figures,
    Hall,
    HallZone,
    KioskInfo,
    Openness,
    PaperInfo,
    PolicyInfo,
    ServiceInfo,
    SiteInfo,
    SpeechInfo,
    Step,
    StepState,
)

NOW = datetime(2026, 9, 21, 2, 41, tzinfo=UTC)
DAY = date(2026, 9, 21)
NAMES = (
    ("A", "Dispendukcapil", "#0B6B63", "Perekaman & cetak KTP-el"),
    ("U", "DPMPTSP", "#8A4B08", "Persetujuan Bangunan Gedung (PBG)"),
    ("D", "Bapenda", "#6A2C91", "Pendaftaran NPWPD"),
    ("H", "Dinkes", "#0B5CAD", "Surat Izin Praktik (SIP) tenaga kesehatan"),
    ("J", "Bank Jatim", "#1E7B34", "Pembayaran pajak/retribusi"),
    ("K", "BPJS Ketenagakerjaan", "#7A1C1C", "Klaim JHT"),
    ("R", "DPKPP", "#5B4A1A", "Rekomendasi teknis PBG/SLF"),
    ("B", "BPJS Kesehatan", "#34435A", "Pendaftaran peserta JKN"),
    ("S", "Polres Batu", "#12736B", "SKCK"),
    ("N", "Kejaksaan Negeri", "#1D4E89", "Pengambilan barang bukti tilang"),
    ("M", "Kemenag", "#8A5A2B", "Pendaftaran haji & umrah"),
    ("T", "BPN", "#946200", "Pengecekan sertipikat"),
    ("P", "KPP Pratama", "#0B6B63", "Konsultasi SPT"),
    ("C", "Samsat", "#8A4B08", "Pengesahan STNK tahunan"),
    ("G", "Pengadilan Agama", "#6A2C91", "Informasi perkara"),
    ("E", "Imigrasi", "#0B5CAD", "Paspor baru"),
    ("W", "Perumdam", "#1E7B34", "Sambungan baru"),
    ("L", "PLN", "#7A1C1C", "Tambah daya"),
    ("X", "Pos Indonesia", "#5B4A1A", "Pengiriman dokumen"),
    ("F", "Diskumperindag", "#34435A", "Fasilitasi halal/PIRT UMKM"),
    ("Y", "Dinas Sosial", "#12736B", "Rekomendasi PBI-JK"),
    ("Z", "BNN", "#1D4E89", "SKHPN (surat bebas narkotika)"),
    ("I", "Perpustakaan", "#0B6B63", "Kartu anggota"),
    ("O", "Dinas Tenaga Kerja", "#8A4B08", "Kartu kuning"),
    ("Q", "Taspen", "#6A2C91", "Klaim pensiun"),
    ("V", "Bea Cukai", "#0B5CAD", "Konsultasi"),
)
LONG = "Dinas Koperasi Usaha Mikro Perindustrian dan Perdagangan"


def site(**changed: object) -> SiteInfo:
    face = SiteInfo(
        key="batu",
        name={"id": "MPP Among Warga", "en": "Among Warga Service Hall"},
        kind={"id": "Mal Pelayanan Publik Kota Batu"},
        address={"id": "Balai Kota Among Tani"},
        timezone="Asia/Jakarta",
        languages=("id", "en"),
        accent=None,
        information={"id": "Loket informasi di pintu utama"},
        facilities=(
            FacilityInfo(name={"id": "Ruang laktasi"}, where={"id": "sisi timur lantai 2"}),
            FacilityInfo(name={"id": "Pusat ATM"}, where={"id": "lobi lantai 1"}),
        ),
        zones=(HallZone(code="utama", name={"id": "Zona Utama"}), HallZone(code="timur", name={"id": "Zona Timur"})),
        policy=PolicyInfo(),
        speech=SpeechInfo(),
        paper=PaperInfo(),
        kiosk=KioskInfo(),
        board=BoardInfo(
            info=(
                {"id": "Pojok baca buka setiap hari kerja", "en": "The reading corner is open every working day"},
                {"id": "Semua layanan tanpa calo dan tanpa pungutan liar", "en": "No brokers, no illegal fees"},
            ),
            ticker=({"id": "Istirahat Jumat 11.30–13.00"},),
        ),
    )
    return replace(face, **changed)  # type: ignore[arg-type]


def hall(
    agencies: int = 22, calls: tuple[Call, ...] = (), why: ClosedReason = ClosedReason.OPEN, **changed: object
) -> Hall:
    """A hall in which agency n has counters n and n + 30; odd counters are in the zone "utama", even in "timur"."""
    names = NAMES[:agencies]
    numbers = [number for place in range(1, agencies + 1) for number in (place, place + 30)]
    made = Hall(
        seq=len(calls),
        at=NOW,
        service_date=DAY,
        always_open=False,
        site=site(),
        agencies=tuple(
            AgencyInfo(code=f"agency{letter}", letter=letter, short={"id": short}, name={"id": short}, colour=colour)
            for letter, short, colour, _ in names
        ),
        services=tuple(
            ServiceInfo(
                code=f"service{letter}",
                agency=f"agency{letter}",
                name={"id": service},
                detail=None,
                bring=(),
                keywords=(),
            )
            for letter, _, _, service in names
        ),
        figures=Figures(
            agencies=tuple(
                AgencyFigures(
                    code=f"agency{letter}",
                    openness=Openness(why),
                    waiting=3,
                    estimate=Estimate(5, 12),
                    closes=NOW + timedelta(hours=5, minutes=19),
                )
                for letter, *_ in names
            ),
            services=(),
        ),
        counters=tuple(
            CounterInfo(
                number=number,
                agency=f"agency{names[(number - 1) % 30][0]}",
                services=(),
                zone="utama" if number % 2 else "timur",
                state=CounterState.OPEN,
            )
            for number in numbers
        ),
        calls=tuple(sorted(calls, key=lambda call: -call.id)),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def call(
    number: int,
    label: str = "A-013",
    counter: int = 3,
    nth: int = 1,
    ticket: int | None = None,
    announced: bool = False,
    at: datetime = NOW,
) -> Call:
    """Call ``number`` of the day; a ticket of its own unless ``ticket`` says which."""
    letter = label[0]
    return Call(
        id=number,
        ticket=number if ticket is None else ticket,
        step=number if ticket is None else ticket,
        label=label,
        agency=f"agency{letter}",
        service=f"service{letter}",
        counter=counter,
        zone="utama" if counter % 2 else "timur",
        nth=nth,
        at=at,
        announced_at=at if announced else None,
    )


def event(seq: int, made: Call) -> Event:
    """The hub's word about a call."""
    step = Step(
        id=made.step,
        ticket=made.ticket,
        service=made.service,
        agency=made.agency,
        state=StepState.CALLED,
        counter=made.counter,
        arrived_at=made.at - timedelta(minutes=9),
        called_at=made.at,
        calls=made.nth,
    )
    kind = "step.called" if made.nth == 1 else "step.recalled"
    return Event(seq=seq, at=made.at, kind=kind, actor="officer:sari", step=step, call=made)
