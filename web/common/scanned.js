/* What was scanned or typed to name a ticket, as the hub is asked for it. Pure. */

const TOKEN = /^https?:\/\/[^/?#\s]+\/t\/([\w-]{6,64})\/?$/i;
const PRINTED = /^([A-Z]{1,2}|[0-9][A-Z])-[0-9]{3,6}$/i;

/** "token=…" of the address in a ticket's QR, "number=…" of a number as it is printed ("A-013"); null for all else, so
 *  that a card's or a person's number is never sent. */
export function scanned(text) {
  const said = text.trim();
  const address = TOKEN.exec(said);
  if (address) return `token=${encodeURIComponent(address[1])}`;
  return PRINTED.test(said) ? `number=${encodeURIComponent(said)}` : null;
}

const SAID = /^(?:(?:[A-Z]{1,2}|[0-9][A-Z])[\s.·-]*)?[0-9]{1,6}$/i;

/** The same of what a person types into a field for it, where "a13" or "13" will do, too. */
export function named(text) {
  const said = text.trim();
  return scanned(said) ?? (SAID.test(said) ? `number=${encodeURIComponent(said)}` : null);
}
