/* What a visitor's ticket means for the page. Pure. */

import { counterName, floorName } from "/common/places.js";
import { pick, t } from "/common/words.js";

const OVER = new Set(["served", "cancelled", "expired"]);
const TO_BE_CALLED = new Set(["reserved", "waiting", "held", "no_show"]);
const SEVERAL = 12;

/** The visit after a message of type "change", whose other fields take the place of the visit's. */
export const changed = (visit, { type, ...fields }) => ({ ...visit, ...fields });

/** Nothing will change any more. */
export const isOver = ({ step }) => OVER.has(step.state);

/** A call is still to come. */
export const awaitsCall = ({ step }) => TO_BE_CALLED.has(step.state);

/** The turn is near, or it is now. */
export const isNear = ({ step, ahead }) => step.state === "called" || (step.state === "waiting" && ahead <= 2);

/** Whether the visitor was called, for the first time or again, since `before` was so. */
export const calledSince = (before, visit) =>
  before !== null && visit.step.state === "called" && visit.calling !== null && visit.calling.id !== before.calling?.id;

/** Key of the sentence under the number. */
export const sentence = (visit) =>
  visit.step.state === "waiting" && visit.ahead === 0 ? "phone.state.next" : `phone.state.${visit.step.state}`;

/** `{name, where}` of a counter that the visit names: how it is called, and its floor and zone as far as they are told. */
export function place(visit, number) {
  const known = visit.places.find((one) => one.number === number);
  const parts = [floorName(known?.floor), pick(known?.zone)];
  return { name: counterName(known, number), where: parts.filter(Boolean).join(t("place.between")) };
}

/** One mark for each who was ahead at first: true for those who are through; null when they would be too many. */
export function marks(first, ahead) {
  const most = Math.max(first, ahead);
  if (most === 0 || most > SEVERAL) return null;
  return Array.from({ length: most }, (_, place) => place < most - ahead);
}

/** How wide signs in a row are in their own height (em), at most: so much room a line must have. */
export const breadth = (signs) =>
  [...signs].reduce((sum, sign) => sum + (/[WMwm]/.test(sign) ? 1 : /[A-Z]/.test(sign) ? 0.75 : sign === "-" ? 0.4 : 0.63), 0);

/** The same of the longest word of a counter's name, which is not to be torn. */
export const breadthOfName = (name) => Math.max(0, ...name.split(/\s+/).map(breadth));
