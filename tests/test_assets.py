"""What is shipped beside the code: fonts, icons, words, licences, and pages that need no internet."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QImage, QPainter, QRawFont
from PySide6.QtQuick import QQuickWindow

from shared.qt.app import make_application, make_engine
from shared.qt.icons import draw
from shared.resources import ASSETS, WEB
from shared.texts import language_folder, languages

ROOT = Path(__file__).resolve().parent.parent
FONTS = sorted((ASSETS / "fonts").glob("*.ttf"))
ICONS = sorted((ASSETS / "icons").glob("*.svg"))
FAMILIES = {
    "PlusJakartaSans": "Plus Jakarta Sans",
    "AtkinsonHyperlegibleNext": "Atkinson Hyperlegible Next",
    "AtkinsonHyperlegibleMono": "Atkinson Hyperlegible Mono",
}
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700, "ExtraBold": 800}
NUMBERS = "Atkinson Hyperlegible Next"
SVG = "{http://www.w3.org/2000/svg}"


def _name(path: Path) -> str:
    return path.stem


def _font(family: str, weight: int, pixels: int = 100) -> QFont:
    font = QFont(family)
    font.setWeight(QFont.Weight(weight))
    font.setPixelSize(pixels)
    return font


@pytest.fixture(autouse=True)
def fonts(qapp: QObject) -> None:  # noqa: ARG001 - pytest-qt's own application must be there first
    make_application("assets")


@pytest.mark.parametrize("path", FONTS, ids=_name)
def test_a_font_loads_under_the_family_of_its_typeface(path: Path) -> None:
    file, style = path.stem.split("-")
    loaded = QFontDatabase.addApplicationFont(str(path))
    assert FAMILIES[file] in QFontDatabase.applicationFontFamilies(loaded)
    assert QFontDatabase.weight(FAMILIES[file], style) == WEIGHTS[style]


@pytest.mark.parametrize("path", FONTS, ids=_name)
def test_a_weight_is_drawn_from_its_own_file_and_not_thickened_by_qt(path: Path) -> None:
    file, style = path.stem.split("-")
    raw = QRawFont.fromFont(_font(FAMILIES[file], WEIGHTS[style]))
    assert bytes(raw.fontTable("glyf").data()) == bytes(TTFont(path).reader["glyf"])


@pytest.mark.parametrize("path", FONTS, ids=_name)
def test_a_font_has_its_licence_beside_it(path: Path) -> None:
    licence = path.with_name(f"{path.stem.split('-')[0]}-OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name" not in licence.split("PREAMBLE")[0]


@pytest.mark.parametrize("weight", [400, 600, 700, 800])
def test_figures_that_must_be_matched_keep_their_width(weight: int) -> None:
    metrics = QFontMetricsF(_font(NUMBERS, weight))
    assert len({metrics.horizontalAdvance(f"A-{figure * 3}") for figure in "0123456789"}) == 1
    assert metrics.horizontalAdvance("08:11") == metrics.horizontalAdvance("23:59")


@pytest.mark.parametrize("weight", [400, 600, 700, 800])
def test_a_zero_has_a_slash_so_that_nobody_reads_the_letter(weight: int) -> None:
    font = _font(NUMBERS, weight, 200)
    inked = {}
    for sign in "0O":
        box = QFontMetricsF(font).tightBoundingRect(sign)
        image = QImage(300, 300, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        painter.setFont(font)
        painter.drawText(50, 250, sign)
        painter.end()
        middle = image.pixelColor(round(50 + box.center().x()), round(250 + box.center().y()))
        inked[sign] = middle.lightness() < 128
    assert inked == {"0": True, "O": False}


def test_the_typeface_for_words_has_every_sign_that_the_texts_use() -> None:
    known = TTFont(ASSETS / "fonts" / "PlusJakartaSans-Regular.ttf").getBestCmap()
    files = [*ASSETS.glob("texts/*.toml"), *ASSETS.glob("sites/*.toml")]
    missing = {
        f"{path.name}: {sign!r}"
        for path in files
        for value in _leaves(tomllib.loads(path.read_text(encoding="utf-8")))
        for sign in value
        if sign != "\n" and ord(sign) not in known
    }
    assert missing == set()


def _leaves(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)


@pytest.mark.parametrize("path", ICONS, ids=_name)
def test_an_icon_is_drawn_at_every_size(path: Path) -> None:
    for pixels in (16, 24, 33, 96):
        image = draw(path.stem, QSize(pixels, pixels))
        assert (image.width(), image.height()) == (pixels, pixels)
        assert any(image.pixelColor(x, y).alpha() > 200 for x in range(pixels) for y in range(pixels))


@pytest.mark.parametrize("path", ICONS, ids=_name)
def test_an_icon_takes_the_colour_that_is_asked_for(path: Path) -> None:
    assert _colours(draw(path.stem, QSize(96, 96), "#0b6b63")) == {"#0b6b63"}


@pytest.mark.parametrize("path", [path for path in ICONS if path.stem != "logo"], ids=_name)
def test_an_icon_is_one_black_line_drawing_on_the_grid_of_24(path: Path) -> None:
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own file
    assert (root.tag, root.get("viewBox"), root.get("stroke-width")) == (f"{SVG}svg", "0 0 24 24", "2")
    assert {each.get(part) for each in root.iter() for part in ("fill", "stroke")} <= {None, "none", "#000"}


def test_an_unknown_icon_or_colour_gives_no_picture() -> None:
    assert draw("no-such-icon", QSize(24, 24)).isNull()
    assert draw("../fonts/clock", QSize(24, 24)).isNull()
    assert draw("clock", QSize(24, 24), "no-such-colour").isNull()


def test_an_icon_keeps_its_shape_in_a_box_of_another_shape() -> None:
    image = draw("logo", QSize(200, 50))
    assert (image.width(), image.height()) == (200, 50)
    assert image.pixelColor(20, 25).alpha() == 0
    assert draw("logo", QSize(104, 0)).size() == QSize(104, 114)


def _colours(image: QImage) -> set[str]:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {colour.name() for colour in pixels if colour.alpha() == 255}


def test_an_icon_is_seen_in_a_window_in_its_colour() -> None:
    engine = make_engine()
    engine.loadData(
        b"""
        import QtQuick
        import Antrean.Controls
        Window {
            width: 200; height: 100; visible: true; color: "#FFFFFF"
            Icon { x: 0; size: 100; name: "start"; color: "#B3261E" }
            Icon { x: 100; size: 100; name: "logo"; asDrawn: true }
        }
        """
    )
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    picture = window.grabWindow()
    left, right = (_colours(picture.copy(x, 0, 100, 100)) for x in (0, 100))
    window.close()
    del window
    engine.deleteLater()
    assert "#b3261e" in left
    assert {"#0b6b63", "#f5b301"} <= right


def test_the_logo_for_paper_has_black_and_white_only() -> None:
    with Image.open(ASSETS / "icons" / "logo-mono.png") as logo:
        assert (logo.mode, logo.height) == ("1", 96)


def test_every_icon_that_a_screen_or_page_names_exists() -> None:
    named = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in (*_sources("*.qml"), *_sources("*.html"), *_sources("*.js"), *_sources("*.css"))
        for name in re.findall(
            r"(?:image://icon/|/assets/icons/)([a-z-]+)(?=[\".?')])|\bIcon \{[^{}]*?\bname: \"([a-z-]+)\"",
            path.read_text(encoding="utf-8"),
        )
    }
    known = {path.stem for path in ICONS}
    assert {(path, "".join(name)) for path, name in named if "".join(name) not in known} == set()


def _texts(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}

    def walk(prefix: str, table: Mapping[str, object]) -> None:
        for key, value in table.items():
            if isinstance(value, Mapping):
                walk(f"{prefix}{key}.", value)
            else:
                found[f"{prefix}{key}"] = str(value)

    walk("", tomllib.loads(path.read_text(encoding="utf-8")))
    return found


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


ROOMS = sorted(path.stem for path in (language_folder("id") / "texts").glob("*.toml"))


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("lang", languages())
def test_a_room_says_the_same_in_all_languages(room: str, lang: str) -> None:
    indonesian, other = (_texts(language_folder(one) / "texts" / f"{room}.toml") for one in ("id", lang))
    assert indonesian.keys() == other.keys()
    differing = {key for key in indonesian if _placeholders(indonesian[key]) != _placeholders(other[key])}
    assert differing == set()


@pytest.mark.parametrize("lang", languages())
def test_a_language_has_texts_for_all_rooms_and_no_others(lang: str) -> None:
    assert sorted(path.stem for path in (language_folder(lang) / "texts").iterdir()) == ROOMS


@pytest.mark.parametrize("room", ROOMS)
def test_no_text_is_empty(room: str) -> None:
    for lang in languages():
        texts = _texts(language_folder(lang) / "texts" / f"{room}.toml")
        assert [key for key, text in texts.items() if not text.strip()] == []


def _sources(pattern: str) -> list[Path]:
    rooms = (ROOT / room for room in ("assets", "web", "docs", "shared", "kiosk", "display"))
    return [path for room in rooms for path in room.rglob(pattern) if WEB / "vendor" not in path.parents]


def test_spelling_follows_the_dictionary() -> None:
    patterns = ("*.toml", "*.qml", "*.html", "*.js", "*.css", "*.md", "*.svg")
    files = [*(path for pattern in patterns for path in _sources(pattern)), *ROOT.glob("*.md")]
    wrong = re.compile(r"\b\w*antrian\w*|\b\w*silahkan\w*", re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files
        for match in wrong.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_pages_load_nothing_from_the_internet() -> None:
    outside = re.compile(r"""(?:\bsrc=|\bhref=|\bfrom\s*|\bimport\s*\(?|\burl\()\s*["']?(?:https?:)?//[^"')\s]*""")
    patterns = ("*.html", "*.js", "*.css")
    found = [
        f"{path.relative_to(WEB)}: {match[0]}"
        for pattern in patterns
        for path in WEB.rglob(pattern)
        for match in outside.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_vendored_modules_import_only_each_other() -> None:
    vendor = WEB / "vendor"
    wanted = {
        (path.name, target)
        for path in vendor.glob("*.js")
        for target in re.findall(r'\bfrom\s*"([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert wanted
    assert {pair for pair in wanted if not (vendor / pair[1]).is_file() or not pair[1].startswith("./")} == set()


def test_the_notices_name_everything_that_is_not_ours() -> None:
    notices = (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")
    licences = [*(ASSETS / "fonts").glob("*-OFL.txt"), *(WEB / "vendor").glob("*-LICENSE.txt")]
    with (ROOT / "pyproject.toml").open("rb") as file:
        required: list[str] = tomllib.load(file)["project"]["dependencies"]
    packages = [re.split(r"[\[><=;! ]", requirement, maxsplit=1)[0] for requirement in required]
    names = [*(path.relative_to(ROOT).as_posix() for path in licences), *packages]
    assert [name for name in names if name not in notices] == []
