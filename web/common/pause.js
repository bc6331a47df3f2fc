/* A counter's break as staff see it: why, since when, until when. The hub's `CounterPause`, in words. */

import { t } from "./words.js";

/** As `shared.wire.PauseReason`. */
export const PAUSE_REASONS = ["rest", "prayer", "toilet", "documents", "colleague"];

export const reasonOf = (reason) => t(`pages.pause.${reason}`);

/** `{reason, lasts, backAt, late, minutes, by}` of a counter's break at `now`: `reason` in words or null; `lasts` null for
 *  a wish, else for how long already; `late` how long the officer is overdue (negative: not yet), null when nothing was
 *  said. Durations are milliseconds. Null when there is neither break nor wish. */
export function pauseOf(face, now) {
  const pause = face.pause;
  if (!pause) return null;
  const backAt = pause.back_at ? Date.parse(pause.back_at) : null;
  return {
    reason: pause.reason ? reasonOf(pause.reason) : null,
    lasts: pause.since ? Math.max(0, now - Date.parse(pause.since)) : null,
    backAt,
    late: backAt === null ? null : now - backAt,
    minutes: pause.minutes ?? null,
    by: pause.by ?? null,
  };
}
