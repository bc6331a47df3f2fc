/* Everybody who can sign in: add, give a new PIN, unlock, remove. */

import { html, useState } from "/vendor/preact.js";
import { clock } from "/common/moments.js";
import { pick, t } from "/common/words.js";
import { useActing } from "./acting.js";
import { useListing } from "./listing.js";
import { NewOfficer, NewPin } from "./officerforms.js";
import { Confirm, Outcome } from "./outcome.js";

export function Officers({ hub }) {
  const { stream } = hub;
  const { agencies, site } = stream.hall;
  const acting = useActing(hub);
  const [officers, again] = useListing(stream, "/officers");
  const [dialog, setDialog] = useState(null);
  const act = async (name, method, path, rest) => {
    const answer = await acting.act(name, method, path, { once: true, ...rest });
    await again();
    return answer;
  };
  const place = (one) => {
    if (one.role === "manager") return t("office.officers.manager");
    const agency = agencies.find((known) => known.code === one.agency);
    return agency ? pick(agency.short) : one.agency;
  };
  const of = (one) => `/officers/${encodeURIComponent(one.officer)}`;
  const locked = (one) => one.locked_until && Date.parse(one.locked_until) > stream.now();
  const ways = [
    ["reset", () => true],
    ["unlock", locked],
    ["remove", (one) => one.officer !== hub.session.officer],
  ];
  const press = (name, one) => (name === "unlock" ? act(name, "POST", `${of(one)}/unlock`, { said: t("office.officers.unlocked", { name: one.name }) }) : setDialog({ name, one }));

  return html`
    <section class="card part officers" aria-labelledby="officers">
      <header>
        <h2 id="officers">${t("office.officers.title")}</h2>
        <button type="button" class="primary" onClick=${() => setDialog({ name: "add" })}>${t("office.officers.add")}</button>
      </header>
      <${Outcome} acting=${acting} />
      ${officers === null && html`<p class="quiet" aria-busy="true">${t("pages.loading")}</p>`}
      <ul class="rows">
        ${officers?.map(
          (one) => html`
            <li key=${one.officer} data-officer=${one.officer}>
              <strong>${one.name}</strong><span>${place(one)}</span><span class="quiet">${one.officer}</span>
              ${locked(one) && html`<span class="trouble">${t("office.officers.locked", { at: clock(one.locked_until, site.timezone) })}</span>`}
              <span class="ways">
                ${ways.filter(([, fits]) => fits(one)).map(([name]) => html`<button key=${name} type="button" class="plain" data-does=${name} onClick=${() => press(name, one)}>${t(`office.officers.do.${name}`)}<span class="hidden-text"> ${one.name}</span></button>`)}
              </span>
            </li>
          `,
        )}
      </ul>
    </section>
    ${dialog?.name === "add" && html`<${NewOfficer} agencies=${agencies} onClose=${() => setDialog(null)}
      onAdd=${(body) => act("add", "POST", "/officers", { body, said: t("office.officers.added", { name: body.name }) })} />`}
    ${dialog?.name === "reset" && html`<${NewPin} officer=${dialog.one} onClose=${() => setDialog(null)}
      onPin=${(pin) => act("reset", "POST", `${of(dialog.one)}/reset-pin`, { body: { pin }, said: t("office.officers.pin_set", { name: dialog.one.name }) })} />`}
    ${dialog?.name === "remove" && html`<${Confirm} title=${t("office.officers.remove_title", { name: dialog.one.name })} detail=${t("office.officers.remove_detail")}
      does=${t("office.officers.do.remove")} onClose=${() => setDialog(null)}
      onYes=${() => act("remove", "DELETE", of(dialog.one), { said: t("office.officers.removed", { name: dialog.one.name }) })} />`}
  `;
}
