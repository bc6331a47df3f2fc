/* Sending a visitor on: find the service by typing, of whatever agency, and say why. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "/vendor/preact.js";
import { closed } from "/common/closure.js";
import { Dialog } from "/common/dialog.js";
import { Letter } from "/common/ui.js";
import { pick, t } from "/common/words.js";
import { destinations, found } from "./destinations.js";

const MOST_NOTE = 200;

/** `onTransfer({service, note})` gets the body of the command. */
export function Transfer({ hall, now, current, onTransfer, onClose }) {
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const [chosen, setChosen] = useState(null);
  const [trouble, setTrouble] = useState(null);
  const search = useRef(null);
  const note = useRef(null);
  const groups = found(destinations(hall, current), typed, pick);
  const rows = groups.flatMap((group) => group.services);
  useLayoutEffect(() => search.current.focus(), []);
  useEffect(() => document.getElementById(`to-${active}`)?.scrollIntoView({ block: "nearest" }), [active, typed]);

  const choose = (row) => {
    if (!row) return;
    setChosen(row.face.code);
    setTrouble(null);
    note.current.focus();
  };
  const keys = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setActive(Math.max(0, Math.min(rows.length - 1, active + step)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(rows[active]);
    }
  };
  const submit = (event, close) => {
    event.preventDefault();
    if (chosen === null) {
      setTrouble(t("counter.transfer.none_chosen"));
      search.current.focus();
      return;
    }
    const said = note.current.value.trim();
    close();
    onTransfer({ service: chosen, note: said === "" ? null : said });
  };

  return html`
    <${Dialog} title=${t("counter.transfer.title", { label: current.label })} kind="ask wide" onClose=${onClose}>
      ${(close) => html`
        <form onSubmit=${(event) => submit(event, close)}>
          <label>
            <span>${t("counter.transfer.search")}</span>
            <input ref=${search} name="search" role="combobox" aria-expanded="true" aria-controls="destinations" autocomplete="off" spellcheck=${false}
              aria-activedescendant=${rows.length > 0 ? `to-${active}` : undefined} value=${typed} onKeyDown=${keys}
              onInput=${(event) => {
                setTyped(event.target.value);
                setActive(0);
              }} />
          </label>
          <div id="destinations" class="destinations" role="listbox" aria-label=${t("counter.transfer.services")}>
            ${groups.map((group) => html`<${Group} key=${group.agency.code} group=${group} rows=${rows} active=${active} chosen=${chosen} now=${now} timezone=${hall.site.timezone} onChoose=${choose} />`)}
          </div>
          <p class="hidden-text" role="status">${t("counter.transfer.found", { n: rows.length })}</p>
          ${rows.length === 0 && html`<p class="quiet">${t("counter.transfer.nothing")}</p>`}
          <label>
            <span>${t("counter.transfer.note")}</span>
            <input ref=${note} name="note" maxlength=${MOST_NOTE} autocomplete="off" />
          </label>
          <p class="trouble" role="alert">${trouble}</p>
          <p class="answers">
            <button type="submit" class="primary">${t("counter.transfer.submit")}</button>
            <button type="button" class="secondary" onClick=${close}>${t("pages.cancel")}</button>
          </p>
        </form>
      `}
    <//>
  `;
}

function Group({ group: { agency, services }, rows, active, chosen, now, timezone, onChoose }) {
  return html`
    <div role="group" aria-label=${pick(agency.short)}>
      <p class="agency" aria-hidden="true"><${Letter} agency=${agency} /> ${pick(agency.short)}</p>
      ${services.map((row) => {
        const place = rows.indexOf(row);
        return html`
          <div key=${row.face.code} id=${`to-${place}`} role="option" data-service=${row.face.code} class=${place === active ? "active" : ""}
            aria-selected=${chosen === row.face.code} onClick=${() => onChoose(row)}>
            <span>${pick(row.face.name)}</span>
            <small class=${row.open ? "quiet" : "shut"}>${openness(row, now, timezone)}</small>
            <small class="quiet waiting-there">${t("counter.transfer.waiting", { n: row.waiting })}</small>
          </div>
        `;
      })}
    </div>
  `;
}

function openness({ openness: known, staffed }, now, timezone) {
  if (known.why !== "open") return closed(known, now, timezone);
  return staffed ? t("counter.transfer.open") : t("counter.transfer.no_counter");
}
