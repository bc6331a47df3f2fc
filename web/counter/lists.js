/* Beside the visitor: who waits, who is held, who did not come. */

import { html, useRef } from "/vendor/preact.js";
import { clock } from "/common/moments.js";
import { counterOf } from "/common/places.js";
import { minutes } from "/common/times.js";
import { pick, t } from "/common/words.js";

/** Moves the focus to the first row of a list ("waiting", "held" or "missed"), if it has any. */
export function goTo(name) {
  const list = document.querySelector(`[data-list=${name}]`);
  if (list?.matches("details")) list.open = true;
  list?.querySelector("li button")?.focus();
}

/** Arrow keys go from row to row, over the lists' borders. */
function arrows(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.closest("li")) return;
  const buttons = [...event.currentTarget.querySelectorAll("li button")].filter((one) => one.checkVisibility());
  const next = buttons[buttons.indexOf(event.target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** `does.call`, `does.resume` and `does.revive` take a ticket; null while they cannot be done. */
export function Lists({ hall, shown, off, does }) {
  const { timezone } = hall.site;
  return html`
    <div class="card lists" onKeyDown=${arrows}>
      <${Waiting} hall=${hall} shown=${shown} off=${off || !does.call} onCall=${does.call} />
      ${shown.held.length > 0 && html`<${Held} hall=${hall} held=${shown.held} timezone=${timezone} off=${off || !does.resume} onResume=${does.resume} />`}
      ${shown.missed.length > 0 && html`<${Missed} missed=${shown.missed} timezone=${timezone} off=${off} onRevive=${does.revive} />`}
    </div>
  `;
}

function Waiting({ hall, shown: { waiting, longest }, off, onCall }) {
  return html`
    <section class="waiting" data-list="waiting" aria-labelledby="waiting">
      <header>
        <h2 id="waiting">${t("counter.waiting.title")}</h2>
        <span class="quiet">${waiting.length > 0 && t("counter.waiting.sum", { n: waiting.length, time: minutes(longest) })}</span>
      </header>
      ${waiting.length === 0
        ? html`<p class="empty">${t("counter.waiting.nobody")}</p>`
        : html`<ol>${waiting.map((one) => html`<${Waiter} key=${one.step} hall=${hall} one=${one} off=${off || one.elsewhere !== null} onCall=${onCall} />`)}</ol>`}
    </section>
  `;
}

function Waiter({ hall, one, off, onCall }) {
  return html`
    <li data-ticket=${one.label}>
      <span class="number">${one.label}</span>
      <span class="service">
        ${[one.service, ...one.others].map((service) => pick(service?.name)).join(", ")}
        ${one.next && html` <span class="badge calm">${t("counter.waiting.next")}</span>`}
        ${one.priority && html` <span class="badge">${t("counter.priority")}</span>`}
        ${one.returning && html` <span class="badge calm">${t("counter.waiting.returning")}</span>`}
        ${one.sentOn && html` <span class="badge calm">${t("counter.waiting.sent_on")}</span>`}
        ${one.note && html`<small class="quiet">${one.note}</small>`}
      </span>
      <span class="time">${one.elsewhere === null ? minutes(one.waited) : t("counter.waiting.elsewhere", { n: counterOf(hall, one.elsewhere) })}</span>
      <button type="button" class="call" aria-label=${t("counter.waiting.call_whom", { label: one.label })}
        aria-disabled=${off} onClick=${() => off || onCall(one.id, one.service?.code)}>${t("counter.waiting.call")}</button>
    </li>
  `;
}

function Held({ hall, held, timezone, off, onResume }) {
  return html`
    <section class="held" data-list="held" aria-labelledby="held">
      <header><h2 id="held">${t("counter.held.title")}</h2><span class="quiet">${t("counter.held.sum", { n: held.length })}</span></header>
      <ol>
        ${held.map(
          (one) => html`
            <li key=${one.step} data-held=${one.label}>
              <span class="number">${one.label}</span>
              <span class="service">${one.note || pick(one.service?.name)}<small class="quiet">${one.from !== null && t("counter.held.from", { n: counterOf(hall, one.from) })}</small></span>
              <${Back} one=${one} timezone=${timezone} />
              <button type="button" class="call" aria-label=${t("counter.waiting.call_whom", { label: one.label })}
                aria-disabled=${off} onClick=${() => off || onResume(one.id)}>${t("counter.held.call")}</button>
            </li>
          `,
        )}
      </ol>
    </section>
  `;
}

function Back({ one: { until, late }, timezone }) {
  if (until === null) return html`<span class="time"></span>`;
  if (late >= 0) return html`<span class="time late">${t("counter.held.late", { time: minutes(late) })}</span>`;
  return html`<span class="time">${t("counter.held.until", { at: clock(until, timezone) })}</span>`;
}

function Missed({ missed, timezone, off, onRevive }) {
  const list = useRef(null);
  const revive = (one) => {
    if (off) return;
    list.current.open = missed.length > 1;
    onRevive(one.id);
  };
  return html`
    <details ref=${list} class="missed" data-list="missed">
      <summary><h2>${t("counter.missed.title")}</h2><span class="quiet">${t("counter.missed.sum", { n: missed.length })}</span></summary>
      <ol>
        ${missed.map(
          (one) => html`
            <li key=${one.step} data-missed=${one.label}>
              <span class="number">${one.label}</span>
              <span class="service">${pick(one.service?.name)}</span>
              <span class="time">${clock(one.at, timezone)}</span>
              <button type="button" class="call" aria-label=${t("counter.missed.revive_whom", { label: one.label })}
                aria-disabled=${off} onClick=${() => revive(one)}>${t("counter.missed.revive")}</button>
            </li>
          `,
        )}
      </ol>
    </details>
  `;
}
