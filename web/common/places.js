/* How counters are named and where they are: as in shared/wording/places.py, whose cases hold this file too. */

import { ranges } from "./ranges.js";
import { pick, t } from "./words.js";

/** What is shown of a counter: its name, else its number. `face` is the hall's counter, or null with a `number`. */
export const counterName = (face, number = face?.number) => pick(face?.name) || String(number ?? "");

/** The same of a counter of the hall, by number. */
export const counterOf = (hall, number) => counterName(hall.counters.find((one) => one.number === number), number);

export function floorName(floor) {
  if (floor === null || floor === undefined) return "";
  if (typeof floor !== "number") return pick(floor);
  return floor > 0 ? t("place.floor", { n: floor }) : t("place.basement", { n: 1 - floor });
}

/** What is told of a zone, as far as the site tells floors and zones; "" when nothing is. */
export function where(site, zone) {
  const found = site.zones.find((one) => one.code === zone);
  if (!found) return "";
  const parts = [site.tells_floor ? floorName(found.floor) : "", site.tells_zone ? pick(found.name) : ""];
  return parts.filter(Boolean).join(t("place.between"));
}

/** Several counters and where they are: `["1–4, 7", "lantai 2"]`, or one place after another and "". */
export function counters(site, faces) {
  const ordered = [...new Map(faces.map((one) => [one.number, one])).values()].sort((a, b) => a.number - b.number);
  const groups = new Map();
  for (const face of ordered) {
    const place = where(site, face.zone);
    groups.set(place, [...(groups.get(place) ?? []), face]);
  }
  if (groups.size === 0) return ["", ""];
  if (groups.size === 1) return [names(ordered), [...groups.keys()][0]];
  const told = [...groups].map(([place, run]) =>
    place ? t("place.group", { counters: names(run), where: place }) : names(run),
  );
  return [told.join(", "), ""];
}

const names = (faces) => ranges(faces.map((face) => (face.name ? counterName(face) : face.number)));
