"""The look is written twice, for QML and for the pages: both must say the same, and people must be able to read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlApplicationEngine, QQmlExpression

from shared.qt.app import make_engine
from shared.resources import WEB
from shared.site.colour import contrast

CSS = (WEB / "common" / "tokens.css").read_text(encoding="utf-8")
ROOT_BLOCK = re.search(r"^:root \{(.*?)^\}", CSS, re.DOTALL | re.MULTILINE)
assert ROOT_BLOCK is not None
TOKENS: dict[str, str] = dict(re.findall(r"--([a-z0-9-]+):\s*([^;]+);", ROOT_BLOCK[1]))
COLOURS = {name: value for name, value in TOKENS.items() if value.startswith("#")}
QML_ONLY = {"house-accent"}

Ask = Callable[[str], object]


@pytest.fixture
def engine(qapp: QObject) -> Iterator[QQmlApplicationEngine]:  # noqa: ARG001 - QML needs an application
    engine = make_engine()
    yield engine
    engine.deleteLater()


@pytest.fixture
def theme(engine: QQmlApplicationEngine) -> QObject:
    found = engine.singletonInstance("Antrean.Theme", "Theme")
    assert isinstance(found, QObject)
    return found


@pytest.fixture
def ask(engine: QQmlApplicationEngine, theme: QObject) -> Ask:
    def evaluate(expression: str) -> object:
        asked = QQmlExpression(engine.rootContext(), theme, expression)
        answer = asked.evaluate()
        assert not asked.hasError(), asked.error().toString()
        return answer[0] if isinstance(answer, tuple) else answer

    return evaluate


def _kebab(name: str) -> str:
    return re.sub(r"[A-Z]", lambda letter: f"-{letter[0].lower()}", name)


def _hex(value: object) -> str:
    assert isinstance(value, QColor)
    return value.name().upper()


def test_qml_and_css_have_the_same_colours(theme: QObject) -> None:
    meta = theme.metaObject()
    names = [str(meta.property(at).name()) for at in range(meta.propertyCount())]
    qml = {_kebab(name): theme.property(name) for name in names}
    colours = {name: _hex(value) for name, value in qml.items() if isinstance(value, QColor)}
    assert {name: value for name, value in colours.items() if name not in QML_ONLY} == COLOURS


@pytest.mark.parametrize(("name", "unit"), [("radius", "px"), ("hairline", "px"), ("press", "ms"), ("page", "ms")])
def test_qml_and_css_have_the_same_measures(theme: QObject, name: str, unit: str) -> None:
    assert TOKENS[name] == f"{theme.property(name):g}{unit}"


def test_qml_and_css_press_by_the_same_scale(theme: QObject) -> None:
    assert float(TOKENS["press-scale"]) == theme.property("pressScale")


@pytest.mark.parametrize("step", range(-2, 9))
def test_qml_and_css_have_the_same_type_scale(ask: Ask, step: int) -> None:
    css = TOKENS[f"size-minus-{-step}" if step < 0 else f"size-{step}"]
    assert ask(f"size({step})") == round(float(css.removesuffix("px")))


@pytest.mark.parametrize("role", ["words", "numbers"])
def test_qml_and_css_name_the_same_typefaces(theme: QObject, role: str) -> None:
    assert TOKENS[role].startswith(f'"{theme.property(role)}"')


@pytest.mark.parametrize(
    ("width", "height", "scale", "portrait"),
    [
        (1920, 1080, 1.0, False),
        (3840, 2160, 2.0, False),
        (1280, 720, 2 / 3, False),
        (1024, 768, 1024 / 1920, False),
        (1080, 1920, 1.0, True),
        (720, 1280, 2 / 3, True),
        (2160, 3840, 2.0, True),
    ],
)
def test_everything_scales_with_the_window_in_both_directions(
    ask: Ask, theme: QObject, width: int, height: int, scale: float, portrait: bool
) -> None:
    ask(f"fit({width}, {height})")
    assert theme.property("scale") == pytest.approx(scale)
    assert theme.property("portrait") is portrait
    assert ask("size(0)") == round(20 * scale)
    assert ask("space(2)") == round(16 * scale)
    assert theme.property("radius") == pytest.approx(22 * scale)


def test_a_window_without_a_size_changes_nothing(ask: Ask, theme: QObject) -> None:
    ask("fit(3840, 2160)")
    ask("fit(0, 0)")
    assert theme.property("scale") == 2.0


def test_a_hairline_never_gets_thinner_than_a_pixel(ask: Ask, theme: QObject) -> None:
    ask("fit(640, 360)")
    assert theme.property("hairline") == 1


def test_millimetres_follow_the_real_screen_when_it_is_known(ask: Ask, theme: QObject) -> None:
    ask("fit(3840, 2160)")
    assert ask("mm(10)") == 81
    theme.setProperty("pixelsPerMm", 5.5)
    assert ask("mm(10)") == 55


def test_reduced_motion_leaves_no_movement(theme: QObject) -> None:
    theme.setProperty("reduceMotion", True)
    assert (theme.property("press"), theme.property("page"), theme.property("pressScale")) == (0, 0, 1)


def test_larger_text_leaves_the_measures_alone(ask: Ask, theme: QObject) -> None:
    theme.setProperty("textScale", 1.5)
    assert ask("size(0)") == 30
    assert ask("px(20)") == 20


def test_a_sites_own_accent_brings_its_own_soft_accent(theme: QObject) -> None:
    theme.setProperty("accent", QColor("#884400"))
    assert contrast("#884400", _hex(theme.property("accentSoft"))) > 4.5
    assert _hex(theme.property("accentSoft")) != COLOURS["accent-soft"]


@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("ink", "paper", 7),
        ("ink", "card", 7),
        ("ink", "accent-soft", 7),
        ("ink2", "paper", 7),
        ("ink2", "card", 7),
        ("ink2", "accent-soft", 4.5),
        ("ink3", "paper", 3),
        ("ink3", "card", 3),
        ("card", "accent", 4.5),
        ("card", "ink", 7),
        ("card", "danger", 4.5),
        ("accent", "card", 4.5),
        ("accent", "paper", 4.5),
        ("accent", "accent-soft", 4.5),
        ("call-ink", "call", 7),
        ("call", "call-ink", 7),
        ("call", "night", 7),
        ("call", "night2", 7),
        ("call", "night3", 7),
        ("danger", "card", 4.5),
        ("danger", "paper", 4.5),
        ("snow", "night", 7),
        ("snow", "night2", 7),
        ("snow", "night3", 7),
    ],
)
def test_text_stands_out_from_its_ground(text: str, ground: str, least: float) -> None:
    assert contrast(COLOURS[text], COLOURS[ground]) >= least


@pytest.mark.parametrize("ground", ["accent", "danger", "card", "call", "paper", "night2"])
def test_text_stands_out_from_a_pressed_ground_too(ask: Ask, ground: str) -> None:
    text = {"card": "ink", "paper": "ink", "call": "call-ink"}.get(ground, "snow")
    assert contrast(COLOURS[text], _hex(ask(f"pressed({ground})"))) >= 4.5


def test_the_pages_find_every_font_they_name() -> None:
    faces = re.findall(r'font-family: "([^"]+)"; font-weight: (\d+);.*?url\("/assets/fonts/([^"]+)"\)', CSS)
    assets = WEB.parent / "assets" / "fonts"
    assert {family for family, _, _ in faces} == {"Plus Jakarta Sans", "Atkinson Hyperlegible Next"}
    assert [file for _, _, file in faces if not (assets / file).is_file()] == []


def test_the_pages_obey_reduced_motion() -> None:
    reduced = CSS.split("prefers-reduced-motion: reduce", 1)[1]
    assert "--press: 0ms" in reduced
    assert "--page: 0ms" in reduced
