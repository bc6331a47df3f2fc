/* The end of the day: what is still open, closing it, and the recap of closed days. */

import { html, useState } from "/vendor/preact.js";
import { clock } from "/common/moments.js";
import { dateOf, shownDate } from "/common/times.js";
import { pick, t } from "/common/words.js";
import { useActing } from "./acting.js";
import { useListing } from "./listing.js";
import { Confirm, Outcome } from "./outcome.js";
import { Recap } from "./recap.js";

export function Day({ hub }) {
  const { hall } = hub.stream;
  const acting = useActing(hub);
  const [day, setDay] = useState(hall.service_date);
  const [typed, setTyped] = useState(null);
  const [asking, setAsking] = useState(false);
  const [found, again] = useListing(hub.stream, `/reports/days?from=${day}&to=${day}`);
  const unsettled = hall.tickets ?? [];
  const serving = unsettled.filter(({ step }) => step.state === "serving").length;
  const open = new Set(unsettled.map(({ ticket }) => ticket.id)).size;
  const recap = found?.find((one) => one.service_date === day) ?? null;

  const [today, todayAgain] = useListing(hub.stream, `/reports/days?from=${hall.service_date}&to=${hall.service_date}`);
  const closed = today?.find((one) => one.service_date === hall.service_date) ?? null;
  const over = closed !== null && open === 0;
  const resting = acting.busy !== null || serving > 0 || over;
  const written = typed === null ? day : dateOf(typed, hall.service_date);
  const choose = (text) => {
    const wanted = dateOf(text, hall.service_date);
    setTyped(text);
    if (wanted !== null && wanted <= hall.service_date && /\d{4}$/.test(text.trim())) setDay(wanted);
  };
  const close = async () => {
    const answer = await acting.act("close", "POST", "/day/close", { said: t("office.day.closed") });
    if (!answer) return;
    setDay(hall.service_date);
    await Promise.all([again(), todayAgain()]);
  };
  return html`
    <section class="card part" aria-labelledby="day">
      <h2 id="day">${t("office.day.title")}</h2>
      <p>${open === 0 ? t("office.day.nobody") : t("office.day.open", { n: open })}</p>
      ${serving > 0 && html`<p class="trouble">${t("office.day.serving", { n: serving })}</p>`}
      <${Outcome} acting=${acting} />
      <p class="answers"><button type="button" class=${over ? "secondary" : "primary"} data-does="close-day" aria-disabled=${resting} onClick=${() => resting || setAsking(true)}>${over ? t("office.day.is_closed", { at: clock(closed.closed_at, hall.site.timezone) }) : t("office.day.close")}</button></p>
    </section>
    <section class="card part recap" aria-labelledby="recap">
      <header>
        <h2 id="recap">${t("office.recap.title")}</h2>
        <label class="beside"><span>${t("office.recap.day")}</span><input name="date" inputmode="numeric" autocomplete="off" maxlength="10" value=${typed ?? shownDate(day)} onInput=${(event) => choose(event.target.value)} onBlur=${() => setTyped(null)} /></label>
      </header>
      <p class="trouble" role="alert">${written === null ? t("office.recap.no_date") : written > hall.service_date ? t("office.recap.to_come") : null}</p>
      ${recap === null
        ? html`<p class="quiet" role="status">${t(day === hall.service_date ? "office.recap.today_open" : "office.recap.none")}</p>`
        : html`
            <p>${t("office.recap.sum", { n: recap.tickets, at: clock(recap.closed_at, hall.site.timezone) })}</p>
            ${recap.undone > 0 && html`<p class="quiet" data-undone=${recap.undone}>${t("office.recap.undone", { n: recap.undone })}</p>`}
            <${Recap} recap=${recap} hall=${hall} />
          `}
    </section>
    ${asking && html`
      <${Confirm} title=${t("office.day.ask")} detail=${t("office.day.ask_detail", { n: open, name: pick(hall.site.name) })} does=${t("office.day.close")}
        onYes=${close} onClose=${() => setAsking(false)} />
    `}
  `;
}
