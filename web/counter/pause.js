/* Asking for a break: why, and when the officer wants to be back; now, or after the visitor who is here. */

import { html, useLayoutEffect, useRef, useState } from "/vendor/preact.js";
import { Dialog } from "/common/dialog.js";
import { PAUSE_REASONS, reasonOf } from "/common/pause.js";
import { shownTime, timeOf, today } from "/common/times.js";
import { t } from "/common/words.js";

const MINUTES = [5, 10, 15, 30, 60];

/** `label` is the visitor after whom the break begins, or null; `onPause(body)` gets the body of the command. */
export function Pause({ label, now, timezone, onPause, onClose }) {
  const [reason, setReason] = useState(null);
  const [minutes, setMinutes] = useState(null);
  const [time, setTime] = useState("");
  const [trouble, setTrouble] = useState(null);
  const main = useRef(null);
  const clock = useRef(null);
  useLayoutEffect(() => main.current.focus(), []);

  const submit = (event, close) => {
    event.preventDefault();
    const wanted = timeOf(time);
    const until = wanted === null ? null : today(wanted, now, timezone);
    if (time.trim() !== "" && wanted === null) {
      setTrouble(t("counter.hold.no_time"));
      clock.current.focus();
    } else if (until !== null && until <= now) {
      setTrouble(t("counter.hold.past"));
      clock.current.focus();
    } else {
      close();
      onPause({ reason, minutes, until: until === null ? null : new Date(until).toISOString(), after_visitor: label !== null });
    }
  };
  const last = (wanted) => {
    setMinutes(wanted === minutes ? null : wanted);
    setTime("");
  };
  const write = (text) => {
    setTime(text);
    setMinutes(null);
  };

  return html`
    <${Dialog} title=${label === null ? t("counter.pause.title") : t("counter.pause.title_after", { label })} kind="ask" onClose=${onClose}>
      ${(close) => html`
        <form onSubmit=${(event) => submit(event, close)}>
          <div class="back">
            <p id="pause-why">${t("counter.pause.why")}</p>
            <p class="chips" role="group" aria-labelledby="pause-why">
              ${[null, ...PAUSE_REASONS].map((name) => html`<button key=${name} type="button" class="chip" data-reason=${name ?? "none"} aria-pressed=${reason === name} onClick=${() => setReason(name)}>${name === null ? t("counter.pause.no_reason") : reasonOf(name)}</button>`)}
            </p>
          </div>
          <div class="back">
            <p id="pause-long">${t("counter.pause.how_long")}</p>
            <p class="chips" role="group" aria-labelledby="pause-long">
              ${MINUTES.map((n) => html`<button key=${n} type="button" class="chip" data-minutes=${n} aria-pressed=${minutes === n} onClick=${() => last(n)}>${t("counter.hold.in", { n })}</button>`)}
            </p>
            <label>
              <span>${t("counter.pause.until")}</span>
              <input ref=${clock} name="until" inputmode="numeric" autocomplete="off" maxlength="8" placeholder=${shownTime("13:30")} value=${time} onInput=${(event) => write(event.target.value)} />
            </label>
          </div>
          <p class="quiet">${t("counter.pause.who_sees")}</p>
          <p class="trouble" role="alert">${trouble}</p>
          <p class="answers">
            <button ref=${main} type="submit" class="primary">${t(label === null ? "counter.pause.submit" : "counter.pause.submit_after")}</button>
            <button type="button" class="secondary" onClick=${close}>${t("pages.cancel")}</button>
          </p>
        </form>
      `}
    <//>
  `;
}
