/* Every agency: whether it gives numbers, how many wait, how long. */

import { html } from "/vendor/preact.js";
import { closed } from "/common/closure.js";
import { Letter } from "/common/ui.js";
import { pick, t } from "/common/words.js";

export function Agencies({ agencies, now, timezone }) {
  return html`
    <section class="card agencies" aria-labelledby="agencies">
      <h2 id="agencies">${t("office.agencies.title")}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">${t("office.agencies.agency")}</th>
            <th scope="col" class="figure">${t("office.agencies.waiting")}</th>
            <th scope="col" class="figure">${t("office.agencies.estimate")}</th>
            <th scope="col" class="figure">${t("office.agencies.counters")}</th>
          </tr>
        </thead>
        <tbody>
          ${agencies.map((one) => html`<${Row} key=${one.face.code} one=${one} now=${now} timezone=${timezone} />`)}
        </tbody>
      </table>
    </section>
  `;
}

function Row({ one: { face, figures, desks, open }, now, timezone }) {
  const gives = figures?.openness.why === "open";
  return html`
    <tr data-agency=${face.code}>
      <th scope="row">
        <span class="agency">
          <${Letter} agency=${face} />
          <span>
            ${pick(face.short)}
            <small class=${gives && open > 0 ? "openness" : "openness shut"}>
              ${figures && openness(figures, now, timezone)}${gives && open === 0 && ` · ${t("office.agencies.no_counter")}`}
            </small>
          </span>
        </span>
      </th>
      <td class="figure number">${figures?.waiting ?? 0}</td>
      <td class="figure">${gives && open > 0 ? estimate(figures.estimate) : "–"}</td>
      <td class="figure"><span class="number">${open}</span> / ${desks}</td>
    </tr>
  `;
}

const estimate = ({ p50, p90 }) => (p90 === 0 ? t("office.agencies.no_wait") : t("office.agencies.minutes", { p50, p90 }));

/** Whether numbers are given and until when, in the same words as on the kiosk. */
const openness = ({ openness: known, closes }, now, timezone) =>
  closed(known.why === "open" ? { ...known, until: closes } : known, now, timezone);
