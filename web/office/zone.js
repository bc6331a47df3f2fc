/* A board's zone: chosen here, unless the board's own machine says otherwise. */

import { html } from "/vendor/preact.js";
import { pick, t } from "/common/words.js";

export function BoardZone({ device, zones, acting }) {
  const name = (code) => pick(zones.find((one) => one.code === code)?.name) || code;
  const given = device.zone ?? "";
  const fixed = device.state?.zone_fixed ? device.state.zone : null;
  const known = given === "" || zones.some((one) => one.code === given);

  const change = (event) => {
    const zone = event.target.value || null;
    const said = t("office.devices.zone.set", { name: device.name, zone: zone ? name(zone) : t("office.devices.all_zones") });
    event.target.value = given; // shown as chosen once the hub has it
    acting.act("zone", "POST", `/devices/${device.id}/zone`, { body: { zone }, said });
  };

  return html`
    <label class="zone">
      <span>${t("office.devices.zone.label")}</span>
      <select name="zone" value=${given} onChange=${change} aria-disabled=${acting.busy !== null}>
        <option value="">${t("office.devices.zone.all")}</option>
        ${zones.map((one) => html`<option key=${one.code} value=${one.code}>${pick(one.name)}</option>`)}
        ${!known && html`<option value=${given}>${given}</option>`}
      </select>
    </label>
    ${!known && html`<p class="trouble">${t("office.devices.zone.gone", { zone: given })}</p>`}
    ${fixed !== null && html`<p class="quiet fixed">${t("office.devices.zone.fixed", { zone: name(fixed) })}</p>`}
  `;
}
