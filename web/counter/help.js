/* The keys, and the switch that turns them off. */

import { html, useEffect, useRef } from "/vendor/preact.js";
import { t } from "/common/words.js";

const KEYS = [
  ["space", "main"],
  ["R", "recall"],
  ["X", "no_show"],
  ["S", "finish_only"],
  ["?", "help"],
];

export function Help({ shortcuts, onShortcuts, onClose }) {
  const dialog = useRef(null);
  useEffect(() => dialog.current.showModal(), []);
  return html`
    <dialog ref=${dialog} class="card help" aria-labelledby="help" onClose=${onClose}>
      <h2 id="help">${t("counter.help.title")}</h2>
      <dl>
        ${KEYS.map(
          ([key, does]) => html`<div key=${key}><dt><kbd>${key === "space" ? t("counter.keys.space") : key}</kbd></dt><dd>${t(`counter.help.${does}`)}</dd></div>`,
        )}
      </dl>
      <label class="switch">
        <input type="checkbox" checked=${shortcuts} onChange=${(event) => onShortcuts(event.target.checked)} />
        <span>${t("counter.help.switch")}</span>
      </label>
      <button type="button" class="primary" onClick=${() => dialog.current.close()}>${t("counter.help.close")}</button>
    </dialog>
  `;
}
