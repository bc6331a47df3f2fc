/* This counter's day so far. */

import { html } from "/vendor/preact.js";
import { span } from "/common/times.js";
import { t } from "/common/words.js";

const mean = (seconds) => (seconds === null || seconds === undefined ? "–" : span(seconds * 1000));

export function Day({ day }) {
  const figures = [
    ["served", day?.served ?? 0],
    ["mean_service", mean(day?.mean_service)],
    ["mean_wait", mean(day?.mean_wait)],
    ["no_shows", day?.no_shows ?? 0],
  ];
  return html`
    <section class="card day" aria-label=${t("counter.day.title")}>
      <dl>
        ${figures.map(([name, value]) => html`<div key=${name} data-figure=${name}><dd class="number">${value}</dd><dt>${t(`counter.day.${name}`)}</dt></div>`)}
      </dl>
    </section>
  `;
}
