/* Who waits for this counter's services, in order of arrival. */

import { html } from "/vendor/preact.js";
import { minutes } from "/common/times.js";
import { pick, t } from "/common/words.js";

/** `onCall(ticket)` calls somebody out of order; null while somebody is called already. */
export function WaitingList({ shown, off, onCall }) {
  const { waiting, longest } = shown;
  return html`
    <section class="card waiting" aria-labelledby="waiting">
      <header>
        <h2 id="waiting">${t("counter.waiting.title")}</h2>
        <span class="quiet">${waiting.length > 0 && t("counter.waiting.sum", { n: waiting.length, time: minutes(longest) })}</span>
      </header>
      ${waiting.length === 0
        ? html`<p class="empty">${t("counter.waiting.nobody")}</p>`
        : html`<ol>${waiting.map((one) => html`<${Row} key=${one.step} one=${one} off=${off || !onCall} onCall=${onCall} />`)}</ol>`}
    </section>
  `;
}

function Row({ one, off, onCall }) {
  return html`
    <li data-ticket=${one.label}>
      <span class="number">${one.label}</span>
      <span class="service">${pick(one.service?.name)}${one.priority && html` <span class="badge">${t("counter.priority")}</span>`}</span>
      <span class="time">${minutes(one.waited)}</span>
      <button type="button" class="call" aria-label=${t("counter.waiting.call_whom", { label: one.label })}
        aria-disabled=${off} onClick=${() => off || onCall(one.id)}>${t("counter.waiting.call")}</button>
    </li>
  `;
}
