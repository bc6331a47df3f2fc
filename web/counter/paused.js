/* A counter at rest: one way back, one way elsewhere. */

import { html, useRef, useState } from "/vendor/preact.js";
import { counterOf } from "/common/places.js";
import { Key } from "/common/ui.js";
import { t } from "/common/words.js";
import { useCommands } from "./commands.js";
import { useKeyboard } from "./keyboard.js";
import { Top } from "./top.js";

export function Paused({ hub, number }) {
  const commands = useCommands(hub, number);
  const main = useRef(null);
  const name = counterOf(hub.stream.hall, number);
  const [trouble, setTrouble] = useState(null);
  const off = hub.stream.state !== "online" || commands.resting;
  const resume = async () => {
    if (!off && (await commands.run("open"))) await hub.refresh();
  };
  const elsewhere = async () => {
    if (!off && (await commands.run("close"))) await hub.refresh();
  };
  const signOut = async () => {
    if (!off && (await commands.run("close"))) setTrouble(await hub.signOut());
  };
  const [shortcuts] = useKeyboard({ space: resume }, main);

  return html`
    <div class="page">
      <${Top} hub=${hub} place=${html`<h1>${t("counter.counter", { n: name })}</h1>`}>
        <button type="button" class="plain" aria-disabled=${off} onClick=${elsewhere}>${t("counter.do.elsewhere")}</button>
        <button type="button" class="plain" aria-disabled=${off} onClick=${signOut}>${t("counter.do.sign_out")}</button>
      <//>
      <main class="alone">
        <h2>${t("counter.paused.title", { n: name })}</h2>
        <p>${t("counter.paused.detail")}</p>
        <p class="trouble" role="alert">${trouble ?? commands.notice?.text}</p>
        <button ref=${main} type="button" class="primary main-action" aria-disabled=${off} onClick=${resume}>
          ${commands.pending === "open" ? t("counter.busy.open") : t("counter.do.resume_work")} ${shortcuts && html`<${Key}>${t("counter.keys.space")}<//>`}
        </button>
      </main>
    </div>
  `;
}
