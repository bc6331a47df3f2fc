"""The hall's logo: which pictures are let through, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.site.load import WrongSite, load_site, load_source, load_text, read_source
from shared.site.logo import MOST_BYTES, UnfitError, logo_of
from tests.support.logos import SVG, png, svg
from tests.support.sitetext import REGISTRY, hall, write


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("logo.svg", SVG),
        ("LOGO.SVG", svg(root='width="40mm" height="20mm"')),
        ("logo.svg", svg('<image href="data:image/png;base64,iVBORw0KGgo="/>')),
        ("logo.png", png()),
        ("logo.png", png(2000, 250)),
    ],
)
def test_a_drawing_and_a_picture_are_let_through(name: str, data: bytes) -> None:
    logo = logo_of(name, data)
    assert logo.data == data
    assert logo.address.endswith(f".{name.lower()[-3:]}")


def test_another_picture_has_another_address() -> None:
    assert logo_of("a.png", png()).address != logo_of("a.png", png(colour="#00b020")).address


WRONG = [
    ("logo.png", b"", "a PNG picture"),
    ("logo.png", SVG, "a PNG picture"),
    ("logo.png", png()[:-20], "cut off"),
    ("logo.png", png()[:60] + b"\0" + png()[61:], "damaged"),
    ("logo.png", png(8, 8), "16 to 2000 pixels"),
    ("logo.png", png(2400, 600), "2400 × 600"),
    ("logo.png", png(900, 100), "8 times as wide"),
    ("logo.png", png() + b"\0" * MOST_BYTES, "at most 200 KB"),
    ("logo.svg", png(), "text in UTF-8"),
    ("logo.svg", b"<html></html>", "begins with <html>"),
    ("logo.svg", b"<svg></svg>", "begins with <svg>"),
    ("logo.svg", svg()[:-3], "no XML that can be read (line 1)"),
    ("logo.svg", svg(root=""), "a viewBox"),
    ("logo.svg", svg(root='viewBox="0 0 900 10"'), "8 times as wide"),
    ("logo.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(), "a DOCTYPE"),
    ("logo.svg", b'<?xml-stylesheet href="http://x.test/a.css"?>' + svg(), "an instruction"),
    ("logo.svg", svg("<script>alert(1)</script>"), "<script>"),
    ("logo.svg", svg("<foreignObject/>"), "<foreignObject>"),
    ("logo.svg", svg('<set attributeName="href" to="javascript:alert(1)"/>'), "<set>"),
    ("logo.svg", svg('<g onload="alert(1)"/>'), "a script (onload)"),
    ("logo.svg", svg('<image href="http://x.test/a.png"/>'), "a link to 'http://x.test/a.png'"),
    ("logo.svg", svg('<use xlink:href="other.svg#a"/>'), "a link to 'other.svg#a'"),
    ("logo.svg", svg('<a href=" javascript:alert(1)"/>'), "a link to"),
    ("logo.svg", svg('<rect style="fill: url(http://x.test/a.svg)"/>'), "something from elsewhere"),
    ("logo.svg", svg("<style>@import 'a.css';</style>"), "something from elsewhere"),
    ("logo.svg", svg("<style>rect { fill: u\\72l(http://x.test) }</style>"), "something from elsewhere"),
]


@pytest.mark.parametrize(("name", "data", "said"), WRONG)
def test_what_is_no_drawing_or_more_than_one_is_refused_in_plain_words(name: str, data: bytes, said: str) -> None:
    with pytest.raises(UnfitError) as refused:
        logo_of(name, data)
    assert said in str(refused.value)


def site(folder: Path, logo: str = "logo.svg") -> Path:
    return write(folder / "hall.toml", hall(REGISTRY, top=f'logo = "{logo}"'))


def test_the_logo_beside_the_site_file_is_read_with_it(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(SVG)
    found, logo = load_source(read_source(site(tmp_path)))
    assert found.logo == "logo.svg"
    assert logo is not None
    assert logo.data == SVG


@pytest.mark.parametrize("name", ["../logo.svg", "logo.jpg", "C:\\\\logo.svg", "/etc/logo.svg", ".svg", "logo"])
def test_only_the_name_of_a_drawing_or_picture_is_a_logo(name: str) -> None:
    with pytest.raises(WrongSite) as refused:
        load_text(hall(REGISTRY, top=f'logo = "{name}"'), "hall.toml")
    assert [mistake.place for mistake in refused.value.mistakes] == ["logo"]


def test_a_missing_or_unfit_logo_is_told_with_its_line(tmp_path: Path) -> None:
    file = site(tmp_path)
    line = file.read_text().splitlines().index('logo = "logo.svg"') + 1
    with pytest.raises(WrongSite) as missing:
        load_site(file)
    assert str(missing.value).startswith(f"hall.toml, line {line}: logo: expected a picture beside the site file")
    (tmp_path / "logo.svg").write_bytes(svg("<script/>"))
    with pytest.raises(WrongSite) as unfit:
        load_site(file)
    assert "found <script> in line 1 (logo.svg)" in str(unfit.value)
