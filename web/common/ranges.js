/* Several counters in one short text, "1–4, 7": as in shared/wording/ranges.py, whose cases hold this file too. */

/** Numbers that follow each other are drawn together, names (text) stand for themselves; nothing is "". */
export function ranges(counters) {
  const runs = [];
  for (const one of counters) {
    const last = runs.at(-1);
    if (typeof one === "string") runs.push(one);
    else if (Array.isArray(last) && one === last.at(-1) + 1) last.push(one);
    else runs.push([one]);
  }
  return runs
    .map((run) => (!Array.isArray(run) ? run : run.length === 1 ? String(run[0]) : `${run[0]}–${run.at(-1)}`))
    .join(", ");
}
