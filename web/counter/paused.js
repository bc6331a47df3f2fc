/* A counter at rest: why, how long already, who waits meanwhile; one way back, one way elsewhere. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "/vendor/preact.js";
import { clock } from "/common/moments.js";
import { pauseOf } from "/common/pause.js";
import { counterName } from "/common/places.js";
import { minutes, span } from "/common/times.js";
import { Key } from "/common/ui.js";
import { t } from "/common/words.js";
import { useCommands } from "./commands.js";
import { desk } from "./desk.js";
import { useKeyboard } from "./keyboard.js";
import { Top } from "./top.js";
import { Undo } from "./undo.js";

/** So long after the break began by itself nothing can be pressed: a second press of the space bar was meant for the
 *  button that was there before. */
const SETTLE = 600;

export function Paused({ hub, number, undo }) {
  const { stream } = hub;
  const commands = useCommands(hub, number);
  const main = useRef(null);
  const [trouble, setTrouble] = useState(null);
  const [fresh, setFresh] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setFresh(false), SETTLE);
    return () => clearTimeout(timer);
  }, []);
  useLayoutEffect(() => main.current?.focus({ preventScroll: true }), []);

  const shown = desk(stream.hall, number, stream.now());
  const pause = pauseOf(shown.face, stream.now());
  const name = counterName(shown.face);
  const off = fresh || stream.state !== "online" || commands.resting;
  const run = async (command, then) => {
    if (off || !(await commands.run(command))) return;
    undo.clear();
    await then();
  };
  const does = {
    resume: () => run("open", hub.refresh),
    elsewhere: () => run("close", hub.refresh),
    signOut: () => run("close", async () => setTrouble(await hub.signOut())),
    undo: undo.offer && (() => run("undo", () => {})),
  };
  const [shortcuts] = useKeyboard({ space: does.resume, u: does.undo }, main);

  return html`
    <div class=${`page rest ${stream.state}`}>
      <${Top} hub=${hub} place=${html`<h1>${t("counter.counter", { n: name })}</h1>`}>
        <button type="button" class="plain" aria-disabled=${off} onClick=${does.elsewhere}>${t("counter.do.elsewhere")}</button>
        <button type="button" class="plain" aria-disabled=${off} onClick=${does.signOut}>${t("counter.do.sign_out")}</button>
      <//>
      <main class="alone">
        <section class="card break" aria-labelledby="break">
          <h2 id="break">${t("counter.paused.title", { n: name })}</h2>
          <p class="why">${pause?.reason && html`<strong>${pause.reason}</strong> · `}${t("counter.paused.detail")}</p>
          ${pause?.by && html`<p class="by" role="alert">${t("counter.paused.by", { name: pause.by })}</p>`}
          ${pause && html`<${Figures} pause=${pause} shown=${shown} timezone=${stream.hall.site.timezone} />`}
          <p class="trouble" role="alert">${trouble ?? commands.notice?.text}</p>
          <button ref=${main} type="button" class="primary main-action" data-does="open" aria-disabled=${off} onClick=${does.resume}>
            ${commands.pending === "open" ? t("counter.busy.open") : t("counter.do.resume_work")} ${shortcuts && html`<${Key}>${t("counter.keys.space")}<//>`}
          </button>
          <${Undo} offer=${undo.offer} off=${off} shortcuts=${shortcuts} onUndo=${does.undo} />
        </section>
      </main>
    </div>
  `;
}

function Figures({ pause, shown: { waiting, longest }, timezone }) {
  const late = pause.late !== null && pause.late >= 0;
  return html`
    <dl class="timers">
      <div data-figure="lasts"><dd class="number">${span(pause.lasts ?? 0)}</dd><dt>${t("counter.paused.lasts")}</dt></div>
      ${pause.backAt !== null && html`
        <div data-figure="back" class=${late ? "late" : ""}><dd class="number">${clock(pause.backAt, timezone)}</dd><dt>${late ? t("counter.paused.late", { time: minutes(pause.late) }) : t("counter.paused.back")}</dt></div>
      `}
      <div data-figure="waiting"><dd class="number">${waiting.length}</dd><dt>${waiting.length === 0 ? t("counter.paused.nobody") : t("counter.paused.waiting", { time: minutes(longest) })}</dt></div>
    </dl>
  `;
}
