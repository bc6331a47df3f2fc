/* What was scanned or typed to name a ticket, as the hub is asked for it. Pure. */

import { parse, typed } from "/common/labels.js";

const TOKEN = /^https?:\/\/[^/?#\s]+\/t\/([\w-]{6,64})\/?$/i;

/** "token=…" of the address in a ticket's QR, "number=…" of a number as it is printed ("A-013"); null for all else, so
 *  that a card's or a person's number is never sent. */
export function scanned(text) {
  const said = text.trim();
  const address = TOKEN.exec(said);
  if (address) return `token=${encodeURIComponent(address[1])}`;
  return parse(said.toUpperCase()) ? `number=${encodeURIComponent(said)}` : null;
}

/** The same of what a person types into a field for it, where "a13" or "13" will do, too. */
export function named(text) {
  const said = text.trim();
  return scanned(said) ?? (typed(said) ? `number=${encodeURIComponent(said)}` : null);
}
