/* Every counter: who works there, whom it has, for how long. */

import { html } from "/vendor/preact.js";
import { span } from "/common/times.js";
import { Letter } from "/common/ui.js";
import { pick, t } from "/common/words.js";

export function Floor({ counters }) {
  return html`
    <section class="floor" aria-labelledby="floor">
      <h2 id="floor">${t("office.floor.title")}</h2>
      <ul>${counters.map((one) => html`<${Desk} key=${one.face.number} one=${one} />`)}</ul>
    </section>
  `;
}

function Desk({ one: { face, agency, current, served } }) {
  return html`
    <li class=${`card desk-card ${face.state} ${current?.state ?? "idle"}`} data-counter=${face.number}>
      <header>
        <${Letter} agency=${agency} />
        <div>
          <h3>${t("office.floor.counter", { n: face.number })}</h3>
          <p class="quiet">${pick(agency.short)}</p>
        </div>
        <span class="state">${t(`office.floor.${face.state}`)}</span>
      </header>
      ${(current || face.state !== "closed") && html`<p class="now">
        ${current
          ? html`<span class="number">${current.label}</span><span>${t(`office.floor.${current.state}`)}</span><span class="number time">${span(current.since)}</span>`
          : html`<span class="quiet">${t(face.state === "open" ? "office.floor.idle" : "office.floor.nobody")}</span>`}
      </p>`}
      ${(face.officer || served > 0) && html`<p class="foot"><span>${face.officer ?? t("office.floor.no_officer")}</span><span class="quiet">${t("office.floor.served", { n: served })}</span></p>`}
    </li>
  `;
}
