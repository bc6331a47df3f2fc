/* Small parts that several pages draw: banners, connection, language, keys, letter tiles. */

import { html, useState } from "/vendor/preact.js";
import { languageName, languages, t } from "./words.js";

/** What every page says above all else: that the hub is gone, that this is a demonstration. */
export function Banners({ stream }) {
  return html`
    <div role="alert">
      ${stream?.state === "lost" && html`<p class="banner lost"><strong>${t("pages.lost.title")}</strong> ${t("pages.lost.detail")}</p>`}
      ${stream?.clockTrouble && html`<p class="banner lost" data-clock=${stream.clockTrouble}><strong>${t(`pages.clock.${stream.clockTrouble}`)}</strong> ${t(`pages.clock.${stream.clockTrouble}_detail`)}</p>`}
    </div>
    ${stream?.hall?.always_open && html`<p class="banner demonstration">${t("pages.demonstration")}</p>`}
  `;
}

export function Connection({ stream }) {
  const state = stream?.state ?? "connecting";
  return html`<span class=${`connection ${state}`} role="status"><i aria-hidden="true"></i>${t(`pages.connection.${state}`)}</span>`;
}

export function LanguageSwitch({ hub }) {
  return html`
    <span class="languages" role="group" aria-label=${t("pages.language")}>
      ${languages().map(
        (lang) => html`
          <button key=${lang} type="button" lang=${lang} aria-pressed=${hub.language === lang} onClick=${() => hub.choose(lang)}>
            <abbr title=${languageName(lang)}>${lang.toUpperCase()}</abbr>
          </button>
        `,
      )}
    </span>
  `;
}

/** The key that does the same as the button around it. */
export const Key = ({ children }) => html`<kbd aria-hidden="true">${children}</kbd>`;

/** An agency's letter on its colour. */
export const Letter = ({ agency }) =>
  html`<span class=${agency.letter.length > 1 ? "letter pair" : "letter"} aria-hidden="true" style=${{ background: agency.colour }}><b>${agency.letter}</b></span>`;

/** The hall's logo, left of its name; nothing where there is none, or where it does not come. */
export function HallLogo({ address }) {
  const [broken, setBroken] = useState(null);
  if (!address || broken === address) return null;
  return html`<img class="hall-logo" src=${address} alt="" onError=${() => setBroken(address)} />`;
}

/** Waiting for the first answer; words may not be here yet. */
export const Waiting = () => html`<main class="alone" aria-busy="true"><span class="waiting-mark"></span></main>`;

/** Before the first snapshot: the hub does not answer yet, which is said only when it takes long. */
export const NoHall = ({ stream }) =>
  html`<main class="alone" aria-busy="true"><span class="waiting-mark"></span><p role="status">${t(stream ? "pages.connecting" : "pages.loading")}</p></main>`;
