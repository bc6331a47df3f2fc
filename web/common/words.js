/* Words: the hub's translation files in the chosen language, and a site's own texts. No text for people stands in
 * code. */

import { request } from "./api.js";
import { lasting } from "./memory.js";

export const LANGUAGES = ["id", "en"];
const REMEMBERED = "antrean.lang";

let lang = "id";
let texts = {};
const loaded = {};

export const language = () => lang;

/** The language chosen on this browser before, else null. */
export function remembered() {
  const known = lasting.get(REMEMBERED);
  return LANGUAGES.includes(known) ? known : null;
}

/** Loads `chosen` and Indonesian beneath it; false when the hub gave no answer. */
export async function speak(chosen, { remember = true } = {}) {
  for (const one of new Set(["id", chosen])) {
    if (loaded[one]) continue;
    const answer = await request("GET", `/texts/${one}`);
    if (answer.is !== "done") return false;
    loaded[one] = answer.data;
  }
  lang = chosen;
  texts = { ...loaded.id, ...loaded[chosen] };
  document.documentElement.lang = chosen;
  if (remember) lasting.put(REMEMBERED, chosen);
  return true;
}

/** The text of `key` with its `{placeholders}` filled. A key without a text shows itself, and a test finds it. */
export function t(key, values = {}) {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));
}

/** A site's own text in the chosen language, else in Indonesian. */
export const pick = (words) => (words ? words[lang] || words.id || "" : "");

/** What a refusal says to staff: their own words for it, else those that kiosks use too. */
export function problem({ code }) {
  return texts[`pages.problem.${code}`] ?? texts[`problem.${code}`] ?? t("pages.problem.internal");
}
