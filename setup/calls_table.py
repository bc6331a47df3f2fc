"""Writes the table of the API's calls into its document, from the hub's own table of routes.

Usage: python setup/calls_table.py [--check]

With ``--check`` nothing is written; the exit code is 1 when the document is not up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from hub.http.table import TABLE  # noqa: E402 (the path is set first)

HEAD = "| call | roles | what it does |\n|---|---|---|\n"


def document() -> Path:
    """The document that has the table."""
    api = ROOT / "docs" / "api.md"
    return api if api.exists() and HEAD in api.read_text("utf-8") else ROOT / "docs" / "architecture.md"


def rows() -> str:
    """The table's rows, as Markdown."""
    return "".join(
        f"| `{route.method} {route.path}` | {', '.join(sorted(route.roles)) or 'anyone'} | {route.summary} |\n"
        for route in TABLE
    )


def with_table(text: str) -> str:
    """The document's text with the rows as they are now. Raises ValueError when there is no table in it."""
    before, head, after = text.partition(HEAD)
    if not head:
        raise ValueError("there is no table of calls")
    lines = after.splitlines(keepends=True)
    old = next((place for place, line in enumerate(lines) if not line.startswith("|")), len(lines))
    return before + head + rows() + "".join(lines[old:])


def main() -> int:
    path = document()
    text = path.read_text("utf-8")
    wanted = with_table(text)
    if "--check" in sys.argv[1:]:
        if text != wanted:
            print(f"{path.relative_to(ROOT)}: the table of calls is not up to date; run python setup/calls_table.py")
        return int(text != wanted)
    path.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
