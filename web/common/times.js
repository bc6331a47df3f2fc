/* Times, dates and durations as people write and read them: "13.30", "28/11/2026", "12 mnt", "02:14". */

import { midnight, parts } from "./moments.js";
import { t } from "./words.js";

/** "HH:MM" of a time of day as people write it, 24 hours: "13.30", "13:30", "1330", "9"; null when it is none. */
export function timeOf(text) {
  const found = /^([01]?\d|2[0-3])(?:[.:, ]?([0-5]\d))?$/.exec(text.trim());
  return found ? `${found[1].padStart(2, "0")}:${found[2] ?? "00"}` : null;
}

/** "HH:MM" as the page's language writes it: 13.30 in Indonesian, 13:30 in English. */
export function shownTime(time) {
  const [hour, minute] = time.split(":");
  return t("time.clock", { hour, minute });
}

/** "YYYY-MM-DD" of a date as people write it, day first: "28/11/2026", "28-11-2026", "28.11.26", "28/11" (of the year of
 *  `today`); null when there is no such day. */
export function dateOf(text, today) {
  const found = /^(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?$/.exec(text.trim());
  if (!found) return null;
  const [, day, month, year = today.slice(0, 4)] = found;
  const iso = `${year.padStart(4, "20")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(iso) ? iso : null;
}

/** "28/11/2026" of "2026-11-28". */
export const shownDate = (iso) => iso.split("-").reverse().join("/");

/** Milliseconds of "HH:MM" on the hall's today. */
export function today(time, now, timezone) {
  const { hour, minute } = parts(now, timezone);
  const [wantedHour, wantedMinute] = time.split(":").map(Number);
  const away = wantedHour * 60 + wantedMinute - (Number(hour) * 60 + Number(minute));
  return (Math.floor(now / 60_000) + away) * 60_000;
}

/** So many minutes from now as "HH:MM" on the hall's clock, up to the next whole minute; null when that is tomorrow. */
export function laterToday(minutes, now, timezone) {
  const at = Math.ceil(now / 60_000 + minutes) * 60_000;
  const [then, before] = [parts(at, timezone), parts(now, timezone)];
  return midnight(then) === midnight(before) ? `${then.hour}:${then.minute}` : null;
}

/** "02:14" of milliseconds; beyond an hour "1:02:14". Never negative: clocks may differ by a little. */
export function span(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}

/** Whole minutes with their unit; under a minute is said as such. */
export function minutes(milliseconds) {
  const whole = Math.floor(milliseconds / 60_000);
  return whole < 1 ? t("pages.minutes_none") : t("pages.minutes", { n: whole });
}
