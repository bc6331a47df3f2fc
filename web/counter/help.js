/* The keys, and the switch that turns them off. */

import { html } from "/vendor/preact.js";
import { Dialog } from "/common/dialog.js";
import { t } from "/common/words.js";

const KEYS = [
  ["space", "main"],
  ["R", "recall"],
  ["X", "no_show"],
  ["Z", "miss_next"],
  ["K", "put_back"],
  ["S", "finish_only"],
  ["H", "hold"],
  ["T", "transfer"],
  ["U", "undo"],
  ["I", "pause"],
  ["M", "waiting"],
  ["D", "held"],
  ["N", "missed"],
  ["C", "look"],
  ["↑ ↓", "rows"],
  ["?", "help"],
];

export function Help({ shortcuts, onShortcuts, onClose }) {
  return html`
    <${Dialog} title=${t("counter.help.title")} kind="help" onClose=${onClose}>
      ${(close) => html`
        <dl>
          ${KEYS.map(
            ([key, does]) => html`<div key=${key}><dt><kbd>${key === "space" ? t("counter.keys.space") : key}</kbd></dt><dd>${t(`counter.help.${does}`)}</dd></div>`,
          )}
        </dl>
        <label class="switch">
          <input type="checkbox" checked=${shortcuts} onChange=${(event) => onShortcuts(event.target.checked)} />
          <span>${t("counter.help.switch")}</span>
        </label>
        <button type="button" class="primary" onClick=${close}>${t("counter.help.close")}</button>
      `}
    <//>
  `;
}
