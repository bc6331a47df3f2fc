/* The site's accent on a page that stays open while the hall's site changes. */

let shown;

/** Loads the hub's sheet again when the hall has another accent than the page was opened with. */
export function follow(accent) {
  const changed = shown !== undefined && shown !== accent;
  shown = accent;
  if (changed) document.querySelector("link[href^='/accent.css']").href = `/accent.css?${encodeURIComponent(accent ?? "")}`;
}
