/* Times and durations as people read them: the hall's clock, "12 mnt", "02:14". */

import { t } from "./words.js";

/** Hours and minutes in the hall's zone: 09.41 in Indonesian, 09:41 in English. */
export function clock(at, timezone, lang) {
  const written = new Intl.DateTimeFormat("en-GB", { timeZone: timezone, hour: "2-digit", minute: "2-digit", hour12: false });
  const text = written.format(typeof at === "string" ? Date.parse(at) : at);
  return lang === "id" ? text.replace(":", ".") : text;
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
