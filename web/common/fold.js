/* Folding: what a page knows after one more event. Pure; the same rules as shared/fold.py, held together by a test. */

const OPEN_STATES = new Set(["reserved", "waiting", "called", "serving", "held"]);
const RECENT_CALLS = 30;

/** The hall after `event`. An event that the hall has seen already changes nothing. */
export function fold(hall, event) {
  if (event.seq <= hall.seq) return hall;
  if (event.ticket && event.ticket.service_date !== hall.service_date) {
    event = { ...event, ticket: null, step: null, call: null }; // yesterday's, settled after midnight
  }
  return {
    ...hall,
    seq: event.seq,
    at: event.at,
    calls: calls(settled(hall.calls, event.step), event),
    counters: counters(hall.counters, event.counter),
    tickets: tickets(hall.tickets, event),
    no_shows: noShows(hall, event),
    day: day(hall.day ?? [], event.day),
    devices: devices(hall.devices ?? [], event),
    backup: event.backup ?? hall.backup ?? null,
  };
}

/** Microseconds since 1970 of a time as the hub writes it. Times of unequal precision do not sort as text:
 *  "…:00.250Z" stands before "…:00Z". */
export function instant(text) {
  const [, head, fraction = "", zone] = /^(.{19})(?:\.(\d+))?(.*)$/.exec(text);
  return Date.parse(head + zone) * 1000 + Number(fraction.padEnd(6, "0").slice(0, 6));
}

/** On which of the calls the step's visitor is still awaited. */
function settled(known, step) {
  if (!step) return known;
  const awaited = (one) => step.state === "called" && one.nth === step.calls;
  return known.map((one) => (one.step === step.id ? { ...one, over: !awaited(one) } : one));
}

function calls(known, event) {
  const call = event.call;
  if (!call) return known;
  if (known.some((one) => one.id === call.id)) return known.map((one) => (one.id === call.id ? call : one));
  if (event.kind === "call.announced") return known; // no longer among the recent ones
  return kept([call, ...known]);
}

/** Of calls, newest first: the latest ones, and the latest of each counter. */
function kept(calls) {
  const counters = new Set();
  return calls.filter((one, place) => {
    const latest = !counters.has(one.counter);
    counters.add(one.counter);
    return place < RECENT_CALLS || latest;
  });
}

function counters(known, counter) {
  if (!counter) return known;
  return known.map((one) => (one.number === counter.number ? counter : one));
}

function tickets(known, event) {
  if (!known || !event.ticket || !event.step) return known;
  const rest = known.filter((one) => one.step.id !== event.step.id);
  if (OPEN_STATES.has(event.step.state)) {
    rest.push({ ticket: event.ticket, step: event.step });
    rest.sort(byArrival);
  }
  return rest;
}

function noShows({ tickets: open, no_shows: known = [] }, event) {
  if (!open || !event.ticket || !event.step) return known;
  const rest = known.filter((one) => one.step.id !== event.step.id);
  return event.step.state === "no_show" ? [...rest, { ticket: event.ticket, step: event.step }].sort(byArrival) : rest;
}

const byArrival = (a, b) => instant(a.step.arrived_at) - instant(b.step.arrived_at) || a.step.id - b.step.id;

function day(known, changed) {
  if (!changed) return known;
  return [...known.filter((one) => one.number !== changed.number), changed].sort((a, b) => a.number - b.number);
}

function devices(known, event) {
  const changed = event.device;
  if (!changed) return known;
  const rest = known.filter((one) => one.id !== changed.id);
  if (event.kind === "device.removed") return rest;
  const place = (one) => `${one.role} ${one.name}`;
  return [...rest, changed].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}
