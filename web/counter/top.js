/* The dark line on top: where you are, whether the hub is there, who you are, and the ways out. */

import { html } from "/vendor/preact.js";
import { Banners, Connection, HallLogo, LanguageSwitch } from "/common/ui.js";

/** `place` is shown left, `children` are the page's own tools. */
export function Top({ hub, place, children }) {
  return html`
    <header class="top">
      <div class="place"><${HallLogo} address=${hub.stream?.hall?.site.logo} />${place}</div>
      <div class="tools">
        <${Connection} stream=${hub.stream} />
        <span class="who">${hub.session.name}</span>
        <${LanguageSwitch} hub=${hub} />
        ${children}
      </div>
    </header>
    <${Banners} stream=${hub.stream} />
  `;
}
