/* A dialog over the page: the browser keeps the focus inside, Esc closes it and gives the focus back. */

import { html, useId, useLayoutEffect, useRef } from "/vendor/preact.js";

/** `children(close)` draws what stands under the title. `onClose` is called however it was closed. */
export function Dialog({ title, kind = "", onClose, children }) {
  const dialog = useRef(null);
  const id = useId();
  // Before the next key arrives: an effect after painting would leave that key to the page below.
  useLayoutEffect(() => dialog.current.showModal(), []);
  return html`
    <dialog ref=${dialog} class=${`card ${kind}`} aria-labelledby=${id} onClose=${onClose}>
      <h2 id=${id}>${title}</h2>
      ${children(() => dialog.current?.close())}
    </dialog>
  `;
}
