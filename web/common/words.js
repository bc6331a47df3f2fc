/* Words: the hub's translation files in the chosen language, and a site's own texts. No text for people stands in
 * code. */

import { request } from "./api.js";
import { lasting } from "./memory.js";

const SOURCE = "id"; // the language that has every text
const REMEMBERED = "antrean.lang";
const NAMES = "language.";

let lang = SOURCE;
let texts = {};
const loaded = {};

export const language = () => lang;

/** Codes of the hub's languages; none before the first texts are here. */
export const languages = () =>
  Object.keys(loaded[SOURCE] ?? {}).filter((key) => key.startsWith(NAMES)).map((key) => key.slice(NAMES.length));

/** A language's name in the page's language, else in itself. */
export const languageName = (code) => texts[`pages.languages.${code}`] ?? texts[NAMES + code] ?? code;

/** Speaks the language chosen on this browser before, else `wanted` if the hub has it, else the site's first; false
 *  when the hub gave no answer. */
export async function speakFirst(wanted = null) {
  if (!(await load(SOURCE))) return false;
  const known = [lasting.get(REMEMBERED), wanted, loaded[SOURCE]["site.language"]].find((one) => languages().includes(one));
  return speak(known ?? SOURCE, { remember: false });
}

/** Loads `chosen` and Indonesian beneath it; false when the hub gave no answer. */
export async function speak(chosen, { remember = true } = {}) {
  for (const one of new Set([SOURCE, chosen])) if (!(await load(one))) return false;
  lang = chosen;
  texts = { ...loaded[SOURCE], ...loaded[chosen] };
  document.documentElement.lang = chosen;
  if (remember) lasting.put(REMEMBERED, chosen);
  return true;
}

async function load(one) {
  if (loaded[one]) return true;
  const answer = await request("GET", `/texts/${one}`);
  if (answer.is !== "done") return false;
  loaded[one] = answer.data;
  return true;
}

/** The text of `key` with its `{placeholders}` filled. A key without a text shows itself, and a test finds it. */
export function t(key, values = {}) {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));
}

/** A site's own text in the chosen language, else in Indonesian. */
export const pick = (words) => (words ? words[lang] || words[SOURCE] || "" : "");

/** What a refusal says to staff: their own words for it, else those that kiosks use too. */
export function problem({ code }) {
  return texts[`pages.problem.${code}`] ?? texts[`problem.${code}`] ?? t("pages.problem.internal");
}
