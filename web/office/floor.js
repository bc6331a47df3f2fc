/* Every counter: who works there, whom it has, for how long; and closing one that was left open. */

import { html, useState } from "/vendor/preact.js";
import { counterName, counterOf } from "/common/places.js";
import { span } from "/common/times.js";
import { Letter } from "/common/ui.js";
import { pick, t } from "/common/words.js";
import { useActing } from "./acting.js";
import { Confirm, Outcome } from "./outcome.js";

export function Floor({ hub, counters }) {
  const acting = useActing(hub);
  const [closing, setClosing] = useState(null);
  const close = ({ number }) =>
    acting.act("close", "POST", `/counters/${number}/close`, { said: t("office.floor.was_closed", { n: counterOf(hub.stream.hall, number) }) });
  return html`
    <section class="floor" aria-labelledby="floor">
      <h2 id="floor">${t("office.floor.title")}</h2>
      <${Outcome} acting=${acting} />
      <ul>${counters.map((one) => html`<${Desk} key=${one.face.number} one=${one} onClose=${() => setClosing(one.face)} />`)}</ul>
    </section>
    ${closing && html`
      <${Confirm} title=${t("office.floor.close_which", { n: counterName(closing) })} does=${t("office.floor.close")}
        detail=${t("office.floor.close_detail", { name: closing.officer ?? t("office.floor.no_officer") })}
        onYes=${() => close(closing)} onClose=${() => setClosing(null)} />
    `}
  `;
}

/** A counter without a visitor can be closed for an officer who has gone home. */
function Desk({ one: { face, agency, current, served }, onClose }) {
  const left = face.state !== "closed" && !current;
  return html`
    <li class=${`card desk-card ${face.state} ${current?.state ?? "idle"}`} data-counter=${face.number}>
      <header>
        <${Letter} agency=${agency} />
        <div>
          <h3>${t("office.floor.counter", { n: counterName(face) })}</h3>
          <p class="quiet">${pick(agency.short)}</p>
        </div>
        <span class="state">${t(`office.floor.${face.state}`)}</span>
      </header>
      ${(current || face.state !== "closed") && html`<p class="now">
        ${current
          ? html`<span class="number">${current.label}</span><span>${t(`office.floor.${current.state}`)}</span><span class="number time">${span(current.since)}</span>`
          : html`<span class="quiet">${t(face.state === "open" ? "office.floor.idle" : "office.floor.nobody")}</span>`}
        ${left && html`<button type="button" class="plain" aria-label=${t("office.floor.close_which", { n: counterName(face) })} onClick=${onClose}>${t("office.floor.close")}</button>`}
      </p>`}
      ${(face.officer || served > 0) && html`<p class="foot"><span>${face.officer ?? t("office.floor.no_officer")}</span><span class="quiet">${t("office.floor.served", { n: served })}</span></p>`}
    </li>
  `;
}
