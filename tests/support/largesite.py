"""A hall at the size that a province's capital may have: 60 agencies, 120 counters, 400 services on four floors, with
long official names. For proofs that screens, pages and snapshots bear it."""

from __future__ import annotations

from itertools import islice

from shared.site.series import confusable
from shared.wording.labels import every_series
from tests.support.sitetext import Services, agency, hall

AGENCIES, COUNTERS, SERVICES, FLOORS = 60, 120, 400, 4
_MANY = 10
"""The first so many agencies have four counters and fifteen services each."""

_OFFICES = (
    ("Dukcapil", "Dinas Kependudukan dan Pencatatan Sipil"),
    ("DPMPTSP", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"),
    ("Bapenda", "Badan Pendapatan Daerah"),
    ("Dinkes", "Dinas Kesehatan, Pengendalian Penduduk dan Keluarga Berencana"),
    ("BPJS Ketenagakerj.", "Badan Penyelenggara Jaminan Sosial Ketenagakerjaan Kantor Cabang"),
    ("BPJS Kesehatan", "Badan Penyelenggara Jaminan Sosial Kesehatan Kantor Cabang"),
    ("ATR/BPN", "Kementerian Agraria dan Tata Ruang/Badan Pertanahan Nasional Kantor Pertanahan"),
    ("Polresta", "Kepolisian Resor Kota Besar, Satuan Intelijen dan Keamanan"),
    ("Samsat", "Sistem Administrasi Manunggal Satu Atap, Unit Pelaksana Teknis Daerah"),
    ("Imigrasi", "Kantor Imigrasi Kelas I Tempat Pemeriksaan Imigrasi"),
    ("Kejaksaan", "Kejaksaan Negeri, Seksi Tindak Pidana Umum"),
    ("Pengadilan Agama", "Pengadilan Agama Kelas I A"),
    ("Kemenag", "Kantor Kementerian Agama"),
    ("KPP Pratama", "Kantor Pelayanan Pajak Pratama"),
    ("DKUKMP", "Dinas Koperasi, Usaha Mikro, Perindustrian dan Perdagangan"),
    ("DPUPR", "Dinas Pekerjaan Umum, Penataan Ruang, Perumahan dan Kawasan Permukiman"),
    ("DLH", "Dinas Lingkungan Hidup dan Kehutanan"),
    ("Disnaker", "Dinas Tenaga Kerja, Transmigrasi dan Energi Sumber Daya Mineral"),
    ("Dinsos", "Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak"),
    ("Disdik", "Dinas Pendidikan, Kepemudaan dan Olahraga"),
    ("Perumdam", "Perusahaan Umum Daerah Air Minum Tirta Kencana"),
    ("PLN", "Perusahaan Listrik Negara Unit Pelaksana Pelayanan Pelanggan"),
    ("Bank Daerah", "Bank Pembangunan Daerah Kantor Cabang Utama"),
    ("Taspen", "Dana Tabungan dan Asuransi Pegawai Negeri Kantor Cabang"),
    ("Pos Indonesia", "Pos Indonesia Kantor Cabang Utama"),
    ("BNN", "Badan Narkotika Nasional"),
    ("Kesbangpol", "Badan Kesatuan Bangsa dan Politik"),
    ("Bea Cukai", "Kantor Pengawasan dan Pelayanan Bea dan Cukai Tipe Madya Pabean"),
    ("Perpustakaan", "Dinas Perpustakaan dan Kearsipan"),
    ("BKPSDM", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"),
)
_OWNERS = (("Kota", "Kota Banjarmasin"), ("Kab", "Kabupaten Hulu Sungai Utara"))
_TASKS = (
    ("Permohonan baru", "New application", ("baru", "permohonan")),
    ("Perpanjangan dan perubahan data", "Renewal and change of data", ("perpanjangan", "ubah")),
    ("Legalisasi dan salinan dokumen resmi", "Certified copies of documents", ("legalisir", "salinan")),
    ("Konsultasi dan pengaduan masyarakat", "Advice and complaints", ("konsultasi", "pengaduan")),
    ("Pembayaran retribusi dan denda keterlambatan", "Payment of fees and late fines", ("bayar", "denda")),
    ("Surat keterangan kehilangan dokumen", "Certificate of a lost document", ("hilang", "kehilangan")),
    ("Rekomendasi teknis bangunan gedung", "Technical recommendation, buildings", ("pbg", "slf")),
    ("Pengambilan dokumen yang sudah selesai", "Collecting finished documents", ("ambil",)),
    ("Pendaftaran peserta dan anggota keluarga", "Registration of members", ("daftar",)),
    ("Klaim dan pencairan manfaat", "Claims and benefits", ("klaim", "jht")),
    ("Verifikasi berkas daring", "Check of an online file", ("online", "oss")),
    ("Mutasi masuk dan keluar wilayah", "Moving into or out of the area", ("pindah", "mutasi")),
    ("Izin praktik tenaga kesehatan", "Licence of health workers", ("sip", "izin praktik")),
    ("Sertifikat standar usaha mikro dan kecil", "Standard of small businesses", ("umkm", "nib")),
    ("Pencetakan ulang kartu yang rusak", "Reprint of a damaged card", ("rusak", "cetak ulang")),
)
_PAPERS = ("Kartu Keluarga asli dan fotokopi", "KTP elektronik pemohon", "Surat pengantar yang masih berlaku")
_COLOURS = ("#0B6B63", "#8A4B08", "#6A2C91", "#0B5CAD", "#1E7B34", "#7A1C1C", "#5B4A1A", "#34435A")
_ZONES = ("Zona Kenanga", "Zona Melati", "Zona Anggrek", "Zona Bougenville")


def large_site(logo: str = "") -> str:
    """The site file's text. ``logo``: a file's name for the hall's logo."""
    agencies, first = [], 1
    for nth, letter in enumerate(islice(_series(), AGENCIES)):
        counters = 4 if nth < _MANY else 2 if nth % 5 < 3 else 1
        agencies.append(_agency(nth, letter, f"{first}-{first + counters - 1}"))
        first += counters
    named = "\n".join(f'[counter.{nth}]\nname = "A{nth}"\n' for nth in (1, 2))
    zones = {
        f"floor{nth}": f'name = "{name}"\nfloor = {nth}' for nth, name in zip(range(1, FLOORS + 1), _ZONES, strict=True)
    }
    return hall(
        *agencies,
        key="large",
        name="Mal Pelayanan Publik Bersama Lambung Mangkurat",
        zones=zones,
        top=f'logo = "{logo}"' if logo else "",
        more=named,
    )


def _agency(nth: int, letter: str, counters: str) -> str:
    short, official = _OFFICES[nth % len(_OFFICES)]
    brief, owner = _OWNERS[nth // len(_OFFICES)]
    services: Services = {f"s{at}": _service(at, short) for at in range(15 if nth < _MANY else 5)}
    return agency(
        f"a{nth}",
        letter,
        short if nth < len(_OFFICES) else f"{short[:15].strip()} {brief}",
        f"{official} {owner}",
        counters,
        services,
        colour=_COLOURS[nth % len(_COLOURS)],
        more=f'zone = "floor{nth % FLOORS + 1}"',
    )


def _service(at: int, short: str) -> tuple[str, int, str]:
    name, english, keywords = _TASKS[at]
    bring = ", ".join(f'"{paper}"' for paper in _PAPERS)
    words = ", ".join(f'"{word} {short.lower()}"' for word in keywords)
    return f'{{ id = "{name}", en = "{english}" }}', 5 + at, f"bring = [{bring}]\nkeywords = [{words}]"


def _series() -> list[str]:
    """Series of which no two are taken for one another, those of one letter first."""
    fit: list[str] = []
    for one in every_series():
        if not any(confusable(one, other) for other in fit):
            fit.append(one)
    return fit
