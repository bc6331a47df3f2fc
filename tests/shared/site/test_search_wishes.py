"""What visitors want, in the words that they use, in both bundled halls."""

from __future__ import annotations

from functools import cache

import pytest

from kiosk.service_search import find
from shared.site.load import load_site
from shared.wire import AgencyInfo, ServiceInfo

WISHES = {
    "batu": [
        ("balik nama motor", "samsat.info"),
        ("balik nama mobil", "samsat.info"),
        ("balik nama tanah", "bapenda.bphtb"),
        ("akte anak", "dukcapil.birth"),
        ("akta anak", "dukcapil.birth"),
        ("akte kelahiran anak", "dukcapil.birth"),
        ("disdukcapil", "dukcapil.ktp"),
        ("dukcapil", "dukcapil.ktp"),
        ("capil", "dukcapil.ktp"),
        ("ktp anak", "dukcapil.kia"),
        ("ktp hilang", "dukcapil.ktp"),
        ("kk hilang", "dukcapil.kk"),
        ("stnk hilang", "polres.loss"),
        ("atm hilang", "polres.loss"),
        ("surat kehilangan", "polres.loss"),
        ("pecah kk", "dukcapil.kk"),
        ("tambah anggota keluarga", "dukcapil.kk"),
        ("pindah alamat", "dukcapil.move"),
        ("pindah rumah", "dukcapil.move"),
        ("ktp digital", "dukcapil.ikd"),
        ("bikin sim", "polres.sim"),
        ("perpanjang sim", "polres.sim"),
        ("perpanjang stnk", "samsat.annual"),
        ("bayar pajak motor", "samsat.annual"),
        ("bayar pajak mobil", "samsat.annual"),
        ("pajak bumi dan bangunan", "bapenda.pbb"),
        ("izin usaha", "dpmptsp.nib"),
        ("nib", "dpmptsp.nib"),
        ("imb", "dpmptsp.building"),
        ("perpanjang paspor", "immigration.replace"),
        ("bikin paspor", "immigration.new"),
        ("ambil paspor", "immigration.collect"),
        ("bpjs mati", "bpjskes.renew"),
        ("pindah faskes", "bpjskes.change"),
        ("cairkan jht", "bpjstk.jht"),
        ("bayar air", "perumdam.bill"),
        ("pasang listrik", "pln.connect"),
        ("listrik mati", "pln.complaint"),
        ("surat tidak mampu", "dinsos.sktm"),
        ("tes narkoba", "bnn.skhpn"),
        ("cek sertifikat tanah", "bpn.check"),
        ("daftar haji", "kemenag.hajj"),
        ("daftar nikah", "kemenag.marriage"),
        ("kk baru", "dukcapil.kk"),
        ("surat kematian", "dukcapil.death"),
        ("lapor spt", "kpp.return"),
        ("bikin npwp", "kpp.npwp"),
        ("izin praktik bidan", "dinkes.practice"),
        ("kartu bpjs", "bpjskes.jkn"),
    ],
    "balangan": [
        ("akte anak", "dukcapil.birth"),
        ("disdukcapil", "dukcapil.ktp"),
        ("dispendukcapil", "dukcapil.ktp"),
        ("balik nama motor", "samsat.annual"),
        ("bayar pajak motor", "samsat.annual"),
        ("pajak mobil", "samsat.annual"),
        ("ktp anak", "dukcapil.kia"),
        ("perpanjang sim", "polres.sim"),
        ("cerai", "court.case"),
        ("pasang air", "pdam.connect"),
        ("bpjs", "bpjskes.jkn"),
        ("izin usaha", "dpmptsp.nib"),
        ("nikah", "kemenag.marriage"),
        ("pinjaman", "bri.kur"),
    ],
}
"""What people say at the door of each bundled hall, and the service that they mean."""


@pytest.mark.parametrize(
    ("hall", "wish", "meant"), [(hall, wish, meant) for hall, known in WISHES.items() for wish, meant in known]
)
def test_a_wish_in_peoples_own_words_finds_what_is_meant_first(hall: str, wish: str, meant: str) -> None:
    services, agencies = _faces(hall)
    assert find(services, agencies, wish, "id")[0].code == meant


@pytest.mark.parametrize("hall", sorted(WISHES))
@pytest.mark.parametrize("wish", ["kartu kuning", "surat zakat", "bikin kartu kuning"])
def test_a_paper_that_the_hall_does_not_have_finds_no_other_of_its_kind(hall: str, wish: str) -> None:
    services, agencies = _faces(hall)
    assert find(services, agencies, wish, "id") == ()


@pytest.mark.parametrize("wish", ["kartu", "bikin kartu", "surat"])
def test_a_kind_of_paper_alone_finds_all_of_that_kind(wish: str) -> None:
    assert len(find(*_faces("batu"), wish, "id")) > 1


@cache
def _faces(hall: str) -> tuple[tuple[ServiceInfo, ...], tuple[AgencyInfo, ...]]:
    site = load_site(hall)
    services = tuple(
        ServiceInfo(one.code, one.agency, one.name, one.detail, one.bring, one.keywords)
        for agency in site.agencies
        for one in agency.services
    )
    return services, tuple(AgencyInfo(one.code, one.letter, one.short, one.name, one.colour) for one in site.agencies)
