/* The forms about an officer: a new one, a new PIN. The hub says whether a PIN is good enough. */

import { html, useLayoutEffect, useRef, useState } from "/vendor/preact.js";
import { Dialog } from "/common/dialog.js";
import { pick, t } from "/common/words.js";

const DIGITS = 6;

function useForm(check) {
  const [trouble, setTrouble] = useState(null);
  const form = useRef(null);
  const submit = (close, then) => (event) => {
    event.preventDefault();
    const values = Object.fromEntries([...new FormData(form.current)].map(([name, value]) => [name, value.trim()]));
    const wrong = check(values);
    setTrouble(wrong);
    if (wrong !== null) return;
    close();
    then(values);
  };
  useLayoutEffect(() => form.current.querySelector("input").focus(), []);
  return { form, trouble, submit };
}

const Pin = () => html`
  <label>
    <span>${t("office.officers.pin", { n: DIGITS })}</span>
    <input name="pin" type="password" inputmode="numeric" autocomplete="new-password" />
  </label>
  <label>
    <span>${t("office.officers.pin_again")}</span>
    <input name="again" type="password" inputmode="numeric" autocomplete="new-password" />
  </label>
`;

function wrongPin({ pin, again }) {
  if (!/^\d+$/.test(pin) || pin.length < DIGITS) return t("office.officers.pin_short", { n: DIGITS });
  return pin === again ? null : t("office.officers.pin_differs");
}

const Answers = ({ trouble, does, close }) => html`
  <p class="trouble" role="alert">${trouble}</p>
  <p class="answers">
    <button type="submit" class="primary">${does}</button>
    <button type="button" class="secondary" onClick=${close}>${t("pages.cancel")}</button>
  </p>
`;

/** `onAdd(body)` gets the body of `POST /officers`. */
export function NewOfficer({ agencies, onAdd, onClose }) {
  const { form, trouble, submit } = useForm((values) => (values.officer === "" || values.name === "" ? t("office.officers.no_name") : wrongPin(values)));
  const add = ({ officer, name, pin, agency }) => onAdd({ officer, name, pin, agency: agency === "" ? null : agency });
  return html`
    <${Dialog} title=${t("office.officers.add")} kind="ask" onClose=${onClose}>
      ${(close) => html`
        <form ref=${form} onSubmit=${submit(close, add)}>
          <label><span>${t("office.officers.name")}</span><input name="name" maxlength="60" autocomplete="off" /></label>
          <label><span>${t("office.officers.code")}</span><input name="officer" maxlength="60" autocomplete="off" autocapitalize="none" spellcheck=${false} /></label>
          <label>
            <span>${t("office.officers.agency")}</span>
            <select name="agency">
              ${agencies.map((one) => html`<option key=${one.code} value=${one.code}>${pick(one.short)}</option>`)}
              <option value="">${t("office.officers.manager")}</option>
            </select>
          </label>
          <${Pin} />
          <${Answers} trouble=${trouble} does=${t("office.officers.add")} close=${close} />
        </form>
      `}
    <//>
  `;
}

/** `onPin(pin)` gets the new PIN. */
export function NewPin({ officer, onPin, onClose }) {
  const { form, trouble, submit } = useForm(wrongPin);
  return html`
    <${Dialog} title=${t("office.officers.reset_title", { name: officer.name })} kind="ask" onClose=${onClose}>
      ${(close) => html`
        <form ref=${form} onSubmit=${submit(close, ({ pin }) => onPin(pin))}>
          <p>${t("office.officers.reset_detail")}</p>
          <${Pin} />
          <${Answers} trouble=${trouble} does=${t("office.officers.do.reset")} close=${close} />
        </form>
      `}
    <//>
  `;
}
