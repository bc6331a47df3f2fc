/* Clock times and dates in the hall's time zone: as in shared/wording/moments.py, whose cases hold this file too. */

import { t } from "./words.js";

const DAY_MS = 86_400_000;

/** Hours and minutes in the hall's zone: 09.41 in Indonesian, 09:41 in English. `at` is milliseconds or the hub's
 *  text. */
export function clock(at, timezone) {
  const { hour, minute } = parts(at, timezone);
  return t("time.clock", { hour, minute });
}

/** When something ends or begins, seen from `now`: "13.00", "besok 08.00", "Senin 08.00", "Senin, 4 Januari 08.00". */
export function moment(at, now, timezone) {
  const when = parts(at, timezone);
  const away = Math.round((midnight(when) - midnight(parts(now, timezone))) / DAY_MS);
  const values = { clock: clock(at, timezone), weekday: t(`time.weekday.${(new Date(midnight(when)).getUTCDay() + 6) % 7}`) };
  if (away === 0) return t("time.today_at", values);
  if (away === 1) return t("time.tomorrow_at", values);
  if (away > 1 && away < 7) return t("time.weekday_at", values);
  const date = t("time.date", { ...values, day: Number(when.day), month: t(`time.month.${Number(when.month)}`) });
  return t("time.date_at", { ...values, date });
}

/** Year to minute of a moment on the hall's calendar and clock, as text with leading zeros. */
export function parts(at, timezone) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: timezone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  const found = format.formatToParts(typeof at === "string" ? Date.parse(at) : at);
  return Object.fromEntries(found.map(({ type, value }) => [type, value]));
}

/** Milliseconds that differ by whole days between two days of the hall's calendar. */
export const midnight = ({ year, month, day }) => Date.UTC(Number(year), Number(month) - 1, Number(day));
