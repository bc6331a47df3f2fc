from hypothesis import given
from hypothesis import strategies as st

from display.voice.pieces import MAX_CHARACTERS, pieces


def test_a_short_text_stays_whole():
    assert pieces("Nomor antrean A, nol satu tiga. Silakan menuju loket tiga.") == (
        "Nomor antrean A, nol satu tiga. Silakan menuju loket tiga.",
    )


def test_a_long_text_is_cut_between_sentences():
    first, second = "Satu " * 30 + "selesai.", "Dua " * 30 + "selesai."
    assert pieces(f"{first} {second}") == (first, second)


def test_a_long_sentence_is_cut_after_a_comma_before_it_is_cut_between_words():
    assert pieces("satu dua, tiga empat lima", 15) == ("satu dua,", "tiga empat lima")


@given(st.text(alphabet="abc .,!", max_size=900), st.integers(5, MAX_CHARACTERS))
def test_no_piece_is_too_long_and_no_letter_is_lost(text, most):
    cut = pieces(text, most)
    assert all(0 < len(piece) <= most for piece in cut)
    assert "".join("".join(cut).split()) == "".join(text.split())
