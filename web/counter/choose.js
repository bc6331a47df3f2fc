/* Choosing the counter: those open to this officer; a taken one says by whom. */

import { html, useState } from "/vendor/preact.js";
import { command } from "/common/api.js";
import { Filter, fits } from "/common/filter.js";
import { clock } from "/common/moments.js";
import { counterName, counterOf } from "/common/places.js";
import { Letter } from "/common/ui.js";
import { pick, problem, t } from "/common/words.js";
import { choices } from "./desk.js";
import { Top } from "./top.js";

/** So many of a counter's services are named. */
const SERVICES_NAMED = 3;

export function Choose({ hub }) {
  const [busy, setBusy] = useState(null);
  const [trouble, setTrouble] = useState(null);
  const { stream, session } = hub;
  const [typed, setTyped] = useState("");
  const offered = choices(stream.hall, session.counters);
  const shown = offered.filter(({ face, agency, services, place, by }) =>
    fits(typed, t("counter.counter", { n: counterName(face) }), pick(agency.short), pick(agency.name), place, by ?? "", ...services.map((one) => pick(one.name))),
  );
  const online = stream.state === "online";

  const take = async (number) => {
    if (busy !== null || !online) return;
    setBusy(number);
    setTrouble(null);
    const answer = await command(`/counters/${number}/open`);
    if (answer.is === "refused") setTrouble(problem(answer.problem));
    if (answer.is === "unreachable") setTrouble(t("pages.unreachable"));
    await hub.refresh();
    setBusy(null);
  };
  const leave = async () => setTrouble(await hub.signOut());

  return html`
    <div class="page">
      <${Top} hub=${hub} place=${html`<strong>${pick(stream.hall.site.name)}</strong>`}>
        ${session.role === "manager" && html`<a class="plain" href="/office/">${t("counter.to_office")}</a>`}
        <button type="button" class="plain" onClick=${leave}>${t("counter.do.sign_out")}</button>
      <//>
      <main class="choose">
        <h1>${t("counter.choose.title")}</h1>
        <p class="trouble" role="alert">${trouble}</p>
        ${session.put_out && html`<${PutOut} out=${session.put_out} hall=${stream.hall} />`}
        ${offered.length === 0 && html`<p>${t("counter.choose.none")}</p>`}
        <${Filter} typed=${typed} onTyped=${setTyped} all=${offered.length} shown=${shown.length} />
        <ul>
          ${shown.map((one) => html`<${Offer} key=${one.face.number} offer=${one} busy=${busy} online=${online} onTake=${take} />`)}
        </ul>
      </main>
    </div>
  `;
}

/** Why the officer's counter is closed, by whom, and what to do now. */
function PutOut({ out, hall }) {
  const said = out.cause === "day" && out.by ? "day_by" : out.cause;
  const values = { n: counterOf(hall, out.counter), name: out.by ?? "", at: clock(out.at, hall.site.timezone) };
  return html`
    <div class="card put-out" role="alert" data-cause=${out.cause}>
      <p><strong>${t(`counter.put_out.${said}`, values)}</strong></p>
      <p>${t(`counter.put_out.do.${out.cause}`)}</p>
    </div>
  `;
}

function Offer({ offer, busy, online, onTake }) {
  const { face, agency, services, place, by } = offer;
  const off = by !== null || !online || busy !== null;
  const state = by !== null ? t("counter.choose.taken", { name: by }) : t(`counter.choose.${face.state === "paused" ? "paused" : "free"}`);
  return html`
    <li>
      <button type="button" class="card offer" data-counter=${face.number} aria-disabled=${off} onClick=${() => off || onTake(face.number)}>
        <${Letter} agency=${agency} />
        <span class="what">
          <strong>${t("counter.counter", { n: counterName(face) })}</strong>
          <span>${pick(agency.short)}${place && ` · ${place}`}</span>
          <span class="quiet">${several(services)}</span>
        </span>
        <span class=${by !== null ? "state taken" : "state"}>${busy === face.number ? t("counter.choose.opening") : state}</span>
      </button>
    </li>
  `;
}

/** The first services by name, and how many more. */
function several(services) {
  const names = services.slice(0, SERVICES_NAMED).map((one) => pick(one.name)).join(", ");
  const more = services.length - SERVICES_NAMED;
  return more > 0 ? t("counter.choose.more", { names, n: more }) : names;
}
