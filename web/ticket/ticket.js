/* The visitor's number and everything that is known about its turn. */

import { html } from "/vendor/preact.js";
import { passing } from "/common/memory.js";
import { clock } from "/common/moments.js";
import { HallLogo } from "/common/ui.js";
import { pick, t } from "/common/words.js";
import { ability } from "./bell.js";
import { awaitsCall, breadth, breadthOfName, isOver, marks, place, sentence } from "./visit.js";

const LONGEST_BESIDE = 5;
/* A counter's name of more signs stands below its heading. */

/** `at` is when all this was so, by the hub's clock; `freshness` is "now", "last" (nothing will change) or "stale". */
export function Ticket({ visit, at, freshness, armed, onBell }) {
  const { ticket, step, timezone } = visit;
  const bell = (awaitsCall(visit) || (step.state === "called" && armed)) && html`<${Bell} armed=${armed} onBell=${onBell} />`;
  const here = place(visit, step.counter ?? step.prefers);
  const asOf = t(`phone.as_of.${freshness}`, { at: clock(at, timezone) });
  return html`
    <main class=${step.state}>
      <div role="alert">${freshness === "stale" && html`<p class="banner lost">${asOf}</p>`}</div>
      ${visit.always_open && html`<p class="banner demonstration">${t("pages.demonstration")}</p>`}
      <header>
        <${HallLogo} address=${visit.logo} />
        <p class="site">${pick(visit.site_name)} · ${pick(visit.site_kind)}</p>
        <p class="service">${pick(visit.agency)} · ${pick(visit.service)}</p>
        <h1 class="number" style=${{ "--breadth": breadth(ticket.label) }}>${ticket.label}</h1>
        <p class="says" role="status">${t(sentence(visit), { n: here.name })}</p>
        ${ticket.priority && html`<p><span class="badge">${t("phone.priority")}</span></p>`}
      </header>
      <section class="card">
        ${step.state === "waiting" && html`<${Ahead} visit=${visit} />`}
        ${(step.state === "called" || step.state === "serving") && html`
          <p class=${here.name.length > LONGEST_BESIDE ? "go long" : "go"}><span>${t("phone.your_counter")}</span><strong class="number" style=${{ "--breadth": breadthOfName(here.name) }}>${here.name}</strong></p>
          ${here.where && html`<p class="where">${here.where}</p>`}
        `}
        ${step.state !== "held" && bell}
        <dl>
          ${step.state === "held" && step.note && html`<div><dt>${t("phone.missing")}</dt><dd>${step.note}</dd></div>`}
          ${step.state === "held" && step.hold_until && html`<div><dt>${t("phone.back_by")}</dt><dd class="number">${clock(step.hold_until, timezone)}</dd></div>`}
          ${(step.state === "held" || step.state === "no_show") && here.name && html`<div><dt>${t("phone.your_counter")}</dt><dd><span>${[here.name, here.where].filter(Boolean).join(t("place.between"))}</span></dd></div>`}
          ${!isOver(visit) && html`<${Meanwhile} visit=${visit} />`}
          <div><dt>${t("phone.taken")}</dt><dd class="number">${clock(ticket.issued_at, timezone)}</dd></div>
        </dl>
        ${step.state === "held" && bell}
        ${freshness !== "stale" && html`<p class="as-of">${asOf}</p>`}
      </section>
    </main>
  `;
}

/** What matters until the visit is over: whom the hall calls, and what to have at hand. */
function Meanwhile({ visit }) {
  const { last_called: calls, bring } = visit;
  const whereTo = (number) => {
    const { name, where } = place(visit, number);
    return [t("phone.to_counter", { n: name }), where].filter(Boolean).join(t("place.between"));
  };
  return html`
    <div class="calls">
      <dt>${t("phone.now_called")}</dt>
      <dd>${calls.length === 0 ? t("phone.nobody_called") : calls.map((call) => html`<span key=${call.id} class="recent"><b class="number">${call.label}</b> ${whereTo(call.counter)}</span>`)}</dd>
    </div>
    ${bring.length > 0 && html`<div><dt>${t("phone.bring")}</dt><dd>${bring.map((one, place) => html`<span key=${place}>${pick(one)}</span>`)}</dd></div>`}
  `;
}

function Bell({ armed, onBell }) {
  const able = ability();
  if (!able) return null;
  return html`
    <button type="button" class=${armed ? "bell on" : "bell"} onClick=${onBell}>
      <svg viewBox="0 0 24 24" aria-hidden="true">${armed ? html`<path d="M4 12.5 9.5 18 20 6.5" />` : html`<path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4" />`}</svg>
      <span>${t(armed ? "phone.bell.on" : "phone.bell.off")}</span>
    </button>
    <p class="hint" role="status">${t(armed ? "phone.bell.leave_open" : `phone.bell.${able}`)}</p>
  `;
}

/** How long it takes, as the paper says it: no minutes where there are none. */
function Wait({ estimate, staffed }) {
  if (!staffed && estimate.p50 < 1) return html`<b>${t("phone.unstaffed")}</b>`;
  if (estimate.p90 < 1) return html`<b>${t("phone.soon")}</b>`;
  if (estimate.p50 < 1) return html`<b>${t("phone.at_most", estimate)}</b>`;
  return html`<b>${t("phone.minutes", estimate)}</b><small>${t("phone.at_most", estimate)}</small>`;
}

function Ahead({ visit: { ticket, ahead, estimate, staffed } }) {
  const remembered = `antrean.first.${ticket.id}.${ticket.service_date}`;
  const first = Number(passing.get(remembered) ?? ahead);
  if (ahead >= first) passing.put(remembered, ahead);
  const shown = marks(first, ahead);
  return html`
    <div class="ahead">
      ${ahead > 0 && html`<strong class="number" data-figure="ahead">${ahead}</strong>`}
      <p>
        <span>${ahead > 0 ? t("phone.ahead") : t("phone.ahead_none")}</span>
        <${Wait} estimate=${estimate} staffed=${staffed} />
      </p>
    </div>
    ${shown && html`<p class="marks" aria-hidden="true">${shown.map((done, place) => html`<i key=${place} class=${done ? "done" : ""}></i>`)}<i class="you"></i></p>`}
  `;
}
