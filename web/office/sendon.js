/* Sending somebody who waits to another service, as the information desk decides; also one whose service is gone. */

import { html, useState } from "/vendor/preact.js";
import { Dialog } from "/common/dialog.js";
import { pick, t } from "/common/words.js";
import { elsewhere } from "./visits.js";

/** `onSend` gets the code of the service that was chosen. */
export function SendOn({ hall, visit, onSend, onClose }) {
  const [chosen, setChosen] = useState("");
  const submit = (event, close) => {
    event.preventDefault();
    close();
    onSend(chosen);
  };
  return html`
    <${Dialog} title=${t("office.numbers.transfer_title", { label: visit.ticket.label })} kind="ask" onClose=${onClose}>
      ${(close) => html`
        <form onSubmit=${(event) => submit(event, close)}>
          <label>
            <span>${t("office.numbers.transfer_to")}</span>
            <select name="service" required value=${chosen} onChange=${(event) => setChosen(event.target.value)}>
              <option value="" disabled>${t("office.numbers.transfer_choose")}</option>
              ${elsewhere(hall, visit).map(
                ({ agency, services }) => html`
                  <optgroup key=${agency.code} label=${pick(agency.short)}>
                    ${services.map((one) => html`<option key=${one.code} value=${one.code}>${pick(one.name)}</option>`)}
                  </optgroup>
                `,
              )}
            </select>
          </label>
          <p class="answers">
            <button type="button" class="secondary" onClick=${close}>${t("pages.cancel")}</button>
            <button type="submit" class="primary">${t("office.numbers.do.transfer")}</button>
          </p>
        </form>
      `}
    <//>
  `;
}
