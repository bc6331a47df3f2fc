/* A closed day as a table: what became of everybody, service by service, and how long it took. */

import { html } from "/vendor/preact.js";
import { span } from "/common/times.js";
import { pick, t } from "/common/words.js";

const COUNTS = ["served", "no_show", "cancelled", "transferred", "expired", "void"];
const TIMES = ["mean_wait", "p90_wait", "mean_service"];

const time = (seconds) => (seconds === null || seconds === undefined ? "–" : span(seconds * 1000));

export function Recap({ recap, hall }) {
  const name = (list, code) => list.find((one) => one.code === code);
  const sum = (column) => recap.services.reduce((total, one) => total + (one[column] ?? 0), 0);
  return html`
    <div class="scroll" tabindex="0" role="region" aria-labelledby="recap">
      <table>
        <thead>
          <tr>
            <th scope="col">${t("office.recap.service")}</th>
            ${[...COUNTS, ...TIMES].map((column) => html`<th key=${column} scope="col" class="figure">${t(`office.recap.${column}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${recap.services.map(
            (one) => html`
              <tr key=${one.service} data-service=${one.service}>
                <th scope="row">${pick(name(hall.services, one.service)?.name) || one.service}<small>${pick(name(hall.agencies, one.agency)?.short) || one.agency}</small></th>
                ${COUNTS.map((column) => html`<td key=${column} data-column=${column} class="figure number">${one[column] ?? 0}</td>`)}
                ${TIMES.map((column) => html`<td key=${column} class="figure number">${time(one[column])}</td>`)}
              </tr>
            `,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">${t("office.recap.all")}</th>
            ${COUNTS.map((column) => html`<td key=${column} class="figure number">${sum(column)}</td>`)}
            ${TIMES.map((column) => html`<td key=${column}></td>`)}
          </tr>
        </tfoot>
      </table>
      <p class="legend">${t("office.recap.p90_says")}</p>
    </div>
  `;
}
