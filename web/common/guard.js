/* Holds keys back on a page until they are sure to be a person's (hands.js), and gives a scan to whoever asked for it.
 * What was scanned is kept only while it comes in; it is neither stored, sent nor logged here. */

import { FIELD_GAP, Hands, holdOf } from "./hands.js";

/** Milliseconds of silence after which a scan without a closing key is over. */
const OVER = 250;
const MOST_TEXT = 300;
const TEXTLESS = new Set(["button", "checkbox", "radio", "submit", "reset", "range", "color", "file"]);
const CONTROLS = "button, a[href], summary, input";

const hands = new Hands();
const befores = new WeakMap();
let held = null;
let text = "";
let over = 0;
let hear = null;
let intend = null;

/** Guards this page from now on. */
export function guard() {
  addEventListener("keydown", down, true);
  addEventListener("keyup", up, true);
  addEventListener("paste", (event) => hands.pasted(event.timeStamp), true);
}

/** `act(text)` gets what is scanned outside text fields; returns how to stop. */
export function onScan(act) {
  hear = act;
  return () => {
    if (hear === act) hear = null;
  };
}

/** `intent(event)` says what a key outside text fields would do: a function, else null. It is asked when the key is
 *  pressed, and what it gave is done when the key is sure. Returns how to stop. */
export function onKey(intent) {
  intend = intent;
  return () => {
    if (intend === intent) intend = null;
  };
}

function placeOf(target) {
  const field = target.closest?.("input, textarea, select");
  if (!field || TEXTLESS.has(field.type)) return "page";
  return field.dataset.scan === undefined ? "field" : "scan";
}

const swallow = (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
};

function down(event) {
  const { key, target } = event;
  if (key === undefined || event.isComposing) return;
  const place = placeOf(target);
  if (event.repeat) {
    if (place === "page" && (key.length === 1 || key === "Enter")) swallow(event);
    return;
  }
  if (event.ctrlKey || event.metaKey || (event.altKey && key.length === 1)) return;
  if (place === "field") remember(target, event.timeStamp);
  const answer = hands.press(key, event.timeStamp, place);
  if (answer === "pass") return;
  swallow(event);
  if (answer === "undo") {
    restore(target);
    return;
  }
  if (hands.burst) forget();
  if (place === "page") collect(key);
  if (answer === "hold") hold(event);
}

function up(event) {
  // The browser clicks a button when the space bar is let go.
  if ((event.key === " " || event.key === "Enter") && placeOf(event.target) === "page") event.preventDefault();
}

function hold(event) {
  forget();
  const { key, target } = event;
  const control = target.closest?.(CONTROLS);
  const act = intend?.(event) ?? clicks(key, control);
  text = key.length === 1 ? key : "";
  if (!act) return;
  const timer = setTimeout(
    () => {
      held = null;
      text = "";
      act();
    },
    holdOf(key),
  );
  held = () => clearTimeout(timer);
}

/** What the browser itself would have done, had the control been usable then. */
function clicks(key, control) {
  if (!control || (key !== " " && key !== "Enter") || control.getAttribute("aria-disabled") === "true") return null;
  if (control.matches("a") && key === " ") return null;
  return () => control.isConnected && document.activeElement === control && control.click();
}

function forget() {
  held?.();
  held = null;
}

/** Gathers a burst's text; its first key may have been held back. */
function collect(key) {
  clearTimeout(over);
  if (key === "Enter" || key === "Tab") return finish();
  if (key.length === 1 && hands.burst) text = (text + key).slice(0, MOST_TEXT);
  over = setTimeout(finish, OVER);
  return undefined;
}

function finish() {
  clearTimeout(over);
  const scanned = text;
  if (!hands.burst) return;
  text = "";
  if (scanned.length >= 3) hear?.(scanned);
}

/** The field's text before each run of quick keys. */
function remember(field, at) {
  const known = befores.get(field);
  if (known && at - known.at <= FIELD_GAP) known.at = at;
  else if (!hands.burst) befores.set(field, { at, value: field.value });
}

function restore(field) {
  const known = befores.get(field);
  if (!known || field.value === known.value) return;
  field.value = known.value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
