/* Every counter: who works there, whom it has, for how long; and closing one that was left open. */

import { html, useState } from "/vendor/preact.js";
import { clock } from "/common/moments.js";
import { counterName, counterOf, where } from "/common/places.js";
import { minutes, span } from "/common/times.js";
import { Letter } from "/common/ui.js";
import { pick, t } from "/common/words.js";
import { useActing } from "./acting.js";
import { Confirm, Outcome } from "./outcome.js";

export function Floor({ hub, counters }) {
  const acting = useActing(hub);
  const [closing, setClosing] = useState(null);
  const close = ({ number }) =>
    acting.act("close", "POST", `/counters/${number}/close`, { said: t("office.floor.was_closed", { n: counterOf(hub.stream.hall, number) }) });
  const pause = ({ face, current }) => {
    const values = { n: counterName(face), label: current?.label };
    const said = t(current ? "office.floor.will_pause" : "office.floor.was_paused", values);
    return acting.act("pause", "POST", `/counters/${face.number}/pause`, { body: { after_visitor: true }, said });
  };
  const stayOpen = ({ face }) =>
    acting.act("stay-open", "POST", `/counters/${face.number}/stay-open`, { said: t("office.floor.stays_open", { n: counterName(face) }) });
  const { site } = hub.stream.hall;
  return html`
    <section class="floor" aria-labelledby="floor">
      <h2 id="floor">${t("office.floor.title")}</h2>
      <${Outcome} acting=${acting} />
      <ul>
        ${counters.map(
          (one) => html`
            <${Desk} key=${one.face.number} one=${one} timezone=${site.timezone} place=${where(site, one.face.zone)}
              onClose=${() => setClosing(one.face)} onPause=${() => pause(one)} onStayOpen=${() => stayOpen(one)} />
          `,
        )}
      </ul>
    </section>
    ${closing && html`
      <${Confirm} title=${t("office.floor.close_which", { n: counterName(closing) })} does=${t("office.floor.close")}
        detail=${t("office.floor.close_detail", { name: closing.officer ?? t("office.floor.no_officer") })}
        onYes=${() => close(closing)} onClose=${() => setClosing(null)} />
    `}
  `;
}

/** What is known of a break beside its reason and how long it lasts: until when, who asked for it, or that it comes. */
function Pause({ pause, timezone }) {
  const late = pause.late !== null && pause.late >= 0;
  const back = pause.backAt !== null && clock(pause.backAt, timezone);
  const parts = [
    pause.lasts === null && [t("office.floor.wish"), pause.reason].filter(Boolean).join(": "),
    pause.minutes !== null && t("office.floor.for", { n: pause.minutes }),
    back && (late ? t("office.floor.late", { at: back, time: minutes(pause.late) }) : t("office.floor.back", { at: back })),
    pause.by && t("office.floor.by", { name: pause.by }),
  ].filter(Boolean);
  return parts.length > 0 && html`<p class=${late ? "break late" : "break"}>${parts.join(" · ")}</p>`;
}

/** A counter without a visitor can be closed for an officer who has gone home. */
function Desk({ one: { face, agency, current, pause, served }, timezone, place, onClose, onPause, onStayOpen }) {
  const left = face.state !== "closed" && !current;
  return html`
    <li class=${`card desk-card ${face.state} ${current?.state ?? "idle"}`} data-counter=${face.number}>
      <header>
        <${Letter} agency=${agency} />
        <div>
          <h3>${t("office.floor.counter", { n: counterName(face) })}</h3>
          <p class="quiet">${[pick(agency.short), place].filter(Boolean).join(t("place.between"))}</p>
        </div>
        <span class="state">${t(`office.floor.${face.state}`)}</span>
      </header>
      ${(current || face.state !== "closed") && html`<p class="now">
        ${current
          ? html`<span class="number">${current.label}</span><span>${t(`office.floor.${current.state}`)}</span><span class="number time">${span(current.since)}</span>`
          : pause ? html`<span>${pause.reason ?? t("office.floor.nobody")}</span><span class="number time">${span(pause.lasts)}</span>`
          : html`<span class="quiet">${t(face.state === "open" ? "office.floor.idle" : "office.floor.nobody")}</span>`}
      </p>`}
      ${face.state !== "closed" && html`<div class="under">
        ${pause && html`<${Pause} pause=${pause} timezone=${timezone} />`}
        <p class="ways">
          ${face.state === "open" && !pause && html`<${Way} does="pause" face=${face} onClick=${onPause} />`}
          ${face.state === "open" && pause && html`<${Way} does="stay_open" face=${face} onClick=${onStayOpen} />`}
          ${left && html`<${Way} does="close" face=${face} onClick=${onClose} />`}
        </p>
      </div>`}
      ${(face.officer || served > 0) && html`<p class="foot"><span>${face.officer ?? t("office.floor.no_officer")}</span><span class="quiet">${t("office.floor.served", { n: served })}</span></p>`}
    </li>
  `;
}

const Way = ({ does, face, onClick }) =>
  html`<button type="button" class="plain" data-does=${does} aria-label=${t(`office.floor.${does}_which`, { n: counterName(face) })} onClick=${onClick}>${t(`office.floor.${does}`)}</button>`;
