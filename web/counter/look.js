/* Looking up one visitor by the number on the paper or its QR: where the visit stands, and what can be done here. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "/vendor/preact.js";
import { request } from "/common/api.js";
import { Dialog } from "/common/dialog.js";
import { clock } from "/common/moments.js";
import { counterName } from "/common/places.js";
import { named } from "/common/scanned.js";
import { pick, problem, t } from "/common/words.js";

/** `asked` is `{query}` as scanned.js gives it, or null at first; `services` are codes of those served here. */
export function Look({ hub, asked, services, off, does, onAsk, onClose }) {
  const { hall } = hub.stream;
  const [visits, setVisits] = useState(null);
  const [trouble, setTrouble] = useState(null);
  const field = useRef(null);
  useLayoutEffect(() => field.current.focus(), []);

  useEffect(() => {
    let wanted = asked !== null;
    if (wanted) {
      request("GET", `/tickets?${asked.query}`).then((answer) => {
        if (!wanted) return;
        setVisits(answer.is === "done" ? answer.data : null);
        setTrouble(answer.is === "done" ? null : answer.is === "refused" ? problem(answer.problem) : t("pages.unreachable"));
      });
    }
    return () => {
      wanted = false;
    };
  }, [asked, hall.seq]);

  const search = (event) => {
    event.preventDefault();
    const query = named(field.current.value);
    field.current.value = "";
    setVisits(null);
    setTrouble(query === null ? t("counter.look.no_number") : null);
    onAsk(query === null ? null : { query });
  };

  return html`
    <${Dialog} title=${t("counter.look.title")} kind="ask wide look" onClose=${onClose}>
      ${(close) => html`
        <form class="search" onSubmit=${search}>
          <label>
            <span>${t("counter.look.number")}</span>
            <input ref=${field} data-scan name="look" autocomplete="off" autocapitalize="characters" spellcheck=${false} maxlength="300" />
          </label>
          <button type="submit" class="secondary">${t("counter.look.search")}</button>
        </form>
        <p class="trouble" role="alert">${trouble}</p>
        <div role="status">
          ${visits?.length === 0 && html`<p class="quiet">${t("counter.look.none")}</p>`}
          ${visits?.map((visit) => html`<${Found} key=${visit.ticket.id} visit=${visit} hall=${hall} services=${services} off=${off} does=${does} onDone=${close} />`)}
        </div>
        <p class="answers"><button type="button" class="secondary" onClick=${close}>${t("counter.look.close")}</button></p>
      `}
    <//>
  `;
}

function Found({ visit: { ticket, steps }, hall, services, off, does, onDone }) {
  return html`
    <section class="found" data-look=${ticket.label}>
      <p class="head">
        <span class="number">${ticket.label}</span>
        ${ticket.priority && html`<span class="badge">${t("counter.priority")}</span>`}
        <span class="quiet">${t("counter.arrived", { at: clock(ticket.issued_at, hall.site.timezone) })}</span>
      </p>
      <ol>
        ${steps.map((step) => html`<${Stage} key=${step.id} step=${step} ticket=${ticket} hall=${hall} mine=${services.includes(step.service)} off=${off} does=${does} onDone=${onDone} />`)}
      </ol>
    </section>
  `;
}

const ACTS = { waiting: ["call", "counter.waiting.call"], held: ["resume", "counter.held.call"], no_show: ["revive", "counter.missed.revive"] };

function Stage({ step, ticket, hall, mine, off, does, onDone }) {
  const [name, says] = (mine && ACTS[step.state]) || [];
  const act = name && does[name];
  const service = pick(hall.services.find((one) => one.code === step.service)?.name) || step.service;
  const agency = pick(hall.agencies.find((one) => one.code === step.agency)?.short) || step.agency;
  const counter = ["called", "serving"].includes(step.state) && hall.counters.find((one) => one.number === step.counter);
  return html`
    <li data-state=${step.state}>
      <span>${service} · ${agency}</span>
      <strong>${t(`office.numbers.state.${step.state}`)}${counter && ` · ${t("counter.counter", { n: counterName(counter) })}`}</strong>
      ${name && html`
        <button type="button" class="primary" data-does=${name} aria-disabled=${off || !act}
          onClick=${() => {
            if (off || !act) return;
            onDone();
            act(ticket.id, step.service);
          }}>${t(says)}</button>
      `}
    </li>
  `;
}
