/* The visitor at this counter, and what the officer can do now. */

import { html } from "/vendor/preact.js";
import { clock } from "/common/moments.js";
import { counterOf } from "/common/places.js";
import { minutes, span } from "/common/times.js";
import { Key } from "/common/ui.js";
import { pick, t } from "/common/words.js";
import { useOrigin } from "./origin.js";

export function Current({ hub, shown, action, does, commands, off, trouble, main, shortcuts, undo, wish }) {
  const { current, waiting } = shown;
  const notice = trouble ? { text: trouble, trouble: true } : commands.notice;
  const busy = commands.pending && t(`counter.busy.${commands.pending.replace("-", "_")}`);
  return html`
    <section class="card current" aria-labelledby="now">
      <div class="head"><h2 id="now" class="state">${t(`counter.state.${current?.state ?? "idle"}`)}</h2>${wish}</div>
      <p class="hidden-text" role="status">${current ? `${t(`counter.state.${current.state}`)}: ${current.label}` : t("counter.state.idle")}</p>
      ${current ? html`<${Visitor} hub=${hub} current=${current} />` : html`<${Nobody} waiting=${waiting} longest=${shown.longest} />`}
      <div class="actions">
        <button ref=${main} type="button" class="primary main-action" data-does=${action.does} aria-disabled=${off} onClick=${does.main}>
          <span>${busy ?? t(action.says)}</span>${!busy && shortcuts && html`<${Key}>${t("counter.keys.space")}<//>`}
        </button>
        <div class="others">
          <${Other} does=${does.recall} off=${off} shown=${current?.state === "called"} says="recall" letter=${shortcuts && "R"} />
          <${Other} does=${does.miss} off=${off} shown=${current?.state === "called"} says="no_show" letter=${shortcuts && "X"} />
          <${Other} does=${does.missNext} off=${off} shown=${current?.state === "called" && waiting.length > 0} says="miss_next" letter=${shortcuts && "Z"} />
          <${Other} does=${does.finish} off=${off} shown=${!!does.finish} says="finish_only" letter=${shortcuts && "S"} />
          <${Other} does=${does.putBack} off=${off} shown=${current?.state === "called"} says="put_back" letter=${shortcuts && "K"} />
          <${Other} does=${does.hold} off=${off} shown=${current?.state === "serving"} says="hold" letter=${shortcuts && "H"} />
          <${Other} does=${does.transfer} off=${off} shown=${current !== null} says="transfer" letter=${shortcuts && "T"} />
        </div>
        <div class="after">
          <p class=${notice?.trouble ? "notice trouble" : "notice"} role=${notice?.trouble ? "alert" : "status"}>
            ${notice?.text ?? limits(hub.stream.hall, current)}
          </p>
          ${undo}
        </div>
      </div>
    </section>
  `;
}

/** Why a button of a called visitor cannot be used yet or any more. */
function limits(hall, current) {
  if (current?.state !== "called") return null;
  const { most_calls: most, calls_before_no_show: fewest } = hall.site.policy;
  if (!current.mayRecall) return t("counter.limit.most_calls", { n: most });
  if (!current.mayMiss) return t("counter.limit.fewest_calls", { n: fewest });
  return null;
}

function Other({ does, off, shown, says, letter }) {
  if (!shown) return null;
  const disabled = off || !does;
  return html`
    <button type="button" class="secondary" data-does=${says} aria-disabled=${disabled} onClick=${() => disabled || does()}>
      ${t(`counter.do.${says}`)}${letter && html`<${Key}>${letter}<//>`}
    </button>
  `;
}

function Visitor({ hub, current }) {
  const { site } = hub.stream.hall;
  const bring = current.service.bring.map(pick).join(", ");
  return html`
    <p class="number label">${current.label}</p>
    <p class="about">
      <strong>${pick(current.service.name)}</strong>
      ${" · "}${t("counter.arrived", { at: clock(current.issued, site.timezone) })}
      ${bring && ` · ${t("counter.bring", { what: bring })}`}
    </p>
    <p class="marks">
      ${current.priority && html`<span class="badge">${t("counter.priority")}</span>`}
      <span class="why">${t(`counter.why.${current.why ?? "regular"}`)}</span>
      ${current.state === "called" && html`<${Heard} heard=${current.heard} unheard=${current.unheard} />`}
    </p>
    <${Remarks} hall=${hub.stream.hall} current=${current} />
    <dl class="timers">
      <div><dd class="number">${span(current.since)}</dd><dt>${t(`counter.timer.${current.state}`)}</dt></div>
      <div><dd class="number">${span(current.waited)}</dd><dt>${t("counter.timer.waited")}</dt></div>
      <div><dd class="number">${current.calls}×</dd><dt>${t("counter.timer.calls")}</dt></div>
    </dl>
  `;
}

/** What somebody said of this visitor, where the visitor comes from, and for what else the visitor is here. */
function Remarks({ hall, current }) {
  const origin = useOrigin(current);
  const agency = (code) => pick(hall.agencies.find((one) => one.code === code)?.short) || code;
  const from = origin && t("counter.remark.from", { agency: agency(origin.agency), n: counterOf(hall, origin.counter) });
  const also = current.also.map((one) => (one.agency === current.service.agency ? pick(one.name) : t("counter.remark.at", { service: pick(one.name), agency: agency(one.agency) })));
  if (!from && current.cameFrom === null && !current.note && also.length === 0) return null;
  return html`
    <p class="remarks">
      ${current.cameFrom !== null && html`<span class="from">${from ?? t("counter.remark.sent_on")}</span>`}
      ${current.note && html`<span class="note">“${current.note}”</span>`}
      ${also.length > 0 && html`<span class="also">${t("counter.remark.also", { services: also.join(", ") })}</span>`}
    </p>
  `;
}

function Heard({ heard, unheard }) {
  if (heard === "unknown") return null;
  return html`
    <span class=${`heard ${heard}`} role="status">
      ${heard === "yes" && html`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 8.5 6 12.5 14 3.5" /></svg>`}
      ${heard === "not" && html`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 2v7M8 12.5v1" /></svg>`}
      ${heard === "not" && unheard ? t(`counter.unheard.${unheard}`) : t(`counter.heard.${heard}`)}
    </span>
  `;
}

function Nobody({ waiting, longest }) {
  return html`
    <p class="nobody">${waiting.length === 0 ? t("counter.idle.nobody") : t("counter.idle.waiting", { n: waiting.length })}</p>
    <p class="about">${waiting.length === 0 ? t("counter.idle.nobody_detail") : t("counter.idle.longest", { time: minutes(longest) })}</p>
  `;
}
