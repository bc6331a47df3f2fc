"""The paper's bytes, decoded, drawn and read again."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image, ImageChops

from kiosk.paper import ops, raster
from kiosk.paper.ascii_text import printable
from kiosk.paper.decode import OpDecoder, decode, unknown
from kiosk.paper.encode import LINE_DOTS, encode, without_commands
from kiosk.paper.layout import BarPart, LetterSize, TextPart, bars
from kiosk.paper.receipt import receipt
from kiosk.paper.render import picture, render
from shared.texts import text
from shared.wire import PaperInfo
from tests.support.paper_texts import texts
from tests.support.slips import PAPERS, URL, slip

every_paper = pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)


def job(lang: str = "id", paper: PaperInfo = PAPERS["80"], label: str = "A-013", **changed: bool) -> bytes:
    return encode(receipt(slip(lang, paper=paper, label=label, **changed)), paper)  # type: ignore[arg-type]


def as_drawn(image: Image.Image) -> bytes:
    """A 1-bit picture as printers get it: 1 is black."""
    return ImageChops.invert(image).tobytes()


@every_paper
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_qr_reads_back_as_the_tickets_page(paper: PaperInfo, lang: str) -> None:
    found = zxingcpp.read_barcodes(render(job(lang, paper), paper.dots), try_invert=False)
    assert [code.text for code in found] == [URL], "dark on light, as phones want it"


@every_paper
def test_a_printer_that_draws_the_qr_itself_gets_the_same_address(paper: PaperInfo) -> None:
    native = PaperInfo(paper.width_mm, paper.dots, paper.columns, paper.cutter, native_qr=True)
    data = job(paper=native)
    assert [op.data for op in decode(data) if isinstance(op, ops.QrStore)] == [URL.encode()]
    assert [code.text for code in zxingcpp.read_barcodes(render(data, paper.dots), try_invert=False)] == [URL]
    assert len(data) < len(job(paper=paper))


@every_paper
@pytest.mark.parametrize("native", [False, True])
def test_the_qr_stands_in_a_quiet_zone_of_four_modules(paper: PaperInfo, native: bool) -> None:
    """ISO/IEC 18004, 6.3.8; printers draw a code of their own without it."""
    own = PaperInfo(paper.width_mm, paper.dots, paper.columns, paper.cutter, native_qr=native)
    image = render(job(paper=own), paper.dots)
    (code,) = zxingcpp.read_barcodes(image, try_invert=False)
    corners = code.position
    left, top, right, bottom = corners.top_left.x, corners.top_left.y, corners.bottom_right.x, corners.bottom_right.y
    modules = raster.modules(URL).width - 2 * raster.QUIET_MODULES
    quiet = round((right - left) / modules) * raster.QUIET_MODULES
    around = image.crop((left - quiet, top - quiet, right + quiet, bottom + quiet))
    around.paste(255, (quiet - 2, quiet - 2, around.width - quiet + 2, around.height - quiet + 2))
    assert min(around.tobytes()) == 255


@every_paper
def test_every_command_is_known_and_no_picture_is_wider_than_the_paper(paper: PaperInfo) -> None:
    found = decode(job(paper=paper, priority=True, demonstration=True))
    assert unknown(found) == ()
    assert all(op.stride * 8 <= paper.dots for op in found if isinstance(op, ops.Raster))


@every_paper
@pytest.mark.parametrize("label", ["A-013", "Z-999", "A-1204", "M-8888"])
def test_the_number_is_printed_as_large_as_the_paper_allows(paper: PaperInfo, label: str) -> None:
    found = [op for op in decode(job(paper=paper, label=label)) if isinstance(op, ops.Raster)]
    expected = raster.number(label, paper.dots)
    assert without_commands(as_drawn(expected)) in {op.data for op in found}
    assert expected.width >= paper.dots - 16 or expected.height >= paper.dots * 0.38
    left, top, right, bottom = ImageChops.invert(expected.convert("L")).getbbox() or (0, 0, 0, 0)
    assert (top, bottom) == (0, expected.height)
    assert right - left > expected.width - 8


def test_different_numbers_look_different() -> None:
    assert raster.number("A-013", 576).tobytes() != raster.number("A-018", 576).tobytes()


@every_paper
def test_only_a_printer_with_a_knife_is_told_to_cut(paper: PaperInfo) -> None:
    found = decode(job(paper=paper))
    assert (found[-1] == ops.Cut(partial=True)) is paper.cutter
    assert any(isinstance(op, ops.Cut) for op in found) is paper.cutter


@every_paper
def test_everything_drawn_stays_inside_the_paper(paper: PaperInfo) -> None:
    data = job(paper=paper, priority=True)
    wider = render(data, paper.dots + 200)
    here = render(data, paper.dots)
    assert here.height == wider.height, "a line was broken by the printer itself"
    assert here.width == paper.dots


def test_a_paper_is_short_enough_in_bytes_for_a_serial_printer() -> None:
    assert len(job()) < 24_000
    assert len(job(paper=PAPERS["58"])) < 16_000


def test_the_picture_is_a_png_of_the_paper_with_its_margins() -> None:
    with Image.open(io.BytesIO(picture(job(), PAPERS["80"]))) as image:
        assert image.format == "PNG"
        assert image.width == 640, "80 mm at 8 dots to the millimetre"


def test_a_dot_pattern_that_would_be_a_command_is_broken_up() -> None:
    assert without_commands(b"\x10\x04\x01\x10\x14\x10\x05") == b"\x10\x0c\x01\x10\x1c\x10\x0d"
    for label in ("A-013", "B-577", "H-808", "Z-940"):
        assert b"\x10\x04" not in job(label=label)
        assert b"\x10\x14" not in job(label=label)


def test_bytes_say_the_same_however_they_are_cut_up_on_the_way() -> None:
    data = job(priority=True)
    stream = OpDecoder()
    found = [op for at in range(0, len(data), 7) for op in stream.feed(data[at : at + 7])]
    whole = decode(data)
    assert texts(found) == texts(whole)
    assert [op for op in found if not isinstance(op, ops.Text)] == [op for op in whole if not isinstance(op, ops.Text)]
    assert stream.rest == b""


def test_a_command_that_nobody_knows_is_left_out_of_the_picture_and_counted(caplog: pytest.LogCaptureFixture) -> None:
    line = b"satu\n"
    assert len(unknown(decode(b"\x1bp" + line))) == 1
    assert render(b"\x1bp" + line, 384).tobytes() == render(line, 384).tobytes()
    assert "1 ESC/POS commands left out" in caplog.text


def test_a_job_that_breaks_off_in_a_picture_is_noticed() -> None:
    data = job()
    assert unknown(decode(data[: data.index(b"\x1dv0") + 40])) != ()


@pytest.mark.parametrize(
    ("command", "changes"),
    [
        (b"\x1bE\x01", True),
        (b"\x1bG\x01", True),
        (b"\x1b-\x01", True),
        (b"\x1dB\x01", True),
        (b"\x1bM\x01", True),
        (b"\x1b!\x30", True),
        (b"\x1d!\x11", True),
        (b"\x1ba\x02", True),
        (b"\x1b3\x50", True),
        (b"\x1b2", False),
        (b"\x1bt\x00", False),
        (b"\x10\x04\x01", False),
    ],
)
def test_a_setting_shows_in_the_letters_after_it(command: bytes, changes: bool) -> None:
    plain = render(b"\x1b@Loket 3\nA\n", 384)
    styled = render(b"\x1b@" + command + b"Loket 3\nA\n", 384)
    assert (plain.tobytes() != styled.tobytes()) is changes


def test_letters_stand_in_the_printers_grid() -> None:
    image = render(b"\x1b@" + b"M" * 33 + b"\n", 384)
    first, second = image.crop((0, 0, 12, 24)), image.crop((12 * 31, 0, 12 * 32, 24))
    assert first.tobytes() == second.tobytes()
    assert min(image.crop((0, 30, 12, 54)).tobytes()) < 128, "the 33rd letter begins a second line"
    assert min(image.crop((12, 30, 384, 54)).tobytes()) == 255


def test_the_older_bit_image_is_drawn_column_by_column() -> None:
    image = render(b"\x1b*\x21\x02\x00" + b"\x80\x00\x00" + b"\x00\x00\x01" + b"\n", 384)
    assert (image.getpixel((0, 0)), image.getpixel((1, 23)), image.getpixel((0, 23))) == (0, 0, 255)


def test_what_must_be_read_is_printed_large() -> None:
    layout = receipt(slip(priority=True))
    lines = {line.text: line for line in layout if isinstance(line, TextPart)}
    assert lines["Loket 1-4"].size is LetterSize.LARGE
    assert lines["4 orang di depan Anda"].size is LetterSize.LARGE
    assert BarPart("PRIORITAS") in layout


MARKS = [
    text(lang, f"paper.{key}") for lang in ("id", "en") for key in ("demonstration", "priority", "reprint", "reserve")
]


@every_paper
@pytest.mark.parametrize("words", MARKS)
def test_the_words_of_a_mark_stand_in_the_middle_of_a_bar_over_the_whole_paper(paper: PaperInfo, words: str) -> None:
    image = render(encode(bars(printable(words), paper.columns), paper), paper.dots)
    black = image.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert black is not None
    assert black[0] == paper.dots - black[2], "the bar has the same margin left and right"
    assert paper.dots - (black[2] - black[0]) < 24, "and leaves less than a letter free"
    for top in range(0, image.height, LINE_DOTS[LetterSize.LARGE]):
        line = image.crop((black[0], top, black[2], top + 48))
        if min(line.tobytes()) > 127:
            continue  # the paper that is fed for tearing off
        letters = line.point(lambda grey: 255 if grey > 128 else 0).getbbox()
        assert letters is not None
        left, right = letters[0], line.width - letters[2]
        assert abs(left - right) <= 6, f"{left} dots on the left, {right} on the right"


@every_paper
def test_every_line_says_its_own_size_weight_and_place_whatever_stood_before_it(paper: PaperInfo) -> None:
    """In python-escpos a size also ends bold, and nothing at all is sent for what is left out."""
    layout = receipt(slip(paper=paper, priority=True))
    expected = [
        (line.text, line.size.value, line.bold, line.align == "center") for line in layout if type(line) is TextPart
    ]
    size, bold, align, inverse = (1, 1), False, 0, False
    printed = []
    for op in decode(encode(layout, paper)):
        match op:
            case ops.Magnify(width, height):
                size = (width, height)
            case ops.Font() | ops.Underline():
                pass
            case ops.Bold(on):
                bold = on
            case ops.Align(where):
                align = where
            case ops.Inverse(on):
                inverse = on
            case ops.Text(words) if not inverse:
                printed.append((words, size, bold, align == 1))
            case _:
                pass
    assert printed == expected
