/* Taking back the latest act: offered for ten seconds after it, by button and by key. */

import { html, useEffect, useState } from "/vendor/preact.js";
import { Key } from "/common/ui.js";
import { t } from "/common/words.js";

const UNDOABLE = new Set(["finish", "no-show", "hold", "transfer", "call", "resume", "call-next"]);
/** Milliseconds for which it is offered. */
const OFFERED = 10_000;
const SECOND = 1_000;

/** `{offer, note, clear}`: `offer` is `{name, label, to}` while the act may be taken back, else null, with `seconds` left;
 *  `note(name, label, to)` is told of every command that was done; `to` is where somebody was sent, or who
 *  was called instead. */
export function useUndo() {
  const [offer, setOffer] = useState(null);
  useEffect(() => {
    if (!offer) return undefined;
    const timer = setTimeout(
      () => setOffer(offer.seconds > 1 ? { ...offer, seconds: offer.seconds - 1 } : null),
      SECOND,
    );
    return () => clearTimeout(timer);
  }, [offer]);
  return {
    offer,
    clear: () => setOffer(null),
    note: (name, label, to) => setOffer(label && UNDOABLE.has(name) ? { name, label, to, seconds: OFFERED / SECOND } : null),
  };
}

/** The bar: what was done, and the button that takes it back. The seconds are not read out. */
export function Undo({ offer, off, shortcuts, onUndo }) {
  return html`
    <div class="undo" role="status">
      ${offer && html`
        <span>${t(`counter.undo.${offer.name.replace("-", "_")}`, { label: offer.label, to: offer.to })}</span>
        <button type="button" class="secondary" data-does="undo" aria-disabled=${off} onClick=${() => off || onUndo()}>
          ${t("counter.undo.do")} <span class="number" aria-hidden="true">${offer.seconds}</span>${shortcuts && html`<${Key}>U<//>`}
        </button>
      `}
    </div>
  `;
}
