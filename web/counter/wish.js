/* The break that begins after this visitor: said as long as it stands, and taken back here. */

import { html } from "/vendor/preact.js";
import { clock } from "/common/moments.js";
import { Key } from "/common/ui.js";
import { t } from "/common/words.js";

/** `wish` is a `pauseOf` that has not begun. */
export function Wish({ wish, label, timezone, off, shortcuts, onTakeBack }) {
  if (!wish) return null;
  const until = wish.minutes !== null ? t("counter.hold.in", { n: wish.minutes }) : wish.backAt !== null && t("counter.wish.until", { at: clock(wish.backAt, timezone) });
  const more = [wish.reason, until, wish.by && t("counter.wish.by", { name: wish.by })].filter(Boolean).join(" · ");
  return html`
    <p class="wish" role="status">
      <span><strong>${t("counter.wish.says", { label })}</strong>${more && ` · ${more}`}</span>
      <button type="button" class="plain" data-does="stay_open" aria-disabled=${off} onClick=${() => off || onTakeBack()}>
        ${t("counter.wish.take_back")}${shortcuts && html`<${Key}>I<//>`}
      </button>
    </p>
  `;
}
