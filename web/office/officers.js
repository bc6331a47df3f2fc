/* Everybody who can sign in. */

import { html } from "/vendor/preact.js";
import { pick, t } from "/common/words.js";

/** `officers` is null until the hub listed them. */
export function Officers({ officers, agencies }) {
  const place = (one) => {
    if (one.role === "manager") return t("office.officers.manager");
    const agency = agencies.find((known) => known.code === one.agency);
    return agency ? pick(agency.short) : one.agency;
  };
  return html`
    <section class="card officers" aria-labelledby="officers">
      <h2 id="officers">${t("office.officers.title")}</h2>
      ${officers === null && html`<p class="quiet" aria-busy="true">${t("pages.loading")}</p>`}
      <ul>
        ${officers?.map((one) => html`<li key=${one.officer} data-officer=${one.officer}><strong>${one.name}</strong><span>${place(one)}</span><span class="quiet">${one.officer}</span></li>`)}
      </ul>
      <p class="quiet">${t("office.officers.add")}</p>
    </section>
  `;
}
