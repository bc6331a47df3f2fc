/* What may be done with a visit of today. Pure; the hub decides, this only leaves out what it would refuse. */

const BEFORE = {
  cancel: ["reserved", "waiting", "held"],
  revive: ["no_show", "held", "void"],
  reprint: ["reserved", "waiting", "called", "serving", "held", "no_show"],
};

/** Whether `name` ("cancel", "revive", "reprint") makes sense for one of the visit's steps. */
export const may = ({ steps }, name) => steps.some((step) => BEFORE[name].includes(step.state));

const OPEN = ["reserved", "waiting", "called", "serving", "held"];

/** The visit's steps that wait, each of which can be sent to another service. */
export const waiting = ({ steps }) => steps.filter((step) => step.state === "waiting");

/** Every service but those that the visitor has open already, by agency: `[{agency, services}]`. */
export function elsewhere(hall, { steps }) {
  const has = new Set(steps.filter((step) => OPEN.includes(step.state)).map((step) => step.service));
  return hall.agencies
    .map((agency) => ({ agency, services: hall.services.filter((one) => one.agency === agency.code && !has.has(one.code)) }))
    .filter(({ services }) => services.length > 0);
}

/** Labels of those who wait, or are to come back, for a service that no counter serves since the site was changed: no
 *  counter page lists them. */
export function stranded(hall) {
  const served = new Set(hall.counters.flatMap((one) => one.services));
  const lost = (hall.tickets ?? []).filter(({ step }) => ["waiting", "held"].includes(step.state) && !served.has(step.service));
  return [...new Set(lost.map(({ ticket }) => ticket.label))];
}
