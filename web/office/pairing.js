/* Pairing a kiosk or board: a code to type there, large, as long as it is good. */

import { html, useEffect, useRef, useState } from "/vendor/preact.js";
import { t } from "/common/words.js";
import { useActing } from "./acting.js";
import { Outcome } from "./outcome.js";

export function PairingPart({ hub }) {
  const { stream } = hub;
  const acting = useActing(hub);
  const [pairing, setPairing] = useState(null);
  const name = useRef(null);
  const role = useRef(null);
  const left = pairing ? Date.parse(pairing.until) - stream.now() : 0;
  const used = pairing && stream.hall.devices.some((one) => one.role === pairing.role && one.name === pairing.name && !pairing.known.includes(one.id));

  const offer = async (event) => {
    event.preventDefault();
    const body = { role: role.current.value, name: name.current.value.trim() };
    if (body.name === "") {
      acting.complain(t("office.pairing.no_name"));
      name.current.focus();
      return;
    }
    const answer = await acting.act("offer", "POST", "/pairing", { body, once: true });
    if (answer) setPairing({ ...answer.data, known: stream.hall.devices.map((one) => one.id) });
  };

  return html`
    <section class="card part pairing" aria-labelledby="pairing">
      <h2 id="pairing">${t("office.pairing.title")}</h2>
      <p class="quiet">${t("office.pairing.detail")}</p>
      <form class="search" onSubmit=${offer}>
        <label>
          <span>${t("office.pairing.role")}</span>
          <select ref=${role} name="role">
            ${["kiosk", "display"].map((one) => html`<option key=${one} value=${one}>${t(`office.devices.role.${one}`)}</option>`)}
          </select>
        </label>
        <label>
          <span>${t("office.pairing.name")}</span>
          <input ref=${name} name="device" maxlength="60" autocomplete="off" placeholder=${t("office.pairing.example")} />
        </label>
        <button type="submit" class="primary" aria-disabled=${acting.busy !== null}>${t("office.pairing.submit")}</button>
      </form>
      <${Outcome} acting=${acting} />
      ${pairing && html`<${Code} pairing=${pairing} left=${left} used=${used} />`}
    </section>
  `;
}

function Code({ pairing, left, used }) {
  const card = useRef(null);
  useEffect(() => card.current.scrollIntoView({ block: "nearest" }), [pairing.code]);
  return html`
    <div ref=${card} class="code" role="status">
      ${used
        ? html`<p class="said">${t("office.pairing.used", { name: pairing.name })}</p>`
        : left > 0
          ? html`
              <p>${t("office.pairing.type", { name: pairing.name })}</p>
              <p class="number" data-code>${pairing.code}</p>
              <p aria-live="off">${t("office.pairing.left", { n: Math.ceil(left / 60_000) })}</p>
            `
          : html`<p class="trouble">${t("office.pairing.over")}</p>`}
    </div>
  `;
}
