/* Why a call to a counter cannot be heard now, from what the boards say of themselves. Pure. */

const SILENT = new Set(["none", "off"]);

/** For counters of `zone` (a code): null when some board of the zone is there and speaks; else "none" (no board has that
 *  zone), "gone" (it is not connected), "silent" (without sound on purpose), "chime" (only its chime is heard) or
 *  "broken" (its sound does not work). A board that never connected has told no zone and may be any. */
export function unheard(hall, zone) {
  const boards = (hall.devices ?? []).filter(({ role, state }) => role === "display" && (!state?.zone || state.zone === zone));
  if (boards.length === 0) return "none";
  const sounds = boards.filter((one) => one.connected).map((one) => one.state?.sound ?? "ok");
  if (sounds.length === 0) return "gone";
  if (sounds.includes("ok")) return null;
  if (sounds.includes("no_voice")) return "chime";
  return sounds.every((sound) => SILENT.has(sound)) ? "silent" : "broken";
}
