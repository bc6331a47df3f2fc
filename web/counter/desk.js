/* What one counter shows, derived from the hall. Pure. */

/** Milliseconds within which a call should have been heard in the hall. */
const HEARD_WITHIN = 15_000;

/** `{face, agency, services, current, waiting, longest, day}` of counter `number` at `now` (milliseconds), or null
 *  when the hall has no such counter. Durations are milliseconds. */
export function desk(hall, number, now) {
  const face = hall.counters.find((one) => one.number === number);
  if (!face) return null;
  const services = new Map(hall.services.map((one) => [one.code, one]));
  const open = hall.tickets ?? [];
  const here = open.find(({ step }) => step.counter === number && (step.state === "called" || step.state === "serving"));
  const waiting = open
    .filter(({ step }) => step.state === "waiting" && face.services.includes(step.service))
    .map(({ ticket, step }) => ({
      id: ticket.id,
      step: step.id,
      label: ticket.label,
      priority: ticket.priority,
      service: services.get(step.service),
      waited: Math.max(0, now - Date.parse(step.arrived_at)),
    }));
  return {
    face,
    agency: hall.agencies.find((one) => one.code === face.agency),
    services: face.services.map((code) => services.get(code)).filter(Boolean),
    current: here ? current(hall, here, services, now) : null,
    waiting,
    longest: waiting.reduce((most, one) => Math.max(most, one.waited), 0),
    day: (hall.day ?? []).find((one) => one.number === number) ?? null,
  };
}

function current(hall, { ticket, step }, services, now) {
  const since = Date.parse(step.state === "serving" ? step.started_at : step.called_at);
  return {
    id: ticket.id,
    label: ticket.label,
    priority: ticket.priority,
    state: step.state,
    service: services.get(step.service),
    issued: ticket.issued_at,
    why: step.why,
    note: step.note,
    calls: step.calls,
    since: now - since,
    waited: Date.parse(step.called_at) - Date.parse(step.arrived_at),
    heard: heard(hall, step, now),
    mayRecall: step.state === "called" && step.calls < hall.site.policy.most_calls,
    mayMiss: step.state === "called" && step.calls >= hall.site.policy.calls_before_no_show,
  };
}

/** "yes", "not_yet" or "not" (late), of the step's latest call; "unknown" when the hall no longer lists it. */
function heard(hall, step, now) {
  const calls = hall.calls.filter((one) => one.step === step.id);
  const latest = calls.reduce((last, one) => (last && last.nth >= one.nth ? last : one), null);
  if (!latest) return "unknown";
  if (latest.announced_at) return "yes";
  return now - Date.parse(latest.at) > HEARD_WITHIN ? "not" : "not_yet";
}

/** What the one big button does now: `{does, says}`, a command and the key of its text. */
export function mainAction({ current, waiting }) {
  if (!current) return { does: "call-next", says: "counter.do.call_next" };
  if (current.state === "called") return { does: "start", says: "counter.do.start" };
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

/** Counters an officer may take, each with who holds it: `{face, agency, services, by}`. */
export function choices(hall, numbers) {
  const services = new Map(hall.services.map((one) => [one.code, one]));
  return hall.counters
    .filter((face) => numbers.includes(face.number))
    .sort((a, b) => a.number - b.number)
    .map((face) => ({
      face,
      agency: hall.agencies.find((one) => one.code === face.agency),
      services: face.services.map((code) => services.get(code)).filter(Boolean),
      zone: hall.site.zones.length > 1 ? hall.site.zones.find((one) => one.code === face.zone) : null,
      by: face.officer,
    }));
}

