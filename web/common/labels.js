/* Ticket labels such as "A-013", read as in shared/wording/labels.py, whose cases hold this file too. */

const LABEL = /^([A-Z]{1,2}|[0-9][A-Z])-([0-9]{3,6})$/;
const TYPED = /^(?:([A-Z]{1,2}|[0-9][A-Z])[\s.·-]*)?([0-9]{1,6})$/;

/** `[series, number]` of a label exactly as it is printed; null for anything else. */
export function parse(text) {
  const found = LABEL.exec(text);
  return found ? [found[1], Number(found[2])] : null;
}

/** `[series, number]` as a person types them ("a13", "4k-7"), the series null where none is; null when it is no number. */
export function typed(text) {
  const found = TYPED.exec(text.trim().toUpperCase());
  return found ? [found[1] ?? null, Number(found[2])] : null;
}
