"""Looks at a page as it is drawn: what stands outside its place, is torn, or cannot be seen."""

from __future__ import annotations

from playwright.sync_api import Page

MISFITS = """async () => {
  await document.fonts.ready;
  const found = new Set();
  const width = document.documentElement.clientWidth;
  const whole = document.documentElement.scrollWidth;
  if (whole > width) found.add(`the page is ${whole} wide`);
  const UNSEEN = ".hidden-text, option, script, style, .top .place > span"; // the last is cut off on purpose
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const parent = node.parentElement;
    if (!parent.checkVisibility({ visibilityProperty: true }) || parent.closest(UNSEEN)) continue;
    for (const { 0: word, index } of node.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const parts = [...range.getClientRects()].filter((one) => one.width > 0);
      if (parts.length === 0) continue;
      if (new Set(parts.map((one) => Math.round(one.top))).size > 1) found.add(`torn: ${word}`);
      const place = range.getBoundingClientRect();
      if (place.right > width + 1 && !parent.closest(".scroll, .agencies")) found.add(`beyond the edge: ${word}`);
      const button = parent.closest(".primary, .secondary, .chip, .offer");
      const tile = parent.closest(".letter");
      for (const [around, room, what] of [[button, 2, "button"], [tile, 3, "tile"]]) {
        if (!around) continue;
        const box = around.getBoundingClientRect();
        const [left, right] = [place.left - box.left, box.right - place.right];
        const above = place.top < box.top || place.bottom > box.bottom;
        if (Math.min(left, right) < room || above) found.add(`at the edge of its ${what}: ${word}`);
      }
    }
  }
  for (const list of document.querySelectorAll("ol, ul")) {
    const seen = list.clientHeight;
    if (seen > 0 && seen < 120 && list.scrollHeight > seen + 1) found.add(`only ${seen} px of a list are seen`);
  }
  return [...found];
}"""


def misfits(page: Page) -> list[str]:
    """Words that are torn, stand beyond the page's edge or at the edge of their button or letter tile; lists of which
    next to nothing is seen; and a page that has to be moved sideways."""
    return [str(one) for one in page.evaluate(MISFITS)]
