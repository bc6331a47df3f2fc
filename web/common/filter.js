/* Making a long list short: a field above it, from so many entries on that nobody finds one at a glance. */

import { html } from "/vendor/preact.js";
import { t } from "./words.js";

/** Entries from which on a list has a field. */
const MANY = 25;

/** Whether every word typed is in one of `texts`; nothing typed is in every entry. */
export function fits(typed, ...texts) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const text = texts.join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The field for a list of `all` entries of which `shown` are left; nothing where the list is short. */
export function Filter({ typed, onTyped, all, shown }) {
  if (all < MANY) return null;
  return html`
    <div class="filter">
      <label>
        <span>${t("pages.filter.label")}</span>
        <input type="search" name="filter" autocomplete="off" spellcheck=${false} value=${typed} onInput=${(event) => onTyped(event.target.value)} />
      </label>
      <p class="quiet" role="status">${typed.trim() && t(shown > 0 ? "pages.filter.found" : "pages.filter.nothing", { n: shown, of: all })}</p>
    </div>
  `;
}
