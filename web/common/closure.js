/* Why no numbers are given and until when: as in shared/wording/closure.py, whose cases hold this file too. */

import { moment } from "./moments.js";
import { pick, t } from "./words.js";

/** "Libur · buka besok 08.00 · Maulid Nabi". The first argument is an `Openness` of the hub; `until` and `note` may be null. */
export function closed({ why, until, note }, now, timezone) {
  const reason = until ? t(`closure.${why}.until`, { until: moment(until, now, timezone) }) : t(`closure.${why}.plain`);
  const own = pick(note);
  return own ? t("closure.noted", { reason, note: own }) : reason;
}
