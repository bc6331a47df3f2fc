/* The visitor's page behind the QR: the number, how many are ahead, where to go, and a bell for the call.
 *
 * It listens while it is looked at. A page out of sight rests, which spares the battery, unless the visitor asked to be
 * told of the call: then it listens for as long as the phone lets it. Once the visit is over it listens no more. */

import { html, render, useEffect, useLayoutEffect, useReducer, useRef, useState } from "/vendor/preact.js";
import { LanguageSwitch, Waiting } from "/common/ui.js";
import { language, speak, speakFirst, t } from "/common/words.js";
import { Bell } from "./bell.js";
import { Ticket } from "./ticket.js";
import { calledSince, isNear } from "./visit.js";
import { Watch } from "./watch.js";

const FRESHNESS = { lost: "stale", over: "last" };
const token = location.pathname.split("/").filter(Boolean).at(-1);

function App() {
  const [, redraw] = useReducer((count) => count + 1, 0);
  const [spoken, setSpoken] = useState(false);
  const bell = useRef(null);
  const watch = useRef(null);
  const before = useRef(null);
  bell.current ??= new Bell();
  watch.current ??= new Watch(token, () => heard());
  const { visit, at, state } = watch.current;

  const heard = async () => {
    const now = watch.current.visit;
    if (now && calledSince(before.current, now)) bell.current.ring();
    before.current = now;
    if (watch.current.state !== "connecting" && (await speakFirst(now?.ticket.lang))) setSpoken(true);
    redraw();
  };

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") watch.current.open();
      else if (!bell.current.armed) watch.current.close();
      redraw();
    };
    look();
    const events = [[document, "visibilitychange"], [window, "pageshow"], [window, "online"]];
    for (const [where, what] of events) where.addEventListener(what, look);
    return () => events.forEach(([where, what]) => where.removeEventListener(what, look));
  }, []);
  useLayoutEffect(() => {
    bell.current.keepAwake(visit !== null && isNear(visit));
  });
  useEffect(() => {
    if (visit) document.title = t("phone.title", { label: visit.ticket.label });
  }, [visit?.ticket.label, language()]);

  if (!spoken) return html`<${Waiting} />`;
  const hub = {
    language: language(),
    choose: async (lang) => {
      await speak(lang);
      redraw();
    },
  };
  const turn = () => {
    if (bell.current.armed) bell.current.disarm();
    else bell.current.arm();
    redraw();
  };
  return html`
    ${visit && state !== "unknown"
      ? html`<${Ticket} visit=${visit} at=${at} freshness=${FRESHNESS[state] ?? "now"} armed=${bell.current.armed} onBell=${turn} />`
      : html`<${Trouble} kind=${state} onAgain=${() => watch.current.open()} />`}
    <footer><${LanguageSwitch} hub=${hub} /></footer>
  `;
}

function Trouble({ kind, onAgain }) {
  if (kind !== "unknown" && kind !== "lost") return html`<main aria-busy="true"><p>${t("phone.loading")}</p></main>`;
  const why = kind === "unknown" ? "unknown" : "unreachable";
  return html`
    <main role="alert">
      <h1>${t(`phone.${why}.title`)}</h1>
      <p class="says">${t(`phone.${why}.detail`)}</p>
      <button type="button" class="secondary" onClick=${onAgain}>${t("phone.again")}</button>
    </main>
  `;
}

render(html`<${App} />`, document.body);
