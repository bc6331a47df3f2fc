/* The manager's page: the whole floor as it is now. */

import { html, render, useEffect, useState } from "/vendor/preact.js";
import { request } from "/common/api.js";
import { useSession } from "/common/session.js";
import { SignIn } from "/common/signin.js";
import { Banners, Connection, LanguageSwitch, NoHall, Waiting } from "/common/ui.js";
import { pick, t } from "/common/words.js";
import { Agencies } from "./agencies.js";
import { Floor } from "./floor.js";
import { agencies, floor, totals } from "./hall.js";
import { Officers } from "./officers.js";

function App() {
  const hub = useSession();
  const { session, stream } = hub;
  useEffect(() => {
    if (session !== undefined) document.title = t("office.title");
  }, [session === undefined, hub.language]);

  if (session === undefined) return html`<${Waiting} />`;
  if (session === null) return html`<${SignIn} hub=${hub} title=${t("office.sign_in")} />`;
  if (session.role !== "manager") return html`<${NotYours} hub=${hub} />`;
  if (!stream?.hall) return html`<${NoHall} stream=${stream} />`;
  return html`<${Office} hub=${hub} />`;
}

function Office({ hub }) {
  const { stream } = hub;
  const { hall } = stream;
  const [officers, setOfficers] = useState(null);
  const [trouble, setTrouble] = useState(null);
  const [count, setCount] = useState(0);

  useEffect(() => {
    if (stream.state !== "online") return;
    request("GET", "/officers").then((answer) => answer.is === "done" && setOfficers(answer.data));
  }, [stream.state, count]);
  useEffect(() => {
    const again = () => document.visibilityState === "visible" && setCount((before) => before + 1);
    addEventListener("visibilitychange", again);
    return () => removeEventListener("visibilitychange", again);
  }, []);

  const sums = totals(hall);
  return html`
    <div class=${`page office ${stream.state}`}>
      <header class="top">
        <div class="place"><h1>${t("office.title")}</h1><span>${pick(hall.site.name)}</span></div>
        <div class="tools">
          <${Connection} stream=${stream} />
          <span class="who">${hub.session.name}</span>
          <${LanguageSwitch} hub=${hub} />
          <a class="plain" href="/counter/">${t("office.to_counter")}</a>
          <button type="button" class="plain" onClick=${async () => setTrouble(await hub.signOut())}>${t("office.sign_out")}</button>
        </div>
      </header>
      <${Banners} stream=${stream} />
      <main class="floor-plan">
        <p class="trouble" role="alert">${trouble}</p>
        <dl class="card sums">
          ${["waiting", "serving", "open", "served", "no_shows"].map(
            (name) => html`<div key=${name} data-sum=${name}><dd class="number">${sums[name]}${name === "open" && html`<small> / ${hall.counters.length}</small>`}</dd><dt>${t(`office.sums.${name}`)}</dt></div>`,
          )}
        </dl>
        <${Floor} counters=${floor(hall, stream.now())} />
        <div class="aside">
          <${Agencies} agencies=${agencies(hall)} now=${stream.now()} timezone=${hall.site.timezone} />
          <${Officers} officers=${officers} agencies=${hall.agencies} />
        </div>
      </main>
    </div>
  `;
}

function NotYours({ hub }) {
  const [trouble, setTrouble] = useState(null);
  return html`
    <main class="alone">
      <h1>${t("office.not_yours.title")}</h1>
      <p>${t("office.not_yours.detail", { name: hub.session.name })}</p>
      <p class="trouble" role="alert">${trouble}</p>
      <a class="primary link" href="/counter/">${t("office.to_counter")}</a>
      <button type="button" class="plain" onClick=${async () => setTrouble(await hub.signOut())}>${t("office.not_yours.other")}</button>
    </main>
  `;
}

render(html`<${App} />`, document.body);
