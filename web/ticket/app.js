/* The visitor's page behind the QR: the number, how many are ahead, where to go.
 *
 * It asks again every 15 s (every 5 s when the turn is near) and whenever it is looked at: a phone that sleeps keeps no
 * stream open, and a few bytes are kinder to its battery. Once the visit is over it asks no more. */

import { html, render, useCallback, useEffect, useReducer, useState } from "/vendor/preact.js";
import { request } from "/common/api.js";
import { LanguageSwitch, Waiting } from "/common/ui.js";
import { language, remembered, speak, t } from "/common/words.js";
import { Ticket } from "./ticket.js";
import { isNear, isOver } from "./visit.js";

const EASY = 15_000;
const NEAR = 5_000;
const token = location.pathname.split("/").filter(Boolean).at(-1);

function App() {
  const [visit, setVisit] = useState(null);
  const [trouble, setTrouble] = useState(null);
  const [spoken, setSpoken] = useState(false);
  const [, redraw] = useReducer((count) => count + 1, 0);

  const look = useCallback(async () => {
    const answer = await request("GET", `/t/${encodeURIComponent(token)}`);
    const wanted = remembered() ?? answer.data?.ticket?.lang ?? "id";
    if (await speak(remembered() ?? (wanted === "en" ? "en" : "id"), { remember: false })) setSpoken(true);
    if (answer.is === "done") setVisit(answer.data);
    setTrouble(answer.is === "done" ? null : answer.is === "refused" ? "unknown" : "unreachable");
  }, []);

  useEffect(() => {
    look();
  }, []);
  useEffect(() => {
    if (trouble === "unknown" || (visit && isOver(visit))) return undefined;
    const timer = setInterval(look, (visit && isNear(visit)) || trouble ? NEAR : EASY);
    const seen = () => document.visibilityState === "visible" && look();
    document.addEventListener("visibilitychange", seen);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [trouble, visit && `${isNear(visit)} ${isOver(visit)}`]);
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
  return html`
    ${visit ? html`<${Ticket} visit=${visit} stale=${trouble !== null} />` : html`<${Trouble} kind=${trouble} onAgain=${look} />`}
    <footer><${LanguageSwitch} hub=${hub} /></footer>
  `;
}

function Trouble({ kind, onAgain }) {
  if (!kind) return html`<main aria-busy="true"><p>${t("phone.loading")}</p></main>`;
  return html`
    <main role="alert">
      <h1>${t(`phone.${kind}.title`)}</h1>
      <p class="says">${t(`phone.${kind}.detail`)}</p>
      <button type="button" class="secondary" onClick=${onAgain}>${t("phone.again")}</button>
    </main>
  `;
}

render(html`<${App} />`, document.body);
