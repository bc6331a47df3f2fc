/* What one counter shows, derived from the hall. Pure. */

import { unheard } from "/common/hearing.js";
import { pauseOf } from "/common/pause.js";
import { where } from "/common/places.js";

const AT_A_COUNTER = new Set(["called", "serving"]);
/** Milliseconds within which a call should have been heard in the hall. */
const HEARD_WITHIN = 15_000;

/** `{face, agency, services, current, waiting, longest, held, missed, wish, day}` of counter `number` at `now` (milliseconds), or null
 *  when the hall has no such counter. Durations are milliseconds. */
export function desk(hall, number, now, order = []) {
  const face = hall.counters.find((one) => one.number === number);
  if (!face) return null;
  const services = new Map(hall.services.map((one) => [one.code, one]));
  const open = hall.tickets ?? [];
  const here = open.find(({ step }) => step.counter === number && (step.state === "called" || step.state === "serving"));
  const mine = (state) => ({ step }) => step.state === state && face.services.includes(step.service);
  const waiting = inOrder(open.filter(mine("waiting")).map((one) => waiter(one, services, open, number, now)), order);
  return {
    face,
    agency: hall.agencies.find((one) => one.code === face.agency),
    services: face.services.map((code) => services.get(code)).filter(Boolean),
    current: here ? current(hall, here, services, face.zone, now) : null,
    waiting,
    longest: waiting.reduce((most, one) => Math.max(most, one.waited), 0),
    held: open.filter(mine("held")).map((one) => holding(one, services, number, now)),
    missed: (hall.no_shows ?? []).filter(mine("no_show")).map((one) => missing(one, services)).sort((a, b) => b.at - a.at),
    wish: face.state === "open" ? pauseOf(face, now) : null,
    day: (hall.day ?? []).find((one) => one.number === number) ?? null,
  };
}

/** One row a visitor, in the `order` in which the hub would call (ids of steps); whom it does not name stands at the end, by
 *  arrival. `next` is true for the first whom it names. */
function inOrder(rows, order) {
  const place = new Map(order.map((step, nth) => [step, nth]));
  const sorted = rows
    .map((row, nth) => ({ row, rank: place.get(row.step) ?? order.length + nth }))
    .sort((a, b) => a.rank - b.rank);
  const visitors = new Map();
  for (const { row, rank } of sorted) {
    const known = visitors.get(row.id);
    if (known) known.others.push(row.service);
    else visitors.set(row.id, { ...row, others: [], next: rank === 0 && place.has(row.step) });
  }
  return [...visitors.values()];
}

/** `elsewhere` is the counter that has the same visitor for another service, else null. */
function waiter({ ticket, step }, services, open, number, now) {
  return {
    id: ticket.id,
    step: step.id,
    label: ticket.label,
    priority: ticket.priority,
    service: services.get(step.service),
    waited: Math.max(0, now - Date.parse(step.arrived_at)),
    returning: step.prefers === number,
    sentOn: Boolean(step.came_from),
    note: remark(step),
    elsewhere: open.find((one) => one.ticket.id === ticket.id && AT_A_COUNTER.has(one.step.state))?.step.counter ?? null,
  };
}

/** `late` is how long the visitor is overdue (negative: not yet); `from` the counter that held, if it was another. */
function holding({ ticket, step }, services, number, now) {
  const until = step.hold_until ? Date.parse(step.hold_until) : null;
  return {
    id: ticket.id,
    step: step.id,
    label: ticket.label,
    service: services.get(step.service),
    note: step.note,
    until,
    late: until === null ? null : now - until,
    from: step.prefers === number ? null : step.prefers,
  };
}

const missing = ({ ticket, step }, services) => ({
  id: ticket.id,
  step: step.id,
  label: ticket.label,
  service: services.get(step.service),
  at: Date.parse(step.called_at ?? step.arrived_at),
});

/** What an officer wrote when holding or sending on; other notes are not for people. */
const remark = (step) => (step.came_from || step.hold_until || step.prefers ? step.note : null);

function current(hall, { ticket, step }, services, zone, now) {
  const since = Date.parse(step.state === "serving" ? step.started_at : step.called_at);
  const row = inARow(hall, step);
  return {
    id: ticket.id,
    step: step.id,
    label: ticket.label,
    priority: ticket.priority,
    state: step.state,
    service: services.get(step.service),
    issued: ticket.issued_at,
    why: step.why,
    note: remark(step),
    calls: step.calls,
    since: now - since,
    waited: Date.parse(step.called_at) - Date.parse(step.arrived_at),
    heard: heard(hall, step, now),
    unheard: unheard(hall, zone),
    cameFrom: step.came_from ?? null,
    also: (hall.tickets ?? [])
      .filter((one) => one.ticket.id === ticket.id && one.step.id !== step.id)
      .map((one) => services.get(one.step.service))
      .filter(Boolean),
    mayRecall: step.state === "called" && row < hall.site.policy.most_calls,
    mayMiss: step.state === "called" && row >= hall.site.policy.calls_before_no_show,
  };
}

/** How often the visitor was called since last put back; all calls when the hall no longer lists the first of them. */
function inARow(hall, step) {
  const calls = hall.calls.filter((one) => one.step === step.id).sort((a, b) => b.nth - a.nth);
  const first = calls.findIndex((one) => !one.repeat);
  return first < 0 ? step.calls : first + 1;
}

/** "yes", "not_yet" or "not" (late, or no board can say it), of the step's latest call; "unknown" when the hall no longer lists it. */
function heard(hall, step, now) {
  const calls = hall.calls.filter((one) => one.step === step.id);
  const latest = calls.reduce((last, one) => (last && last.nth >= one.nth ? last : one), null);
  if (!latest) return "unknown";
  if (latest.announced_at) return "yes";
  return unheard(hall, latest.zone) || now - Date.parse(latest.at) > HEARD_WITHIN ? "not" : "not_yet";
}

/** What the one big button does now: `{does, says}`, a command and the key of its text. */
export function mainAction({ current, waiting: all, wish }) {
  const waiting = all.filter((one) => one.elsewhere === null);
  if (!current) return { does: "call-next", says: "counter.do.call_next" };
  if (current.state === "called") return { does: "start", says: "counter.do.start" };
  if (wish) return { does: "finish", says: "counter.do.finish_and_pause" };
  if (waiting.length === 0) return { does: "finish", says: "counter.do.finish" };
  return { does: "call-next", says: "counter.do.finish_and_next" };
}

/** Whether `hall` already shows what an answer said of `step`: only then is the page up to date. */
export function shows(hall, step) {
  if (!step) return true;
  const known = (hall.tickets ?? []).find((one) => one.step.id === step.id)?.step;
  if (["called", "serving", "waiting", "held", "reserved"].includes(step.state)) {
    return known?.state === step.state && known.calls >= step.calls;
  }
  return !known;
}

/** Counters an officer may take, each with who holds it and where it is: `{face, agency, services, place, by}`. */
export function choices(hall, numbers) {
  const services = new Map(hall.services.map((one) => [one.code, one]));
  return hall.counters
    .filter((face) => numbers.includes(face.number))
    .sort((a, b) => a.number - b.number)
    .map((face) => ({
      face,
      agency: hall.agencies.find((one) => one.code === face.agency),
      services: face.services.map((code) => services.get(code)).filter(Boolean),
      place: where(hall.site, face.zone),
      by: face.officer,
    }));
}

