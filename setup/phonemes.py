"""Renews assets/languages/id/phonemes.toml: how each Indonesian word of a call is pronounced, in espeak-ng's own signs.

Run by hand when a call may contain new words; what it writes is committed. Needs npm and espeak-ng::

    python setup/phonemes.py

Indonesian spelling does not tell the e of "beban" from that of "beda", and espeak-ng guesses wrong in every call
("empat", "belas", "loket"). The judge is the dictionary of the npm package indo-g2p (MIT), which is not shipped;
where it is silent or wrong itself, OURS decides. Of what the engine says only the e-vowels are replaced (and the
stress, where it would fall on a schwa), so that everything else stays as the voice was made.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from display.voice import numerals  # noqa: E402
from display.voice.names import spoken_name  # noqa: E402
from shared.site.load import load_site  # noqa: E402
from shared.texts import pick  # noqa: E402

JUDGE = "indo-g2p@0.2.1"
LANGUAGE = ROOT / "assets" / "languages" / "id"
TABLE = LANGUAGE / "phonemes.toml"
COMMON = """
    administrasi agama air badan bangsa bank bea cukai bersama bina cipta daerah dasar dinas gedung hidup hukum imigrasi
    informatika ipal istana jalan jasa jaminan kabupaten kantor karya kawasan keamanan kebudayaan kecamatan kehutanan
    kejaksaan kelautan keluarga kelurahan kementerian kemenag kemenkumham kepegawaian kependudukan kepolisian kerja
    kesatuan kesehatan ketenagakerjaan keuangan komunikasi koperasi kota lantai lalu lintas layanan lingkungan listrik
    loket lurah mandiri masyarakat meja melati mawar anggrek cempaka kenanga teratai tulip modal negara negeri nomor
    olahraga pajak pangan pariwisata pekerjaan pelayanan pelanggan pelabuhan pemadam kebakaran pemberdayaan pemuda
    penanaman pencatatan pendapatan pendidikan pengadilan pengaduan pengelolaan penghubung penyuluhan perbankan
    perdagangan perempuan perhubungan perikanan perindustrian perizinan perpustakaan pertanahan pertanian perumahan
    perumdam peternakan polisi polres polresta polri pos pratama provinsi pusat rakyat retribusi ruang samsat
    sekretariat
    sengketa sentra sipil sosial statistik tata tenaga terpadu transmigrasi umum urusan usaha utama utara timur barat
    selatan tengah wajib wali warga zona kementerian desa keimigrasian jatim jateng jabar kalsel kaltim sulsel sumsel
    surabaya semarang indonesia taspen pegadaian bulog bapenda dispenda perum merah biru hijau kuning gedung sayap pintu
"""
OURS = {
    "kalsel": ["e"],  # short for Kalimantan Selatan; spoken with a full e
    "jateng": ["ə"],
    "sumsel": ["e"],
    "sulsel": ["e"],
    "taspen": ["e"],
    "disnaker": ["e"],
    "disperkim": ["ə"],
    "capil": [],
}
"""Word to its e-vowels in their order, where the judge does not know it."""
_E = re.compile(r"[eE@3ə]")
_VOWEL = re.compile(r"aI|aU|oI|OI|[aeEioOu@]")


def words() -> list[str]:
    """Every word that a call of the bundled halls can contain, and those that other halls' names are made of."""
    found = set(COMMON.split())
    texts = tomllib.loads((LANGUAGE / "texts" / "speech.toml").read_text("utf-8"))
    for said in (*texts["call"].values(), *texts["where"].values()):
        found.update(re.sub(r"\{\w+\}", " ", said).split())
    found.update(word for amount in (*range(1000), 1000, 2000) for word in numerals.value("id", amount).split())
    found.update(numerals.letter("id", chr(code)) for code in range(ord("A"), ord("Z") + 1))
    for path in sorted((ROOT / "assets" / "sites").glob("*.toml")):
        site = load_site(path.stem)
        names = [agency.short for agency in site.agencies]
        names += [counter.name for counter in site.counters if counter.name]
        names += [zone.name for zone in site.zones]
        names += [zone.floor for zone in site.zones if isinstance(zone.floor, dict)]
        for name in names:
            found.update(spoken_name("id", pick(name, "id"), site.speech.pronounce).split())
    bare = (re.sub(r"[^\w]", " ", word).split() for word in found)
    return sorted({word.lower() for parts in bare for word in parts if word.isalpha() and not _abbreviation(word)})


def _abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def judged(asked: list[str]) -> dict[str, str]:
    """Each word in IPA, by the judge."""
    code = (
        'import {toPhoneme} from "indo-g2p"; import fs from "fs";'
        'for (const w of fs.readFileSync(0, "utf8").split("\\n").filter(Boolean)) console.log(toPhoneme(w).phonemes);'
    )
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "install", "--silent", JUDGE], cwd=folder, check=True)
        (Path(folder) / "ask.mjs").write_text(code, "utf-8")
        said = subprocess.run(
            ["node", "ask.mjs"], cwd=folder, input="\n".join(asked), capture_output=True, encoding="utf-8", check=True
        )
    return dict(zip(asked, said.stdout.split("\n"), strict=False))


def engine(asked: list[str]) -> dict[str, str]:
    """Each word as espeak-ng reads it by its own rules."""
    said = subprocess.run(
        ["espeak-ng", "-v", "id", "-x", "-q", "--stdin"],
        input="\n\n".join(f"{word}." for word in asked),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    lines = [line.strip() for line in said.stdout.splitlines() if line.strip()]
    return dict(zip(asked, lines, strict=True))


def right(word: str, ipa: str, own: str) -> str | None:
    """The engine's phonemes with the judge's e-vowels; None when the two do not have as many."""
    wanted = OURS.get(word) if word in OURS else re.findall(r"[eɛə]", ipa)
    if wanted is None or len(wanted) != len(_E.findall(own)):
        return None
    rest = iter(wanted)
    own = re.sub("_[|^:]?", "", own)
    made = _E.sub(lambda found: "@" if next(rest) == "ə" else "e" if found[0] == "e" else "E", own)
    return _stressed(made)


def _stressed(made: str) -> str:
    """The main stress on the last but one vowel, on the last one where that is a schwa; as the language does."""
    bare = re.sub(r"[',]", "", made)
    vowels = list(_VOWEL.finditer(bare))
    if not vowels:
        return made
    at = vowels[-2] if len(vowels) > 1 and vowels[-2][0] != "@" else vowels[-1]
    return f"{bare[: at.start()]}'{bare[at.start() :]}"


def main() -> None:
    asked = words()
    ipa, own = judged(asked), engine(asked)
    found = {word: right(word, ipa[word], own[word]) for word in asked}
    for word, made in found.items():
        if made is None:
            sys.stderr.write(f"{word}: the judge says {ipa[word]}, the engine {own[word]}: add it to OURS\n")
    head = (
        "# How Indonesian words of a call are pronounced, in espeak-ng's phoneme mnemonics (@: schwa, E: full e).\n"
        "# Written by setup/phonemes.py with indo-g2p as the judge of e and schwa; do not edit by hand.\n\n[word]\n"
    )
    lines = [f'{word} = "{made}"\n' for word, made in found.items() if made is not None]
    TABLE.write_text(head + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
