/* The last good backup, and one more when asked. */

import { html } from "/vendor/preact.js";
import { moment } from "/common/moments.js";
import { language, t } from "/common/words.js";
import { useActing } from "./acting.js";
import { Outcome } from "./outcome.js";

/** A backup of a full queue takes a while. */
const PATIENCE = 120_000;
const OLD = 26 * 3_600_000;

export function Backups({ hub }) {
  const acting = useActing(hub);
  const { hall } = hub.stream;
  const now = hub.stream.now();
  const { last = null, trouble = null, failed_at: failed = null } = hall.backup ?? {};
  const at = (when) => moment(when, now, hall.site.timezone);
  const make = () => acting.act("backup", "POST", "/backups", { once: true, patience: PATIENCE, said: t("office.backups.made") });
  return html`
    <section class="card part" aria-labelledby="backups">
      <h2 id="backups">${t("office.backups.title")}</h2>
      ${last === null
        ? html`<p class="trouble">${t("office.backups.none")}</p>`
        : html`
            <p data-backup class=${now - Date.parse(last.at) > OLD ? "trouble" : ""}><strong>${t("office.backups.last", { at: at(last.at) })}</strong></p>
            <p>${t("office.backups.checked", { megabytes: new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(last.bytes / 1e6) })}</p>
            <p class="quiet file">${last.file}</p>
          `}
      ${trouble && html`<p class="trouble">${t("office.backups.failed", { at: failed ? at(failed) : "" })} <span lang="en">${trouble}</span></p>`}
      <${Outcome} acting=${acting} />
      <p class="answers">
        <button type="button" class="secondary" data-does="backup" aria-disabled=${acting.busy !== null} onClick=${make}>${t(acting.busy ? "office.backups.busy" : "office.backups.make")}</button>
      </p>
    </section>
  `;
}
