/* Ticket labels such as "A-013": written and read as in shared/labels.py, whose cases hold this file too. */

const TYPED = /^(?:([A-Z]{1,2}|[0-9][A-Z])[\s.·-]*)?([0-9]{1,9})$/;

/** What stands on the paper: `label("AB", 13)` is "AB-013". */
export const label = (series, number) => `${series}-${String(number).padStart(3, "0")}`;

/** `[series, number]` as a person types them ("a13", "4k-7"), the series null where none is; null when it is no number. */
export function typed(text) {
  const found = TYPED.exec(text.trim().toUpperCase());
  return found ? [found[1] ?? null, Number(found[2])] : null;
}
