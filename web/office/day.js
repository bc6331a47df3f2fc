/* The end of the day: what is still open, closing it, and the recap of closed days. */

import { html, useState } from "/vendor/preact.js";
import { clock } from "/common/times.js";
import { pick, t } from "/common/words.js";
import { useActing } from "./acting.js";
import { useListing } from "./listing.js";
import { Confirm, Outcome } from "./outcome.js";
import { Recap } from "./recap.js";

export function Day({ hub, offers }) {
  const { hall } = hub.stream;
  const acting = useActing(hub);
  const [day, setDay] = useState(hall.service_date);
  const [asking, setAsking] = useState(false);
  const recaps = offers("GET", "/reports/days");
  const [found, again] = useListing(hub.stream, `/reports/days?from=${day}&to=${day}`, recaps);
  const unsettled = hall.tickets ?? [];
  const serving = unsettled.filter(({ step }) => step.state === "serving").length;
  const open = new Set(unsettled.map(({ ticket }) => ticket.id)).size;
  const recap = found?.find((one) => one.service_date === day) ?? null;

  const close = async () => {
    const answer = await acting.act("close", "POST", "/day/close", { said: t("office.day.closed") });
    if (!answer) return;
    setDay(hall.service_date);
    await again();
  };
  return html`
    ${offers("POST", "/day/close") && html`
      <section class="card part" aria-labelledby="day">
        <h2 id="day">${t("office.day.title")}</h2>
        <p>${open === 0 ? t("office.day.nobody") : t("office.day.open", { n: open })}</p>
        ${serving > 0 && html`<p class="trouble">${t("office.day.serving", { n: serving })}</p>`}
        <${Outcome} acting=${acting} />
        <p class="answers"><button type="button" class="primary" data-does="close-day" aria-disabled=${acting.busy !== null || serving > 0} onClick=${() => acting.busy !== null || serving > 0 || setAsking(true)}>${t("office.day.close")}</button></p>
      </section>
    `}
    ${recaps && html`
      <section class="card part recap" aria-labelledby="recap">
        <header>
          <h2 id="recap">${t("office.recap.title")}</h2>
          <label class="beside"><span>${t("office.recap.day")}</span><input type="date" value=${day} max=${hall.service_date} onInput=${(event) => event.target.value && setDay(event.target.value)} /></label>
        </header>
        ${recap === null
          ? html`<p class="quiet" role="status">${t(day === hall.service_date ? "office.recap.today_open" : "office.recap.none")}</p>`
          : html`
              <p>${t("office.recap.sum", { n: recap.tickets, at: clock(recap.closed_at, hall.site.timezone) })}</p>
              <${Recap} recap=${recap} hall=${hall} />
            `}
      </section>
    `}
    ${asking && html`
      <${Confirm} title=${t("office.day.ask")} detail=${t("office.day.ask_detail", { n: open, name: pick(hall.site.name) })} does=${t("office.day.close")}
        onYes=${close} onClose=${() => setAsking(false)} />
    `}
  `;
}
