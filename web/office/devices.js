/* Kiosks and boards: whether they are there, and what they say of paper, printer and sound. */

import { html } from "/vendor/preact.js";
import { unheard } from "/common/hearing.js";
import { moment } from "/common/moments.js";
import { pick, t } from "/common/words.js";
import { useActing } from "./acting.js";
import { condition } from "./condition.js";
import { Outcome } from "./outcome.js";
import { BoardZone } from "./zone.js";

export function Devices({ hub }) {
  const acting = useActing(hub);
  const { hall } = hub.stream;
  const now = hub.stream.now();
  const zone = hall.site.timezone;
  const zoned = hall.site.zones.length > 1;
  const place = (device) => pick(hall.site.zones.find((one) => one.code === device.state?.zone)?.name) || (device.role === "display" ? t("office.devices.all_zones") : "");
  return html`
    <section class="card part" aria-labelledby="devices">
      <h2 id="devices">${t("office.devices.title")}</h2>
      <${Outcome} acting=${acting} />
      ${hall.devices.length === 0 && html`<p class="quiet">${t("office.devices.none")}</p>`}
      ${mute(hall).map(({ zone, why }) => html`<p key=${zone.code} class="trouble" data-zone=${zone.code}>${t(`office.devices.unheard.${why}`, { zone: pick(zone.name) })}</p>`)}
      <ul class="equipment">
        ${hall.devices.map((device) => {
          const found = condition(device);
          return html`
            <li key=${device.id} data-device=${device.name} class=${found.well ? "" : "unwell"}>
              <p class="head"><strong>${device.name}</strong><span class="quiet">${t(`office.devices.role.${device.role}`)}${place(device) && ` · ${place(device)}`}</span></p>
              <p class=${`connection ${device.connected ? "there" : "gone"}`}><i aria-hidden="true"></i>${seen(device, now, zone)}</p>
              ${found.says.map(({ key, values, well }) => html`<p key=${key} class=${well ? "" : "trouble"}>${t(key, values)}</p>`)}
              ${zoned && device.role === "display" && html`<${BoardZone} device=${device} zones=${hall.site.zones} acting=${acting} />`}
              <p class="quiet">${[device.address, device.state && t("office.devices.version", { version: device.state.version })].filter(Boolean).join(" · ")}</p>
            </li>
          `;
        })}
      </ul>
    </section>
  `;
}

/** Zones with counters whose calls nobody can hear now. */
const mute = (hall) =>
  hall.site.zones
    .filter((zone) => hall.counters.some((one) => one.zone === zone.code))
    .map((zone) => ({ zone, why: unheard(hall, zone.code) }))
    .filter(({ why }) => why !== null);

function seen(device, now, zone) {
  if (device.connected) return t("office.devices.connected");
  return device.seen_at ? t("office.devices.gone", { at: moment(device.seen_at, now, zone) }) : t("office.devices.never");
}
