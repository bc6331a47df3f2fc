/* Small parts of the office page: what came of an act, and a question before one that cannot be taken back. */

import { html } from "/vendor/preact.js";
import { Dialog } from "/common/dialog.js";
import { t } from "/common/words.js";

export const Outcome = ({ acting }) => html`
  <p class="trouble" role="alert">${acting.trouble}</p>
  <p class="said" role="status">${acting.said}</p>
`;

/** `does` is the word on the button that goes on. */
export function Confirm({ title, detail, does, onYes, onClose }) {
  return html`
    <${Dialog} title=${title} kind="ask" onClose=${onClose}>
      ${(close) => html`
        <p>${detail}</p>
        <p class="answers">
          <button type="button" class="secondary" autofocus onClick=${close}>${t("pages.cancel")}</button>
          <button type="button" class="primary grave" onClick=${() => {
            close();
            onYes();
          }}>${does}</button>
        </p>
      `}
    <//>
  `;
}
