/* Working at a counter: the visitor who is here, one big button, the waiting list, the day so far. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "/vendor/preact.js";
import { onScan } from "/common/guard.js";
import { counterName, counters, where } from "/common/places.js";
import { scanned } from "/common/scanned.js";
import { pick, t } from "/common/words.js";
import { useCommands } from "./commands.js";
import { Current } from "./current.js";
import { Day } from "./day.js";
import { desk, mainAction } from "./desk.js";
import { Help } from "./help.js";
import { Hold } from "./hold.js";
import { useKeyboard } from "./keyboard.js";
import { Lists, goTo } from "./lists.js";
import { Look } from "./look.js";
import { lineOf, useOrder } from "./order.js";
import { Pause } from "./pause.js";
import { Top } from "./top.js";
import { Transfer } from "./transfer.js";
import { Undo } from "./undo.js";
import { Wish } from "./wish.js";

const labelOf = (hall, id) => (hall.tickets ?? []).find(({ ticket }) => ticket.id === id)?.ticket.label;

/** The counters of a service and where they are, for the officer to tell the visitor: "4 · lantai 2". */
const whereTo = (hall, service) =>
  counters(hall.site, hall.counters.filter((one) => one.services.includes(service))).filter(Boolean).join(" · ");

export function Work({ hub, number, undo }) {
  const { stream } = hub;
  const order = useOrder(number, lineOf(stream.hall, number), stream.state === "online");
  const shown = desk(stream.hall, number, stream.now(), order);
  const commands = useCommands(hub, number);
  const main = useRef(null);
  const [dialog, setDialog] = useState(null);
  const [trouble, setTrouble] = useState(null);
  const [asked, setAsked] = useState(null);
  const { current, wish } = shown;
  const off = stream.state !== "online" || commands.resting;
  const action = mainAction(shown);

  const run = (name, body, path) => {
    if (off) return Promise.resolve(null);
    setTrouble(null);
    main.current?.focus({ preventScroll: true });
    const whom = name === "call" || name === "resume" ? labelOf(stream.hall, body.ticket) : current?.label;
    const served = current?.state === "serving" ? current.label : null;
    const to = name === "transfer" ? whereTo(stream.hall, body.service) : "";
    return commands.run(name, body, path).then((done) => {
      if (!done) return done;
      if (name !== "call-next") undo.note(name, whom, to);
      else if (done.status === 204) undo.note("finish", served);
      else undo.note(name, served, done.data.ticket.label);
      return done;
    });
  };
  const look = (query) => {
    setAsked(query && { query });
    setDialog((name) => (name === null || name === "look" ? "look" : name));
  };
  const ask = (name) => off || setDialog(name);
  const closed = () => {
    setDialog(null);
    main.current?.focus({ preventScroll: true });
  };
  const leave = async (how, then) => {
    if (await run(how)) {
      await then();
      await hub.refresh();
    }
  };
  const does = {
    main: () => run(action.does),
    recall: current?.mayRecall && (() => run("recall")),
    miss: current?.mayMiss && (() => run("no-show")),
    finish: current?.state === "serving" && action.does !== "finish" && (() => run("finish")),
    missNext: !wish && current?.mayMiss && (async () => (await run("no-show")) && run("call-next")),
    putBack: current?.state === "called" && (() => run("put-back")),
    hold: current?.state === "serving" && (() => ask("hold")),
    transfer: current && (() => ask("transfer")),
    resume: current?.state === "called" || wish ? null : (ticket) => run("resume", { ticket }),
    revive: (ticket) => run("revive", undefined, `/tickets/${ticket}/revive`),
    call: current?.state === "called" || wish ? null : (ticket, service) => run("call", { ticket, service }),
    undo: undo.offer && (() => run("undo")),
    pause: () => ask("pause"),
    stayOpen: () => run("stay-open"),
    elsewhere: () => leave("close", () => {}),
    signOut: () => leave("close", async () => setTrouble(await hub.signOut())),
  };
  const [shortcuts, setShortcuts] = useKeyboard(
    {
      space: does.main,
      r: does.recall,
      x: does.miss,
      z: does.missNext,
      k: does.putBack,
      s: does.finish,
      h: does.hold,
      t: does.transfer,
      u: does.undo,
      i: wish ? does.stayOpen : does.pause,
      m: () => goTo("waiting"),
      d: () => goTo("held"),
      n: () => goTo("missed"),
      c: () => look(null),
      "?": () => setDialog("help"),
    },
    main,
  );

  useLayoutEffect(() => main.current?.focus({ preventScroll: true }), []);
  useLayoutEffect(
    () =>
      onScan((text) => {
        const query = scanned(text);
        if (query) look(query);
        setTrouble(query ? null : t("counter.look.ignored"));
      }),
    [],
  );
  // What was asked about one visitor is not asked about the next, when somebody else moved on, as in another tab.
  useLayoutEffect(() => setDialog((name) => (name === "help" || name === "look" ? name : null)), [current?.step]);
  // After a click the space bar is the main button's again; who came by key goes on from there.
  const backToMain = (event) => {
    if (event.detail > 0 && event.target.closest(".top button, .lists button")) main.current?.focus({ preventScroll: true });
  };
  const title = current ? `${current.label} · ` : "";
  useEffect(() => {
    document.title = `${title}${t("counter.counter", { n: counterName(shown.face) })}`;
  }, [title, hub.language]);

  const place = html`
    <h1>${t("counter.counter", { n: counterName(shown.face) })}</h1>
    <span>${[where(stream.hall.site, shown.face.zone), pick(shown.agency.short)].filter(Boolean).join(" · ")} · ${shown.services.map((one) => pick(one.name)).join(", ")}</span>
  `;
  return html`
    <div class=${`page work ${stream.state}`} onClick=${backToMain}>
      <${Top} hub=${hub} place=${place}>
        <button type="button" class="plain" onClick=${() => look(null)}>${t("counter.do.look")}</button>
        <button type="button" class="plain" onClick=${() => setDialog("help")}>${t("counter.do.help")}</button>
        ${!wish && html`<button type="button" class="plain" data-does="pause" aria-disabled=${off} onClick=${does.pause}>${t("counter.do.pause")}</button>`}
        <button type="button" class="plain" aria-disabled=${off || !!current} onClick=${() => current || does.elsewhere()}>${t("counter.do.elsewhere")}</button>
        <button type="button" class="plain" aria-disabled=${off || !!current} onClick=${() => current || does.signOut()}>${t("counter.do.sign_out")}</button>
      <//>
      <main class="desk">
        <${Current} hub=${hub} shown=${shown} action=${action} does=${does} commands=${commands} off=${off}
          trouble=${trouble} main=${main} shortcuts=${shortcuts}
          undo=${html`<${Undo} offer=${undo.offer} off=${off} shortcuts=${shortcuts} onUndo=${does.undo} />`}
          wish=${html`<${Wish} wish=${wish} label=${current?.label} timezone=${stream.hall.site.timezone} off=${off} shortcuts=${shortcuts} onTakeBack=${does.stayOpen} />`} />
        <${Day} day=${shown.day} />
        <${Lists} hall=${stream.hall} shown=${shown} off=${off} does=${does} />
      </main>
      ${dialog === "help" && html`<${Help} shortcuts=${shortcuts} onShortcuts=${setShortcuts} onClose=${closed} />`}
      ${dialog === "look" && html`
        <${Look} hub=${hub} asked=${asked} services=${shown.face.services} off=${off} does=${does} onAsk=${setAsked} onClose=${closed} />
      `}
      ${dialog === "hold" && does.hold && html`
        <${Hold} label=${current.label} now=${stream.now()} timezone=${stream.hall.site.timezone} onHold=${(body) => run("hold", body)} onClose=${closed} />
      `}
      ${dialog === "pause" && html`
        <${Pause} label=${current?.label ?? null} now=${stream.now()} timezone=${stream.hall.site.timezone} onPause=${(body) => run("pause", body)} onClose=${closed} />
      `}
      ${dialog === "transfer" && current && html`
        <${Transfer} key=${current.step} hall=${stream.hall} now=${stream.now()} current=${current} onTransfer=${(body) => run("transfer", body)} onClose=${closed} />
      `}
    </div>
  `;
}
