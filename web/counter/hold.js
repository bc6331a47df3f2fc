/* Holding a visitor: what is missing, and, if known, when the visitor is back. */

import { html, useLayoutEffect, useRef, useState } from "/vendor/preact.js";
import { Dialog } from "/common/dialog.js";
import { laterToday, shownTime, timeOf, today } from "/common/times.js";
import { t } from "/common/words.js";

const QUICK = ["family_card", "id_card", "photo", "stamp_duty", "form", "payment"];
const IN_MINUTES = [15, 30, 60];
const MOST_NOTE = 200;

/** `onHold({note, until})` gets the body of the command. */
export function Hold({ label, now, timezone, onHold, onClose }) {
  const [note, setNote] = useState("");
  const [time, setTime] = useState("");
  const [trouble, setTrouble] = useState(null);
  const field = useRef(null);
  const clock = useRef(null);
  useLayoutEffect(() => field.current.focus(), []);

  const quick = (text) => {
    setNote(text);
    field.current.focus();
  };
  const submit = (event, close) => {
    event.preventDefault();
    const wanted = timeOf(time);
    const until = wanted === null ? null : today(wanted, now, timezone);
    if (note.trim() === "") {
      setTrouble(t("counter.hold.no_note"));
      field.current.focus();
    } else if (time.trim() !== "" && wanted === null) {
      setTrouble(t("counter.hold.no_time"));
      clock.current.focus();
    } else if (until !== null && until <= now) {
      setTrouble(t("counter.hold.past"));
    } else {
      close();
      onHold({ note: note.trim(), until: until === null ? null : new Date(until).toISOString() });
    }
  };
  const soon = IN_MINUTES.map((minutes) => ({ minutes, at: laterToday(minutes, now, timezone) })).filter(({ at }) => at);

  return html`
    <${Dialog} title=${t("counter.hold.title", { label })} kind="ask" onClose=${onClose}>
      ${(close) => html`
        <form onSubmit=${(event) => submit(event, close)}>
          <label>
            <span>${t("counter.hold.note")}</span>
            <input ref=${field} name="note" maxlength=${MOST_NOTE} autocomplete="off" value=${note} onInput=${(event) => setNote(event.target.value)} />
          </label>
          <p class="chips" role="group" aria-label=${t("counter.hold.quick_choices")}>
            ${QUICK.map((name) => {
              const text = t(`counter.hold.quick.${name}`);
              return html`<button key=${name} type="button" class="chip" aria-pressed=${note === text} onClick=${() => quick(text)}>${text}</button>`;
            })}
          </p>
          <div class="back">
            <label>
              <span>${t("counter.hold.until")}</span>
              <input ref=${clock} name="until" inputmode="numeric" autocomplete="off" maxlength="8" placeholder=${shownTime("13:30")} value=${time} onInput=${(event) => setTime(event.target.value)} />
            </label>
            <p class="chips" role="group" aria-label=${t("counter.hold.in_minutes")}>
              ${soon.map(({ minutes, at }) => html`<button key=${minutes} type="button" class="chip" aria-pressed=${timeOf(time) === at} onClick=${() => setTime(shownTime(at))}>${t("counter.hold.in", { n: minutes })}</button>`)}
            </p>
          </div>
          <p class="trouble" role="alert">${trouble}</p>
          <p class="answers">
            <button type="submit" class="primary">${t("counter.hold.submit")}</button>
            <button type="button" class="secondary" onClick=${close}>${t("pages.cancel")}</button>
          </p>
        </form>
      `}
    <//>
  `;
}
