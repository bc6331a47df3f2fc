/* One number of today, found as somebody says it: cancel, revive, print again, send to another service. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "/vendor/preact.js";
import { request } from "/common/api.js";
import { clock } from "/common/moments.js";
import { counterOf } from "/common/places.js";
import { named } from "/common/scanned.js";
import { pick, problem, t } from "/common/words.js";
import { useActing } from "./acting.js";
import { Confirm, Outcome } from "./outcome.js";
import { SendOn } from "./sendon.js";
import { may, waiting } from "./visits.js";

export function Numbers({ hub }) {
  const { hall } = hub.stream;
  const acting = useActing(hub);
  const [asked, setAsked] = useState(null);
  const [visits, setVisits] = useState(null);
  const [cancelling, setCancelling] = useState(null);
  const [sending, setSending] = useState(null);
  const field = useRef(null);
  useLayoutEffect(() => field.current.focus(), []);

  const look = async (number) => {
    const answer = await request("GET", `/tickets?${number}`);
    if (answer.is === "done") setVisits(answer.data);
    else {
      setVisits(null);
      if (answer.is === "refused" && answer.problem.code === "bad_request") acting.complain(t("office.numbers.no_number"));
      else acting.complain(answer.is === "refused" ? problem(answer.problem) : t("pages.unreachable"));
    }
  };
  useEffect(() => {
    if (asked !== null) look(asked.number);
  }, [asked, hall.seq]);

  const search = (event) => {
    event.preventDefault();
    const number = named(field.current.value);
    acting.complain(number === null ? t("office.numbers.no_number") : null);
    setVisits(null);
    setAsked(number === null ? null : { number });
  };
  const act = (visit, name) => acting.act(name, "POST", `/tickets/${visit.ticket.id}/${name}`, { said: t(`office.numbers.done.${name}`, { label: visit.ticket.label }) });

  const send = ({ visit, step }, service) =>
    acting.act("transfer", "POST", `/tickets/${visit.ticket.id}/transfer`, {
      body: { service, instead_of: step.service },
      said: t("office.numbers.done.transfer", { label: visit.ticket.label, service: pick(hall.services.find((one) => one.code === service)?.name) }),
    });

  return html`
    <section class="card part" aria-labelledby="numbers">
      <h2 id="numbers">${t("office.numbers.title")}</h2>
      <form class="search" onSubmit=${search}>
        <label>
          <span>${t("office.numbers.number")}</span>
          <input ref=${field} data-scan name="number" autocomplete="off" spellcheck=${false} placeholder=${t("office.numbers.example")} maxlength="300" />
        </label>
        <button type="submit" class="primary">${t("office.numbers.search")}</button>
      </form>
      <${Outcome} acting=${acting} />
      ${visits?.length === 0 && html`<p class="quiet" role="status">${t("office.numbers.none")}</p>`}
      <ul class="visits">
        ${visits?.map((visit) => html`<${Visit} key=${visit.ticket.id} visit=${visit} hall=${hall} busy=${acting.busy} onCancel=${() => setCancelling(visit)} onSend=${(step) => setSending({ visit, step })} onAct=${(name) => act(visit, name)} />`)}
      </ul>
    </section>
    ${cancelling && html`
      <${Confirm} title=${t("office.numbers.cancel_title", { label: cancelling.ticket.label })} detail=${t("office.numbers.cancel_detail")}
        does=${t("office.numbers.do.cancel")} onYes=${() => act(cancelling, "cancel")} onClose=${() => setCancelling(null)} />
    `}
    ${sending && html`<${SendOn} hall=${hall} visit=${sending.visit} onSend=${(service) => send(sending, service)} onClose=${() => setSending(null)} />`}
  `;
}

function Visit({ visit, hall, busy, onCancel, onSend, onAct }) {
  const { ticket, steps } = visit;
  const zone = hall.site.timezone;
  const service = (step) => pick(hall.services.find((one) => one.code === step.service)?.name) || step.service;
  const agency = (step) => pick(hall.agencies.find((one) => one.code === step.agency)?.short) || step.agency;
  const actions = ["cancel", "revive", "reprint"].filter((name) => may(visit, name));
  const sent = waiting(visit);
  return html`
    <li data-visit=${ticket.label}>
      <p class="head">
        <span class="number">${ticket.label}</span>
        ${ticket.priority && html`<span class="badge">${t("office.numbers.priority")}</span>`}
        <span class="quiet">${t("office.numbers.taken", { at: clock(ticket.issued_at, zone), source: ticket.source.replace(/^[\w-]+:/, "") })}</span>
      </p>
      <ol>
        ${steps.map(
          (step) => html`
            <li key=${step.id} data-state=${step.state}>
              <span>${service(step)} · ${agency(step)}</span>
              <strong>${t(`office.numbers.state.${step.state}`)}${step.counter !== null && ` · ${t("office.floor.counter", { n: counterOf(hall, step.counter) })}`}</strong>
            </li>
          `,
        )}
      </ol>
      ${actions.length + sent.length > 0 && html`<p class="answers">
        ${actions.map((name) => html`<button key=${name} type="button" class="secondary" data-does=${name} aria-disabled=${busy !== null} onClick=${() => busy !== null || (name === "cancel" ? onCancel() : onAct(name))}>${t(`office.numbers.do.${name}`)}</button>`)}
        ${sent.map((step) => html`<button key=${step.id} type="button" class="secondary" data-does="transfer" aria-disabled=${busy !== null} onClick=${() => busy !== null || onSend(step)}>${t("office.numbers.do.transfer")}${sent.length > 1 && ` · ${service(step)}`}</button>`)}
      </p>`}
    </li>
  `;
}
