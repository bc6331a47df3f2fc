"""Reading a site file: what a right one becomes, and that a wrong one is told everything, with its place."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.site.load import Mistake, WrongSite, bundled, load_site, load_text, read_source, settings
from shared.site.model import BoardPolicy, Break, Counter, Hours, PaperSettings, Policy, Site, Speech

SMALL = (Path(__file__).parent / "small.toml").read_text(encoding="utf-8")


def mistakes(text: str, setting: str | None = None) -> tuple[Mistake, ...]:
    with pytest.raises(WrongSite) as refused:
        load_text(text, "small.toml", setting)
    return refused.value.mistakes


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) == 1, f"{old} must stand in the small site once"
    return SMALL.replace(old, new)


def only(text: str) -> Mistake:
    found = mistakes(text)
    assert len(found) == 1, [str(mistake) for mistake in found]
    return found[0]


def test_a_right_file_becomes_the_site_it_describes() -> None:
    site = load_text(SMALL, "small.toml")
    assert site.name == {"id": "MPP Kecil", "en": "Small Hall"}
    assert site.kind == {"id": "Mal Pelayanan Publik"}
    full, friday = Hours(time(8), time(15)), Hours(time(8), time(14, 30), (Break(time(11, 30), time(13)),))
    assert site.week == (full, full, full, full, friday, None, None)
    assert [(agency.letter, len(agency.services)) for agency in site.agencies] == [("A", 2), ("S", 1)]
    assert site.counters == (
        Counter(1, "registry", ("registry.ktp", "registry.kk"), "hall"),
        Counter(2, "registry", ("registry.ktp", "registry.kk"), "hall"),
        Counter(3, "police", ("police.skck",), "hall"),
    )
    ktp = site.service("registry.ktp")
    assert ktp is not None
    assert ktp.bring == ({"id": "KK asli"}, {"id": "KTP lama", "en": "Old card"})
    assert ktp.keywords == ("ktp", "e-ktp")
    assert (site.policy, site.speech, site.paper, site.board) == (Policy(), Speech(), PaperSettings(), BoardPolicy())


def test_a_setting_leaves_only_its_agencies_and_their_counters() -> None:
    site = load_text(SMALL, "small.toml", "first")
    assert [agency.code for agency in site.agencies] == ["registry"]
    assert [counter.number for counter in site.counters] == [1, 2]
    assert settings(SMALL) == ("first",)
    assert settings("this is = = not") == ()


def test_an_unknown_setting_is_refused_with_those_that_exist() -> None:
    (found,) = mistakes(SMALL, "frist")
    assert found.place == "setting.frist"
    assert 'did you mean "first"' in found.expected


WRONG = [
    ('letter = "A"', 'letter = "ABC"', "agency.registry.letter", "one or two capital letters"),
    ('letter = "A"', 'letter = "a"', "agency.registry.letter", "one or two capital letters"),
    ('letter = "A"', 'letter = "7"', "agency.registry.letter", "a series of its own, since the letter is none"),
    ('letter = "A"', 'letter = "A"\nseries = "A1"', "agency.registry.series", '"A", "AB", "4K"'),
    ('letter = "A"', 'letter = "A"\nseries = "S"', "agency.police.letter", "agency registry has this one"),
    ("minutes = 15", 'minutes = 15\nseries = "A"', "agency.police.service.skck.series", "agency registry has this"),
    ('letter = "A"', 'leter = "A"', "agency.registry.leter", 'did you mean "letter"'),
    ('letter = "S"', 'letter = "A"', "agency.police.letter", "agency registry has this one"),
    ('colour = "#0B6B63"', 'colour = "green"', "agency.registry.colour", '"#0B6B63"'),
    ('colour = "#0B6B63"', 'colour = "#FF8800"', "agency.registry.colour", "contrast of 4.5"),
    ("minutes = 15", 'minutes = "15"', "agency.police.service.skck.minutes", "a whole number, without quotation"),
    ("minutes = 15", "minutes = true", "agency.police.service.skck.minutes", "a whole number"),
    ("minutes = 15", "minutes = 0", "agency.police.service.skck.minutes", "from 1 to 240"),
    ("minutes = 15\n", "", "agency.police.service.skck.minutes", "a whole number"),
    ("quota = 20", "quota = 0", "agency.registry.service.kk.quota", "from 1"),
    ('name = "SKCK"', 'name = { en = "Police record" }', "agency.police.service.skck.name.id", "Indonesian"),
    ('name = "SKCK"', 'name = ""', "agency.police.service.skck.name", "a text"),
    ('name = "SKCK"', 'name = { id = "SKCK", fr = "X" }', "agency.police.service.skck.name.fr", "languages"),
    ('name = "SKCK"\n', "", "agency.police.service.skck.name", "a text"),
    ('["KK asli", ', "[5, ", "agency.registry.service.ktp.bring[0]", "a text"),
    ("counters = 3", "counters = 2", "agency.police.counters", "2 is agency registry's"),
    ("counters = 3", 'counters = "x"', "agency.police.counters", "counter numbers"),
    ("counters = 3", f'counters = "{"1" * 5000}"', "agency.police.counters", "counter numbers"),
    ("counters = 3", 'counters = "٣"', "agency.police.counters", "counter numbers"),
    ("counters = 3", "counters = 0", "agency.police.counters", "counter numbers"),
    ('counters = "1-2"', 'counters = "2-1"', "agency.registry.counters", "counter numbers"),
    ("counters = 3\n", "", "agency.police.counters", "at least one counter"),
    ("counters = 3", 'counters = 3\nzone = "hal"', "agency.police.zone", 'did you mean "hall"'),
    ("counters = 3", 'counters = 3\nabsent = ["2026-12-01"]', "agency.police.absent[0]", "without quotation"),
    ("counters = 3", "counters = 3\nabsent = [2026-12-01T08:00:00]", "agency.police.absent[0]", "a date"),
    ('short = "Polres"', f'short = "{"x" * 25}"', "agency.police.short", "at most 24"),
    ('"Asia/Jakarta"', '"WIB"', "timezone", '"Asia/Jakarta" (WIB)'),
    ('"Asia/Jakarta"', '"Asia/Batu"', "timezone", "IANA"),
    ('"Asia/Jakarta"', '"../etc"', "timezone", "IANA"),
    ('"08:00-15:00"', '"15:00-08:00"', "hours.monday-thursday", "open before they close"),
    ('"08:00-15:00"', '"08:00-25:00"', "hours.monday-thursday", "hours such as"),
    ('"08:00-15:00"', "8", "hours.monday-thursday", "hours such as"),
    ("monday-thursday", "monday-", "hours.monday-", "a day or days"),
    ("minutes = 15", f"minutes = 0x{'F' * 5000}", "agency.police.service.skck.minutes", "from 1 to 240"),
    ("counters = 3", "counters = 3\nhours = 'closed'", "agency.police.hours", 'monday-sunday = "closed"'),
    ("monday-thursday", "munday-thursday", "hours.munday-thursday", "a day or days"),
    ("monday-thursday", "thursday-monday", "hours.thursday-monday", "the order of the week"),
    ("counters = 3", 'counters = 3\nhours = "08:00-12:00"', "agency.police.hours", 'monday-thursday = "08:00-12:00"'),
    ("monday-thursday", "monday-friday", "hours.friday", "friday only once"),
    ('["11.30-13.00"]', '["07.30-09.00"]', "hours.friday.breaks[0]", "within the hours 08:00-14:30"),
    ('["11.30-13.00"]', '["13.30-15.00"]', "hours.friday.breaks[0]", "within the hours"),
    ('["11.30-13.00"]', '["13.00-11.30"]', "hours.friday.breaks[0]", "starts before it ends"),
    ('["11.30-13.00"]', '["11.30-13.00", "12.00-12.30"]', "hours.friday.breaks[1]", "do not overlap"),
    ('["11.30-13.00"]', '[{ hour = "11.30-13.00" }]', "hours.friday.breaks[0].hour", 'did you mean "hours"'),
    ('key = "small"', 'key = "Small Hall"', "key", "small letters"),
    ('key = "small"', 'key = "small"\naccent = "#F5B301"', "accent", "contrast of 4.5"),
    ('key = "small"', 'key = "small"\nlanguages = ["en"]', "languages", '"id"'),
    ('agencies = ["registry"]', 'agencies = ["regitsry"]', "setting.first.agencies[0]", 'mean "registry"'),
    ('agencies = ["registry"]', "agencies = []", "setting.first.agencies", "at least one agency"),
]


@pytest.mark.parametrize(("old", "new", "place", "expected"), WRONG)
def test_a_mistake_is_named_by_its_place_and_by_what_was_expected(
    old: str, new: str, place: str, expected: str
) -> None:
    text = changed(old, new)
    named = {mistake.place: mistake for mistake in mistakes(text)}
    assert place in named, [str(mistake) for mistake in named.values()]
    assert expected in named[place].expected
    assert set(named) <= {place, *MEANT.get(place, ())}, "one mistake must not look like several"


MEANT = {
    "agency.registry.leter": ("agency.registry.letter",),
    "hours.friday.breaks[0].hour": ("hours.friday.breaks[0].hours",),
}
"""A misspelt key is also missed where it belongs."""


MORE = [
    ("[policy]\nstop_taking_minutes = -1", "policy.stop_taking_minutes", "from 0 to 240"),
    ("[policy]\nmost_calls = 2\ncalls_before_no_show = 3", "policy.calls_before_no_show", "most_calls, which is 2"),
    ("[speech]\nwords_per_minute = 100", "speech.words_per_minute", "from 110 to 140"),
    ("[speech]\nwords_per_minute = 141", "speech.words_per_minute", "from 110 to 140"),
    ('[speech]\nstyle = "letters"', "speech.style", '"digits" or "value"'),
    ('[speech]\nlanguages = ["jv"]', "speech.languages[0]", "once at most"),
    ("[speech.pronounce]\nBPJS = 4", "speech.pronounce.BPJS", "text"),
    ("[speech]\nlead_ms = 9000", "speech.lead_ms", "5000"),
    ('[speech.pronounce]\nBPJS = "[[be pe qq]]"', "speech.pronounce.BPJS", "phonemes of espeak-ng"),
    ("[paper]\nwidth_mm = 70", "paper.width_mm", "58 or 80"),
    ("[paper]\nwidth_mm = 58\ndots = 576", "paper.dots", "384 or 432 with 58 mm"),
    ("[paper]\ncolumns = 32", "paper.columns", "48 or 42 with 80 mm"),
    ('[paper]\ncutter = "yes"', "paper.cutter", "true or false"),
    ("[kiosk]\nwarn_seconds = 5", "kiosk.warn_seconds", "from 20"),
    ("[board]\ninfo = [{ en = 'x' }]", "board.info[0].id", "Indonesian"),
    ("[board]\ninfo = 'x'", "board.info", "a list"),
    ("[[holiday]]\nday = 2026-12-25", "holiday[0].name", "a text"),
    ("[[holiday]]\nday = 2026-12-25\nname = 'a'\n[[holiday]]\nday = 2026-12-25\nname = 'b'", "holiday[1].day", "once"),
    ("[[special]]\nday = 2026-12-24\nname = 'a'\nhours = '9-12'", "special[0].hours", "hours such as"),
    ("[period]\nfrom = 2027-02-08", "period", "[[period]]"),
    ("[holiday]\nday = 2027-02-08", "holiday", "[[holiday]]"),
    ("[[facility]]\nnaem = 'a'", "facility[0].naem", 'did you mean "name"'),
    ("[counter.1]\nservices = ['skck']", "counter.1.services[0]", "a service of agency registry"),
    ("[counter.1]\nservices = ['police.skck']", "counter.1.services[0]", "this one is police's"),
    ("[counter.1]\nservices = ['ktb']", "counter.1.services[0]", 'mean "ktp"'),
    ("[counter.1]\nservices = ['kk', 'kk']", "counter.1.services[1]", "once"),
    ("[counter.1]\nservices = []", "counter.1.services", "at least one"),
    ("[counter.1]\nagency = 'police'", "counter.1.agency", "registry"),
    ("[counter.9]\nservices = ['ktp']", "counter.9.agency", "no agency has 9 among its counters"),
    ("[counter.9]\nagency = 'nobody'", "counter.9.agency", "an agency of this file"),
    ("[counter.one]\nagency = 'police'", "counter.one", "number"),
    (f"[counter.{'1' * 5000}]\nagency = 'police'", f"counter.{'1' * 5000}", "number"),
    (
        "[counter.1]\nservices = ['ktp']\n[counter.2]\nservices = ['ktp']",
        "agency.registry.service.kk",
        "a counter that serves it: all of the agency's (1, 2) name",
    ),
    ("[counter.1]\nzone = 'attic'", "counter.1.zone", "a zone of this file"),
    ("[polisy]\nx = 1", "polisy", 'did you mean "policy"'),
    ("[agency.Police-2]\nletter = 'B'", "agency.Police-2", "a code of small letters"),
    ("[policy]\ncalendar = 'id'", "policy.calendar", "belongs at the top of the file, above the first [heading]"),
    ("[agency.police.hours]\nmonday = '8:00-9:00'\nquota = 5", "agency.police.hours.quota", "under [agency.police]"),
    ("[period]\nname = 'Ramadan'", "period", "two pairs of brackets, [[period]]"),
    ("[agency.police.special]\nname = 'R'", "agency.police.special", "[[agency.police.special]]"),
    ("[[counter.1]]\nname = 'A1'", "counter.1", "one pair of brackets, [counter.1]"),
    ("[counter.1]\nservices = 'ktp'", "counter.1.services", '["ktp"]'),
]


@pytest.mark.parametrize(("added", "place", "expected"), MORE)
def test_a_mistake_in_what_may_be_added_is_named_too(added: str, place: str, expected: str) -> None:
    named = {mistake.place: mistake for mistake in mistakes(f"{SMALL}\n{added}\n")}
    assert place in named, [str(mistake) for mistake in named.values()]
    assert expected in named[place].expected


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = SMALL
    for old, new in (('"Asia/Jakarta"', '"Nowhere"'), ('letter = "S"', 'letter = "7"'), ("minutes = 8", "minutes = 0")):
        text = text.replace(old, new)
    found = mistakes(text)
    assert [mistake.place for mistake in found] == [
        "timezone",
        "agency.registry.service.kk.minutes",
        "agency.police.letter",
    ]
    for mistake in found:
        assert mistake.line is not None
        assert mistake.found.strip('"') in text.splitlines()[mistake.line - 1]


def test_a_mistake_reads_as_one_line_with_file_line_place_expected_and_found() -> None:
    line = SMALL.splitlines().index('letter = "A"') + 1
    said = str(only(changed('letter = "A"', 'letter = "a"')))
    expected = "one or two capital letters or digits"
    assert said == f'small.toml, line {line}: agency.registry.letter: expected {expected}, found "a"'


def test_an_empty_file_is_told_all_that_it_lacks() -> None:
    places = {mistake.place for mistake in mistakes("")}
    assert places == {"key", "name", "kind", "address", "timezone", "hours", "zone", "agency"}


def test_tables_without_anything_in_them_are_not_enough() -> None:
    empty = 'key = "a"\nname = "a"\nkind = "a"\naddress = "a"\ntimezone = "UTC"\n[hours]\n[zone]\n[agency]\n'
    assert [mistake.place for mistake in mistakes(empty)] == ["hours", "zone", "agency"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"a = 1\nb = {'1' * 5000}", 2),
        (f"b = {'[' * 3000}{']' * 3000}", 1),
        ("key = \n", 1),
        ('a = 1\nb = "x\n', 2),
        ("a = 1\na = 2\n", 2),
        ("[x]\n[x]\n", 2),
        ('a = """', 1),
        ("a = '''", 1),
        ("a = 1\nb = 'x\nc = 'y'\n", 2),
        ("a = 1\nb = 2 # \x1f\n", 2),
    ],
)
def test_a_syntax_error_is_told_with_its_line(text: str, line: int) -> None:
    found = only(text)
    assert found.line == line
    assert "a rule of TOML" in found.expected, "in plain words"


def test_hours_of_an_agency_its_absence_and_a_counters_own_services_are_read() -> None:
    text = changed("counters = 3", "counters = 3\nabsent = [2026-12-01]\nhours = { tuesday = '09:00-12:00' }")
    text += "[counter.2]\nservices = ['kk', 'registry.ktp']\nordered = true\n[counter.7]\nagency = 'police'\n"
    site = load_text(text, "small.toml")
    police = site.agency("police")
    assert police is not None
    assert police.absent == (date(2026, 12, 1),)
    assert police.week == (None, Hours(time(9), time(12)), None, None, None, None, None)
    assert site.counter(2) == Counter(2, "registry", ("registry.kk", "registry.ktp"), "hall", ordered=True)
    assert site.counter(7) == Counter(7, "police", ("police.skck",), "hall")


def test_narrow_paper_brings_its_own_dots_and_columns() -> None:
    paper = load_text(f"{SMALL}\n[paper]\nwidth_mm = 58\n", "small.toml").paper
    assert (paper.dots, paper.columns) == (384, 32)


def test_a_file_is_read_by_its_path_with_or_without_a_setting(tmp_path: Path) -> None:
    path = tmp_path / "hall.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert len(load_site(path).agencies) == 2
    assert len(load_site(path, "first").agencies) == 1
    assert len(load_site(f"{path}:first").agencies) == 1
    assert read_source(str(path)).file == "hall.toml"


def test_an_unknown_name_is_refused_with_the_names_that_exist() -> None:
    with pytest.raises(WrongSite) as refused:
        load_site("nowhere")
    for name in bundled():
        assert f'"{name}"' in str(refused.value)


def test_a_file_named_without_its_ending_is_found_to_be_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hall.toml").write_text(SMALL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WrongSite) as refused:
        load_site("hall")
    assert 'did you mean "hall.toml"?' in refused.value.mistakes[0].expected


def test_a_file_that_cannot_be_read_is_refused_by_its_path(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(WrongSite) as refused:
            load_site(path)
        assert str(path) in str(refused.value)


def test_a_file_in_another_encoding_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "hall.toml"
    path.write_bytes(b'key = "x"\nname = "caf\xe9"\n')
    with pytest.raises(WrongSite) as refused:
        load_site(path)
    assert refused.value.mistakes[0].line == 2


@given(st.data())
def test_whatever_value_stands_anywhere_the_answer_is_a_site_or_mistakes_with_lines(data: st.DataObject) -> None:
    lines = SMALL.splitlines()
    at = data.draw(st.sampled_from([nth for nth, line in enumerate(lines) if " = " in line]))
    value = data.draw(st.sampled_from(["1", "true", "[]", "[1]", "{}", "{ x = 1 }", '""', '"x"', "2026-01-01", "1.5"]))
    lines[at] = f"{lines[at].split(' = ', 1)[0]} = {value}"
    try:
        found: Site | tuple[Mistake, ...] = load_text("\n".join(lines), "small.toml")
    except WrongSite as refused:
        found = refused.mistakes
    assert isinstance(found, Site) or at + 1 in {mistake.line for mistake in found}
