/* The keys of devices and programs, and how they stop to work. */

import { html, useState } from "/vendor/preact.js";
import { pick, t } from "/common/words.js";
import { useActing } from "./acting.js";
import { useListing } from "./listing.js";
import { Confirm, Outcome } from "./outcome.js";

export function Keys({ hub }) {
  const acting = useActing(hub);
  const { agencies } = hub.stream.hall;
  const place = (key) => {
    if (key.agency === null) return t("office.keys.every_agency");
    const agency = agencies.find((known) => known.code === key.agency);
    return agency ? pick(agency.short) : key.agency;
  };
  const [keys, again] = useListing(hub.stream, "/keys");
  const [revoking, setRevoking] = useState(null);
  const revoke = async (key) => {
    await acting.act("revoke", "DELETE", `/keys/${key.id}`, { said: t("office.keys.revoked", { name: key.name }) });
    await again();
  };
  return html`
    <section class="card part" aria-labelledby="keys">
      <h2 id="keys">${t("office.keys.title")}</h2>
      <p class="quiet">${t("office.keys.detail")}</p>
      <${Outcome} acting=${acting} />
      ${keys === null && html`<p class="quiet" aria-busy="true">${t("pages.loading")}</p>`}
      ${keys?.length === 0 && html`<p class="quiet">${t("office.keys.none")}</p>`}
      <ul class="rows">
        ${keys?.map(
          (key) => html`
            <li key=${key.id} data-key=${key.name}>
              <strong>${key.name}</strong>
              <span class="quiet">${t(`office.devices.role.${key.role}`)}${key.role === "officer" && ` · ${place(key)}`}</span>
              <button type="button" class="plain" aria-label=${t("office.keys.revoke_whom", { name: key.name })} onClick=${() => setRevoking(key)}>${t("office.keys.revoke")}</button>
            </li>
          `,
        )}
      </ul>
    </section>
    ${revoking && html`
      <${Confirm} title=${t("office.keys.revoke_whom", { name: revoking.name })} detail=${t("office.keys.revoke_detail")} does=${t("office.keys.revoke")}
        onYes=${() => revoke(revoking)} onClose=${() => setRevoking(null)} />
    `}
  `;
}
