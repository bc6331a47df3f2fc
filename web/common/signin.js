/* Signing in: who you are and your PIN. A refusal never says which of the two was wrong. */

import { html, useLayoutEffect, useRef, useState } from "/vendor/preact.js";
import { LanguageSwitch } from "./ui.js";
import { t } from "./words.js";

export function SignIn({ hub, title }) {
  const [trouble, setTrouble] = useState(hub.ended ? t("pages.sign_in.ended") : null);
  const [busy, setBusy] = useState(false);
  const officer = useRef(null);
  const pin = useRef(null);
  useLayoutEffect(() => officer.current.focus(), []);

  const submit = async (event) => {
    event.preventDefault();
    if (busy) return;
    setTrouble(null);
    setBusy(true);
    const refusal = await hub.signIn(officer.current.value.trim(), pin.current.value);
    if (refusal === null) return;
    setBusy(false);
    setTrouble(refusal);
    pin.current.value = "";
    pin.current.focus();
  };

  return html`
    <main class="alone">
      <form class="card sign-in" onSubmit=${submit}>
        <h1>${title}</h1>
        <label>
          <span>${t("pages.sign_in.officer")}</span>
          <input ref=${officer} data-scan name="officer" autocomplete="username" autocapitalize="none" spellcheck=${false} required />
        </label>
        <label>
          <span>${t("pages.sign_in.pin")}</span>
          <input ref=${pin} data-scan name="pin" type="password" inputmode="numeric" autocomplete="current-password" required />
        </label>
        <p class="trouble" role="alert">${trouble}</p>
        <button class="primary" type="submit" aria-disabled=${busy}>
          ${busy ? t("pages.sign_in.busy") : t("pages.sign_in.submit")}
        </button>
      </form>
      <${LanguageSwitch} hub=${hub} />
    </main>
  `;
}
