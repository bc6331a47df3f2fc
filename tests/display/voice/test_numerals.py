import pytest
from hypothesis import given
from hypothesis import strategies as st

from display.voice import numerals
from display.voice.number_rules import NumberRules
from shared.texts import languages

WORDS = {
    "id": "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
}
UNITS = {lang: words.split(" ") for lang, words in WORDS.items()}
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def read_id(words: list[str]) -> int:
    """A second, independent opinion of Indonesian numbers, below a million."""
    total, group = 0, 0
    pending = 0
    for word in words:
        if word in UNITS["id"]:
            group += pending
            pending = UNITS["id"].index(word)
        elif word == "belas":
            pending += 10
        elif word == "puluh":
            pending *= 10
        elif word == "ratus":
            pending *= 100
        elif word == "seratus":
            pending = 100
        elif word == "ribu":
            total, group, pending = total + (group + pending) * 1000, 0, 0
        elif word == "seribu":
            total, group, pending = total + 1000, 0, 0
        else:
            raise AssertionError(word)
    return total + group + pending


def read_en(words: list[str]) -> int:
    total, group = 0, 0
    for word in " ".join(words).replace("-", " ").split(" "):
        if word in UNITS["en"]:
            group += UNITS["en"].index(word)
        elif word in TENS:
            group += 10 * (TENS.index(word) + 2)
        elif word == "hundred":
            group *= 100
        elif word == "thousand":
            total, group = total + group * 1000, 0
        else:
            assert word == "and", word
    return total + group


READ = {"id": read_id, "en": read_en}


@pytest.mark.parametrize(
    ("written", "digits", "value"),
    [
        ("000", "nol nol nol", "nol nol nol"),
        ("001", "nol nol satu", "nol nol satu"),
        ("010", "nol satu nol", "nol sepuluh"),
        ("011", "nol satu satu", "nol sebelas"),
        ("012", "nol satu dua", "nol dua belas"),
        ("013", "nol satu tiga", "nol tiga belas"),
        ("020", "nol dua nol", "nol dua puluh"),
        ("100", "satu nol nol", "seratus"),
        ("110", "satu satu nol", "seratus sepuluh"),
        ("111", "satu satu satu", "seratus sebelas"),
        ("123", "satu dua tiga", "seratus dua puluh tiga"),
        ("999", "sembilan sembilan sembilan", "sembilan ratus sembilan puluh sembilan"),
        ("1000", "satu nol nol nol", "seribu"),
        ("2015", "dua nol satu lima", "dua ribu lima belas"),
        ("11000", "satu satu nol nol nol", "sebelas ribu"),
    ],
)
def test_a_number_is_spoken_by_digits_or_by_its_leading_zeros_and_value(written, digits, value):
    assert numerals.number("id", written, "digits") == digits
    assert numerals.number("id", written, "value") == value


@pytest.mark.parametrize(
    ("written", "digits", "value"),
    [
        ("001", "zero zero one", "zero zero one"),
        ("013", "zero one three", "zero thirteen"),
        ("020", "zero two zero", "zero twenty"),
        ("100", "one zero zero", "one hundred"),
        ("123", "one two three", "one hundred and twenty-three"),
        ("1005", "one zero zero five", "one thousand and five"),
    ],
)
def test_english_follows_the_same_two_styles(written, digits, value):
    assert numerals.number("en", written, "digits") == digits
    assert numerals.number("en", written, "value") == value


def test_every_capital_letter_has_its_indonesian_name():
    names = [numerals.letter("id", capital).lower() for capital in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    expected = "a be ce de e ef ge ha i je ka el em en o pe ki er es te u ve we eks ye zet"
    assert names == expected.split(" ")


@given(st.sampled_from(["id", "en"]), st.integers(0, numerals.MAX_NUMBER))
def test_a_value_in_words_says_that_value_and_no_other(lang, amount):
    assert READ[lang](numerals.value(lang, amount).split(" ")) == amount


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_number_of_three_digits_is_spoken_in_full_in_both_styles(lang):
    for amount in range(1000):
        written = f"{amount:03}"
        digits = numerals.number(lang, written, "digits").split(" ")
        assert "".join(str(UNITS[lang].index(word)) for word in digits) == written
        words = numerals.number(lang, written, "value").split(" ")
        zeros = len(written) - len(written.lstrip("0"))
        assert words[:zeros] == [UNITS[lang][0]] * zeros
        assert not words[zeros:] or READ[lang](words[zeros:]) == amount


@given(
    st.sampled_from(["id", "en"]), st.from_regex(r"[0-9]{3,9}", fullmatch=True), st.sampled_from(["digits", "value"])
)
def test_no_figure_is_left_in_what_is_spoken(lang, written, style):
    assert not any(sign.isdigit() for sign in numerals.number(lang, written, style))


def test_a_number_without_words_is_a_bug_and_says_so():
    with pytest.raises(ValueError, match="no words for 1000000"):
        numerals.value("id", 1_000_000)


@pytest.mark.parametrize("lang", languages())
def test_each_language_has_words_of_its_own_for_every_number_of_three_digits(lang):
    for words in (
        {numerals.value(lang, amount) for amount in range(1000)},
        {numerals.rank(lang, n) for n in range(1000)},
    ):
        assert len(words) == 1000
        assert not any(sign.isdigit() or sign in "<>=[]" for said in words for sign in said)


@pytest.mark.parametrize("lang", languages())
def test_each_language_has_words_for_the_largest_number(lang):
    assert not set(numerals.value(lang, numerals.MAX_NUMBER)) & set("0123456789<>=[]")


@pytest.mark.parametrize(
    ("floor", "said"),
    [
        (1, "first"),
        (12, "twelfth"),
        (20, "twentieth"),
        (21, "twenty-first"),
        (100, "one hundredth"),
        (103, "one hundred and third"),
        (1200, "one thousand two hundredth"),
    ],
)
def test_english_ranks_storeys(floor, said):
    assert numerals.rank("en", floor) == said


def test_a_number_below_the_first_rule_is_a_bug_and_says_so():
    with pytest.raises(ValueError, match="no words for 3: the rules of 'value' begin at 4"):
        NumberRules({"value": {4: "four"}}, {}).words("value", 3)
