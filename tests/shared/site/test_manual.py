"""``docs/sites.md`` explains every key that the code knows, with the code's own defaults, and no others."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from msgspec import NODEFAULT
from msgspec.structs import fields

from shared.site.file import keys
from shared.site.load import WrongSite, load_text
from shared.site.model import KioskPolicy, PaperSettings, Policy, Speech

MANUAL = (Path(__file__).parents[3] / "docs" / "sites.md").read_text(encoding="utf-8")
TITLES = {"Top of the file": "", "A day with breaks": "day", "A break with a reason": "break"}


def tables() -> dict[str, dict[str, str]]:
    """Table of the file to its keys and what stands under "if left out"."""
    found: dict[str, dict[str, str]] = {}
    for section in MANUAL.split("\n### ")[1:]:
        title, _, body = section.partition("\n")
        rows = re.findall(r"^\| `(\w+)` \|[^|]*\| ([^|]*?) \|", body, re.MULTILINE)
        if rows:
            found[TITLES.get(title, title.strip("`[]"))] = dict(rows)
    return found


def test_the_manual_has_every_table_and_every_key_and_no_others() -> None:
    assert {name: set(rows) for name, rows in tables().items()} == {name: set(known) for name, known in keys().items()}


@pytest.mark.parametrize(
    ("table", "model"), [("policy", Policy), ("speech", Speech), ("paper", PaperSettings), ("kiosk", KioskPolicy)]
)
def test_the_manual_gives_the_defaults_of_the_code(table: str, model: type) -> None:
    rows = tables()[table]
    for field in fields(model):
        default = field.default if field.default is not NODEFAULT else field.default_factory()
        shown = rows[field.name].strip("`")
        if default or default is False:
            assert shown == json.dumps(default)
        else:
            assert shown in ("none", "nothing")


def test_the_smallest_file_of_the_manual_is_right_and_needs_every_line_marked_as_needed() -> None:
    example = re.search(r"```toml\n(.*?)```", MANUAL, re.DOTALL)
    assert example is not None
    assert load_text(example[1], "small.toml").key == "small"
    places = ("", "agency.dukcapil", "agency.dukcapil.service.ktp", "zone.hall")
    patterns = ("", "agency.AGENCY", "agency.AGENCY.service.SERVICE", "zone.ZONE")
    for place, pattern in zip(places, patterns, strict=True):
        for key, left_out in tables()[pattern].items():
            line = re.compile(rf"^{key} = .*\n", re.MULTILINE)
            at = example[1].index(f"[{place}]") if place else 0
            found = line.search(example[1], at)
            if left_out != "needed" or found is None:
                continue
            with pytest.raises(WrongSite) as refused:
                load_text(example[1][: found.start()] + example[1][found.end() :], "small.toml")
            assert f"{place}.{key}".lstrip(".") in {mistake.place for mistake in refused.value.mistakes}
