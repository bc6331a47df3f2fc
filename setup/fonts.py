"""Makes the fonts in ``assets/fonts`` from the WOFF2 files of the fontsource packages on npm.

Run by hand when a font is renewed; the TTFs it writes are committed, so nobody else needs npm:

    .venv/bin/python setup/fonts.py

What is done to them (the Open Font License allows it; neither family has a Reserved Font Name):

* Latin and Latin Extended are merged, unpacked from WOFF2, and the ``STAT`` table is dropped.
* Every weight gets name records that make one family of all of them (ids 16 and 17), with the four-style
  names that older Windows programs read (ids 1 and 2).
* Atkinson Hyperlegible Next shows its tabular figures without asking: the character map points to them, so that
  QML, CSS and Pillow all get figures of one width. Its zero has the slash in either form. Proportional figures
  are still there behind the ``pnum`` feature. Plus Jakarta Sans keeps proportional figures, with ``tnum``. Atkinson
  Hyperlegible Mono is only for the picture of the paper.

The same packages give the same bytes: time stamps are kept from the source.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "assets" / "fonts"
STYLES = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}


@dataclass(frozen=True)
class Typeface:
    family: str
    package: str
    version: str
    sha512: str
    weights: tuple[int, ...]
    tabular: bool

    @property
    def file(self) -> str:
        return self.family.replace(" ", "")


TYPEFACES = (
    Typeface(
        family="Plus Jakarta Sans",
        package="plus-jakarta-sans",
        version="5.3.0",
        sha512="9WRw3G74Ve4cyPApAZSXLPY5DiLOZXDn7Q7dIBjFBpA0Pj56ljDItEdy2UUajjJxRuTg2HkMLO5C3K2nAQORWg==",
        weights=(400, 500, 600, 700, 800),
        tabular=False,
    ),
    Typeface(
        family="Atkinson Hyperlegible Next",
        package="atkinson-hyperlegible-next",
        version="5.3.0",
        sha512="8p1tHVoPDo6oYwSO3sMw5snGwFwSf3TmeSF9Gcj792GXdsg6oqvhoItbj6Hj/XZIk0Xs+Cwu6pkLBAl3Q5HrwA==",
        weights=(400, 600, 700, 800),
        tabular=True,
    ),
    Typeface(
        family="Atkinson Hyperlegible Mono",
        package="atkinson-hyperlegible-mono",
        version="5.3.0",
        sha512="7Iha5azCRXJVk4NdxbVdKAE+4p/rMJoW6dslvhktugDFPSp7kxFRGAavBtwtSTrnyNhKXW8w1NHgMnrh/6OshA==",
        weights=(500, 700),
        tabular=False,
    ),
)


def main() -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    for typeface in TYPEFACES:
        with tempfile.TemporaryDirectory() as folder:
            package = _fetched(typeface, Path(folder))
            for weight in typeface.weights:
                target = FONTS / f"{typeface.file}-{STYLES[weight]}.ttf"
                _converted(typeface, weight, package / "files").save(target)
                print(f"{target.name}: {target.stat().st_size // 1024} kB")
            shutil.copyfile(package / "LICENSE", FONTS / f"{typeface.file}-OFL.txt")


def _fetched(typeface: Typeface, folder: Path) -> Path:
    """The unpacked npm package, its checksum compared."""
    wanted = f"@fontsource/{typeface.package}@{typeface.version}"
    subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    archive = next(folder.glob("*.tgz"))
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != typeface.sha512:
        raise SystemExit(f"{wanted}: checksum is {found}, expected {typeface.sha512}")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def _converted(typeface: Typeface, weight: int, files: Path) -> TTFont:
    with tempfile.TemporaryDirectory() as folder:
        parts: list[str] = []
        for subset in ("latin", "latin-ext"):
            part = TTFont(files / f"{typeface.package}-{subset}-{weight}-normal.woff2", recalcTimestamp=False)
            part.flavor = None
            del part["STAT"]
            parts.append(str(Path(folder) / f"{subset}.ttf"))
            part.save(parts[-1])
        font = Merger(Options(drop_tables=["prep", "gasp"])).merge(parts)
        latin = TTFont(parts[0])
        for tag in ("prep", "gasp"):
            font[tag] = latin[tag]
        font["head"].created, font["head"].modified = latin["head"].created, latin["head"].modified
    font.recalcTimestamp = False
    if typeface.tabular:
        _show_tabular_figures(font)
    _name(font, typeface.family, weight)
    return font


def _show_tabular_figures(font: TTFont) -> None:
    for table in font["cmap"].tables:
        for code, glyph in table.cmap.items():
            if ord("0") <= code <= ord("9"):
                table.cmap[code] = f"{glyph}.tf"


def _name(font: TTFont, family: str, weight: int) -> None:
    style = STYLES[weight]
    in_four = style in {"Regular", "Bold"}
    postscript = f"{family.replace(' ', '')}-{style}"
    names = font["name"]
    version = names.getDebugName(5)
    kept = {number: names.getDebugName(number) for number in (0, 5, 13, 14)}
    names.names = []
    records = kept | {
        1: family if in_four else f"{family} {style}",
        2: style if in_four else "Regular",
        3: f"{version};Antrean;{postscript}",
        4: f"{family} {style}",
        6: postscript,
        16: None if in_four else family,
        17: None if in_four else style,
    }
    for number, text in sorted(records.items()):
        if text is not None:
            names.setName(text, number, 3, 1, 0x409)
    bold = weight == 700
    font["OS/2"].usWeightClass = weight
    regular_bit, bold_bit = 1 << 6, 1 << 5
    others = font["OS/2"].fsSelection & ~(regular_bit | bold_bit)
    font["OS/2"].fsSelection = others | (bold_bit if bold else regular_bit)
    font["head"].macStyle = int(bold)


if __name__ == "__main__":
    main()
