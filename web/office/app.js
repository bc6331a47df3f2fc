/* The manager's page: the whole floor as it is now, and what a manager does beside it. */

import { html, render, useEffect, useState } from "/vendor/preact.js";
import { Filter, fits } from "/common/filter.js";
import { guard } from "/common/guard.js";
import { counterName } from "/common/places.js";
import { useSession } from "/common/session.js";
import { SignIn } from "/common/signin.js";
import { Banners, Connection, HallLogo, LanguageSwitch, NoHall, Waiting } from "/common/ui.js";
import { pick, t } from "/common/words.js";
import { Agencies } from "./agencies.js";
import { Backups } from "./backups.js";
import { condition } from "./condition.js";
import { Day } from "./day.js";
import { Devices } from "./devices.js";
import { Floor } from "./floor.js";
import { agencies, floor, totals } from "./hall.js";
import { Keys } from "./keys.js";
import { Numbers } from "./numbers.js";
import { Officers } from "./officers.js";
import { PairingPart } from "./pairing.js";
import { stranded } from "./visits.js";

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

/** The page's parts: name, in the address behind "#"; what it draws. */
const PARTS = [
  ["floor", Plan],
  ["numbers", Numbers],
  ["devices", Equipment],
  ["officers", Officers],
  ["day", Closing],
];

function Office({ hub }) {
  const { stream } = hub;
  const [trouble, setTrouble] = useState(null);
  const [place, setPlace] = useState(location.hash.slice(1));
  useEffect(() => {
    const moved = () => setPlace(location.hash.slice(1));
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  const [name, Part] = PARTS.find(([one]) => one === place) ?? PARTS[0];

  return html`
    <div class=${`page office ${stream.state}`}>
      <header class="top">
        <div class="place"><${HallLogo} address=${stream.hall.site.logo} /><h1>${t("office.title")}</h1><span>${pick(stream.hall.site.name)}</span></div>
        <div class="tools">
          <${Connection} stream=${stream} />
          <span class="who">${hub.session.name}</span>
          <${LanguageSwitch} hub=${hub} />
          <a class="plain" href="/counter/">${t("office.to_counter")}</a>
          <button type="button" class="plain" onClick=${async () => setTrouble(await hub.signOut())}>${t("office.sign_out")}</button>
        </div>
      </header>
      <${Banners} stream=${stream} />
      <nav class="parts" aria-label=${t("office.parts.label")}>
        ${PARTS.map(([one]) => html`<a key=${one} href=${`#${one}`} aria-current=${one === name ? "page" : undefined}>${t(`office.parts.${one}`)}${one === "devices" && unwell(stream.hall) > 0 && html` <span class="badge">${unwell(stream.hall)}</span>`}</a>`)}
      </nav>
      <main class=${`plan ${name}`}>
        <p class="trouble" role="alert">${trouble}</p>
        <${Part} key=${name} hub=${hub} />
      </main>
    </div>
  `;
}

const unwell = (hall) => (hall.devices ?? []).filter((one) => !condition(one).well).length;

function Plan({ hub }) {
  const { stream } = hub;
  const { hall } = stream;
  const [typed, setTyped] = useState("");
  const sums = totals(hall);
  const counters = floor(hall, stream.now());
  const names = (agency) => [agency.letter, pick(agency.short), pick(agency.name)];
  const shown = counters.filter(({ face, agency, current }) =>
    fits(typed, t("office.floor.counter", { n: counterName(face) }), ...names(agency), face.officer ?? "", current?.label ?? ""),
  );
  const lost = stranded(hall);
  return html`
    ${lost.length > 0 && html`<p class="trouble" role="status" data-stranded>${t("office.stranded", { labels: lost.join(", ") })}</p>`}
    <dl class="card sums">
      ${["waiting", "serving", "open", "served", "no_shows"].map(
        (name) => html`<div key=${name} data-sum=${name}><dd class="number">${sums[name]}${name === "open" && html`<small> / ${hall.counters.length}</small>`}</dd><dt>${t(`office.sums.${name}`)}</dt></div>`,
      )}
    </dl>
    <${Filter} typed=${typed} onTyped=${setTyped} all=${counters.length} shown=${shown.length} />
    <${Floor} hub=${hub} counters=${shown} />
    <${Agencies} agencies=${agencies(hall).filter(({ face }) => fits(typed, ...names(face)) || shown.some((one) => one.agency === face))} now=${stream.now()} timezone=${hall.site.timezone} />
  `;
}

function Equipment({ hub }) {
  return html`
    <${Devices} hub=${hub} />
    <div class="stack">
      <${PairingPart} hub=${hub} />
      <${Keys} hub=${hub} />
    </div>
  `;
}

function Closing({ hub }) {
  return html`
    <${Day} hub=${hub} />
    <${Backups} hub=${hub} />
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

guard();
render(html`<${App} />`, document.body);
