"""``antrean site`` and ``antrean say``."""

from __future__ import annotations

import json
import subprocess
import sys
import wave
from array import array
from pathlib import Path
from typing import Any

import pytest

from shared.resources import ASSETS
from tests.support.commandline import antrean
from tests.support.logos import SVG, svg
from tests.support.sitetext import REGISTRY, hall, write


def test_a_good_site_is_described() -> None:
    said = antrean("site", "check", "batu")
    assert said.code == 0
    assert "MPP Among Warga" in said.out
    assert "22 agencies" in said.out


def test_a_good_site_as_json_is_the_site(tmp_path: Path) -> None:
    assert len(json.loads(antrean("site", "check", "batu:opening", "--json").out)["agencies"]) == 3
    file = tmp_path / "hall.toml"
    file.write_bytes((ASSETS / "sites" / "balangan.toml").read_bytes())
    assert json.loads(antrean("site", "check", file, "--json").out)["timezone"] == "Asia/Makassar"


def test_the_check_shows_two_weeks_and_warns_without_refusing(tmp_path: Path) -> None:
    file = tmp_path / "hall.toml"
    file.write_text((ASSETS / "sites" / "batu.toml").read_text().replace("quota = 50", "quota = 1"))
    said = antrean("site", "check", file)
    assert said.code == 0
    calendar = said.out.partition("the next 14 days:\n")[2].partition("Warnings")[0]
    assert sum(not line.startswith("      ") for line in calendar.splitlines()) == 14
    assert "agency.polres.service.sim.quota: only 1" in said.out
    warnings = json.loads(antrean("site", "check", file, "--json").out)["warnings"]
    assert "agency.polres.service.sim.quota" in [warning["place"] for warning in warnings]


def test_a_bad_site_lists_every_mistake(tmp_path: Path) -> None:
    file = tmp_path / "hall.toml"
    file.write_text('key = "x"\nnames = "X"\n')
    plain = antrean("site", "check", file)
    assert plain.code == 1
    asked = antrean("site", "check", file, "--json")
    assert asked.code == 1
    mistakes = json.loads(asked.out)
    assert {"file": "hall.toml", "place": "names", "line": 2} in [
        {name: one[name] for name in ("file", "place", "line")} for one in mistakes
    ]
    assert len(plain.trouble.splitlines()) == len(mistakes)


@pytest.mark.parametrize("text", ["key = ", "\udcff"])
def test_a_file_that_is_no_toml_is_refused_plainly(tmp_path: Path, text: str) -> None:
    file = tmp_path / "hall.toml"
    file.write_bytes(text.encode(errors="surrogateescape"))
    said = antrean("site", "check", file)
    assert said.code == 1
    assert said.trouble.startswith("hall.toml")


def test_a_site_saved_is_the_site_loaded(tmp_path: Path) -> None:
    data, first, second = tmp_path / "data", tmp_path / "first.toml", tmp_path / "second.toml"
    assert antrean("site", "load", "--data", data, "balangan").code == 0
    assert antrean("site", "save", "--data", data, first).code == 0
    assert first.read_bytes() == (ASSETS / "sites" / "balangan.toml").read_bytes()
    first.write_text(first.read_text().replace('name = "', 'name = "Uji ', 1))
    assert antrean("site", "load", "--data", data, first).code == 0
    assert antrean("site", "save", "--data", data, second).code == 0
    assert second.read_bytes() == first.read_bytes()


def test_saving_never_overwrites(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "mine.toml"
    antrean("site", "load", "--data", data, "batu")
    file.write_text("mine")
    said = antrean("site", "save", "--data", data, file)
    assert said.code == 1
    assert "exists already" in said.trouble
    assert file.read_text() == "mine"
    assert "cannot be written" in antrean("site", "save", "--data", data, file / "below.toml").trouble


@pytest.mark.skipif(sys.platform != "linux", reason="the size of files is bounded from outside (setrlimit)")
def test_a_disk_that_is_full_leaves_no_half_a_site_file(tmp_path: Path) -> None:
    import resource

    assert antrean("site", "load", "batu", "--data", tmp_path).code == 0
    command = [sys.executable, "-m", "antrean", "site", "save", "--data", str(tmp_path), str(tmp_path / "copy.toml")]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)),
    )
    assert done.returncode == 1
    assert "copy.toml cannot be written" in done.stderr
    assert not (tmp_path / "copy.toml").exists()


def test_saving_from_an_empty_folder_is_refused(tmp_path: Path) -> None:
    said = antrean("site", "save", "--data", tmp_path / "data", tmp_path / "x.toml")
    assert said.code == 1
    assert "no queue" in said.trouble
    assert not (tmp_path / "x.toml").exists()


def test_saving_from_a_damaged_queue_is_refused(tmp_path: Path) -> None:
    (tmp_path / "antrean.sqlite3").write_bytes(b"rubbish" * 1000)
    said = antrean("site", "save", "--data", tmp_path, tmp_path / "copy.toml")
    assert said.code == 1
    assert "antrean.sqlite3: file is not a database" in said.trouble
    assert not (tmp_path / "copy.toml").exists()


def test_a_wrong_site_does_not_replace_the_kept_one(tmp_path: Path) -> None:
    data, wrong = tmp_path / "data", tmp_path / "wrong.toml"
    antrean("site", "load", "--data", data, "batu")
    wrong.write_text('key = "x"')
    assert antrean("site", "load", "--data", data, wrong).code == 1
    assert antrean("site", "save", "--data", data, tmp_path / "kept.toml").code == 0
    assert (tmp_path / "kept.toml").read_bytes() == (ASSETS / "sites" / "batu.toml").read_bytes()


def test_a_site_is_not_loaded_under_a_running_hub(hub: Any) -> None:
    said = antrean("site", "load", "--data", hub.data, "balangan")
    assert said.code == 1
    assert "Stop it" in said.trouble


@pytest.mark.parametrize(
    ("site", "lang", "sentence"),
    [
        ("balangan", "id", "Nomor antrean A, nol satu tiga. Silakan menuju loket tiga, Ruang depan."),
        ("balangan", "en", "Ticket number A, zero one three. Please proceed to counter three, Front hall."),
        ("batu", "id", "Nomor antrean A, nol satu tiga. Silakan menuju loket tiga, dispen duk capil."),
        ("batu", "en", "Ticket number A, zero one three. Please proceed to counter three, Dispendukcapil."),
    ],
)
def test_a_call_is_said_in_the_words_of_the_hall(site: str, lang: str, sentence: str) -> None:
    said = antrean("say", "A-013", "--counter", 3, "--lang", lang, "--text", "--site", site)
    assert (said.code, said.out) == (0, f"{sentence}\n")


def test_a_call_is_said_in_the_words_of_the_data_folders_hall_unless_another_is_asked_for(tmp_path: Path) -> None:
    say = ("say", "A-013", "--counter", 3, "--data", tmp_path)
    with_agency = "Nomor antrean A, nol satu tiga. Silakan menuju loket tiga, dispen duk capil.\n"
    assert antrean(*say).out == with_agency
    assert antrean("site", "load", "--data", tmp_path, "balangan").code == 0
    assert antrean(*say).out == "Nomor antrean A, nol satu tiga. Silakan menuju loket tiga, Ruang depan.\n"
    assert antrean(*say, "--site", "batu").out == with_agency


def test_what_the_engine_reads_is_printed_where_asked_for() -> None:
    said = antrean("say", "A-014", "--counter", 12, "--phonemes", "--site", "balangan").out.splitlines()
    assert said[0].startswith("Nomor antrean A, nol satu empat.")
    assert "[[s'atu]] [[@mp'at]]. [[sil'akan]] [[m@n'udZu]] [[l'okEt]] [[d'ua]] [[b@l'as]]" in said[1]


def test_a_call_is_written_with_its_chime(tmp_path: Path) -> None:
    file = tmp_path / "call.wav"
    said = antrean("say", "A-013", "--counter", 3, "--out", file)
    assert said.code == 0
    assert said.out.startswith("Nomor antrean A")
    with wave.open(str(file)) as sound:
        rate, samples = sound.getframerate(), array("h", sound.readframes(sound.getnframes()))
    assert len(samples) > 3 * rate
    half = rate // 2
    loud = [max(map(abs, samples[at : at + half])) > 1000 for at in range(0, len(samples) - half, half)]
    assert loud[0], "the chime comes first"
    assert sum(loud) > len(loud) / 2


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("013", "--counter", "3"), "such as A-013"),
        (("a-013", "--counter", "3"), "such as A-013"),
        (("A-13", "--counter", "3"), "such as A-013"),
        (("A-013", "--counter", "0"), "counter 0: expected"),
        (("A-013", "--counter", "10000"), "from 1 to 9999"),
        (("A-013", "--counter", "99"), "counter 99: expected one of MPP Among Warga: 1–28"),
        (("A-013", "--counter", "Mawar"), "name of a counter of this site"),
        (("A-013",), "--counter"),
        (("A-013", "--counter", "3", "--lang", "jv"), "'id', 'en'"),
        (("A-013", "--counter", "3", "--text", "--out", "x.wav"), "--text or --out"),
    ],
)
def test_what_cannot_be_said_is_wrong_usage(arguments: tuple[str, ...], expected: str) -> None:
    assert expected in antrean("say", *arguments).usage


def test_a_sound_that_cannot_be_written_says_where(tmp_path: Path) -> None:
    said = antrean("say", "A-013", "--counter", 3, "--out", tmp_path / "nowhere" / "call.wav")
    assert said.code == 1
    assert "cannot be written" in said.err
    assert "Traceback" not in said.err


def test_an_unknown_site_is_refused() -> None:
    assert "batu" in antrean("say", "A-013", "--counter", 3, "--site", "nowhere").trouble


def with_logo(folder: Path, data: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "logo.svg").write_bytes(data)
    return write(folder / "hall.toml", hall(REGISTRY, top='logo = "logo.svg"'))


def test_check_refuses_a_logo_with_a_script_and_says_what_to_do(tmp_path: Path) -> None:
    said = antrean("site", "check", with_logo(tmp_path, svg("<script/>")))
    assert said.code == 1
    assert "without scripts" in said.trouble
    assert "plain SVG" in said.trouble


def test_save_writes_the_logo_beside_the_site_file(tmp_path: Path) -> None:
    file = with_logo(tmp_path / "own", SVG)
    assert antrean("site", "load", "--data", tmp_path / "data", file).code == 0
    (tmp_path / "saved").mkdir()
    said = antrean("site", "save", "--data", tmp_path / "data", tmp_path / "saved" / "again.toml")
    assert said.code == 0
    assert (tmp_path / "saved" / "logo.svg").read_bytes() == SVG
    assert antrean("site", "check", tmp_path / "saved" / "again.toml").code == 0


def test_doctor_says_when_the_halls_logo_is_gone(tmp_path: Path) -> None:
    assert antrean("site", "load", "--data", tmp_path / "data", with_logo(tmp_path, SVG)).code == 0

    def told() -> str:
        lines = antrean("doctor", "--data", tmp_path / "data", "--port", 0).out.splitlines()
        return next(line for line in lines if " logo " in line)

    assert told().startswith("ok")
    (tmp_path / "data" / "site-logo.svg").unlink()
    assert told().startswith("warning")
    assert "load the site again with logo.svg" in told()
