"""Which words a page breaks inside: they stand on two lines without a blank or a hyphen between."""

from __future__ import annotations

from typing import Any

_FIND = """() => {
  const broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.checkVisibility() || node.parentElement.closest("[data-breaks]")) continue;
    for (const found of node.data.matchAll(/[^\\s\\-\\u2010-\\u2015\\/·]+/g)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const rows = [...range.getClientRects()].filter((one) => one.width > 0).map((one) => Math.round(one.top));
      if (new Set(rows).size > 1) broken.push(found[0]);
    }
  }
  return broken;
}"""


def broken_words(page: Any) -> list[str]:
    """Parts of an element with ``data-breaks`` (a file's path, a code's digits) may be broken anywhere."""
    return list(page.evaluate(_FIND))
