/* What the manager's page shows, derived from the hall. Pure. */

import { pauseOf } from "/common/pause.js";

/** The hall in five numbers. */
export function totals(hall) {
  const steps = (hall.tickets ?? []).map(({ step }) => step.state);
  const day = hall.day ?? [];
  return {
    waiting: steps.filter((state) => state === "waiting").length,
    serving: steps.filter((state) => state === "called" || state === "serving").length,
    open: hall.counters.filter((one) => one.state === "open").length,
    served: day.reduce((sum, one) => sum + one.served, 0),
    no_shows: day.reduce((sum, one) => sum + one.no_shows, 0),
  };
}

/** Every counter in order, with whom it has now: `{face, agency, current: null | {label, state, since}, pause, served}`;
 *  `since` in milliseconds at `now`. */
export function floor(hall, now) {
  return [...hall.counters]
    .sort((a, b) => a.number - b.number)
    .map((face) => {
      const here = (hall.tickets ?? []).find(
        ({ step }) => step.counter === face.number && (step.state === "called" || step.state === "serving"),
      );
      const began = here && Date.parse(here.step.state === "serving" ? here.step.started_at : here.step.called_at);
      return {
        face,
        agency: hall.agencies.find((one) => one.code === face.agency),
        current: here ? { label: here.ticket.label, state: here.step.state, since: now - began } : null,
        pause: pauseOf(face, now),
        served: (hall.day ?? []).find((one) => one.number === face.number)?.served ?? 0,
      };
    });
}

/** Every agency with its figures and how many of its counters are open. */
export function agencies(hall) {
  return hall.agencies.map((face) => {
    const desks = hall.counters.filter((one) => one.agency === face.code);
    return {
      face,
      figures: hall.figures.agencies.find((one) => one.code === face.code),
      desks: desks.length,
      open: desks.filter((one) => one.state === "open").length,
    };
  });
}
