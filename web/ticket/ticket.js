/* The visitor's number and everything that is known about its turn. */

import { html } from "/vendor/preact.js";
import { clock } from "/common/times.js";
import { pick, t } from "/common/words.js";
import { marks, sentence } from "./visit.js";

export function Ticket({ visit, stale }) {
  const { ticket, step, timezone } = visit;
  const at = clock(visit.now, timezone);
  return html`
    <main class=${step.state}>
      ${visit.always_open && html`<p class="banner demonstration">${t("pages.demonstration")}</p>`}
      <header>
        <p class="site">${pick(visit.site_name)} · ${pick(visit.site_kind)}</p>
        <p class="service">${pick(visit.agency)} · ${pick(visit.service)}</p>
        <h1 class="number">${ticket.label}</h1>
        <p class="says" role="status">${t(sentence(visit), { n: step.counter ?? "" })}</p>
        ${ticket.priority && html`<p><span class="badge">${t("phone.priority")}</span></p>`}
      </header>
      <section class="card">
        ${step.state === "waiting" && html`<${Ahead} visit=${visit} />`}
        ${(step.state === "called" || step.state === "serving") && html`
          <p class="go"><span>${t("phone.your_counter")}</span><strong class="number">${step.counter}</strong></p>
        `}
        <dl>
          ${step.state === "held" && step.note && html`<div><dt>${t("phone.missing")}</dt><dd>${step.note}</dd></div>`}
          ${step.state === "held" && step.hold_until && html`<div><dt>${t("phone.back_by")}</dt><dd class="number">${clock(step.hold_until, timezone)}</dd></div>`}
          <div>
            <dt>${t("phone.now_called")}</dt>
            <dd>${visit.last_called.length === 0 ? t("phone.nobody_called") : visit.last_called.map((call) => html`<span key=${call.id} class="recent"><b class="number">${call.label}</b> ${t("phone.to_counter", { n: call.counter })}</span>`)}</dd>
          </div>
          ${visit.bring.length > 0 && html`<div><dt>${t("phone.bring")}</dt><dd>${visit.bring.map((one, place) => html`<span key=${place}>${pick(one)}</span>`)}</dd></div>`}
          <div><dt>${t("phone.taken")}</dt><dd class="number">${clock(ticket.issued_at, timezone)}</dd></div>
        </dl>
        <p class=${stale ? "as-of trouble" : "as-of"} role="status">${t(stale ? "phone.stale" : "phone.as_of", { at })}</p>
      </section>
    </main>
  `;
}

function Ahead({ visit: { ticket, ahead, estimate } }) {
  const remembered = `antrean.first.${ticket.id}.${ticket.service_date}`;
  const first = Number(sessionStorage.getItem(remembered) ?? ahead);
  if (ahead >= first) sessionStorage.setItem(remembered, ahead);
  const shown = marks(first, ahead);
  return html`
    <div class="ahead">
      ${ahead > 0 && html`<strong class="number" data-figure="ahead">${ahead}</strong>`}
      <p>
        <span>${ahead > 0 ? t("phone.ahead") : t("phone.ahead_none")}</span>
        <b>${t("phone.minutes", estimate)}</b>
        <small>${t("phone.at_most", estimate)}</small>
      </p>
    </div>
    ${shown && html`<p class="marks" aria-hidden="true">${shown.map((done, place) => html`<i key=${place} class=${done ? "done" : ""}></i>`)}<i class="you"></i></p>`}
  `;
}
