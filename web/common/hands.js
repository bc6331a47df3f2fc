/* Tells a person's keys from those of a scanner or card reader that types like a keyboard.
 *
 * A key outside a text field acts only once it is sure that no other key followed it at once: until then it is held
 * back. Two different keys in quick succession are a burst: they act on nothing, nor does whatever ends the burst.
 *
 * Where the times come from. People: the fastest of 168,000 typed 120 words a minute, 100 ms from key to key, the average
 * 52 (Dhakal, Feit, Kristensson, Oulasvirta: Observations on Typing from 136 Million Keystrokes, CHI 2018,
 * doi 10.1145/3173574.3174220); two keys of a fast typist may overlap, six in a row at 45 ms do not. Scanners: the pause
 * between characters is none by default and can be set to 99 ms (Honeywell SSI), 495 ms (Hand Held Products 2020) or
 * 990 ms (Datalogic Heron HD3100) by their reference guides. One that was slowed beyond 160 ms is as slow as a person,
 * and time alone cannot tell it; its guide says how to set it back. No source was found for the late Enter of some
 * (about 100 ms after the last sign) and for how long people hold a space bar: TAIL, TOGETHER and HOLD were chosen by
 * trying. A press of the space bar must be answered within 100 ms, a letter may take a little longer. */

/** Milliseconds for which the space bar and Enter are held back. */
export const HOLD = 70;
/** Milliseconds for which a letter is held back; keys closer than this belong together. */
export const TOGETHER = 160;
/** Milliseconds after a burst in which keys still belong to it, such as a late Enter. */
export const TAIL = 750;
/** In a text field: milliseconds between keys, and how many keys in a row, that no person types. */
export const FIELD_GAP = 45;
export const FIELD_KEYS = 6;
/** A burst of this many keys is a scan, which is waited out (TAIL); fewer are two fingers at once. */
const SCAN_KEYS = 3;

/** Milliseconds for which `key` is held back. */
export const holdOf = (key) => (key === " " || key === "Enter" ? HOLD : TOGETHER);

/** What to do with each key, by its time alone. Pure but for its memory of the last keys; keeps no text. */
export class Hands {
  #last = -Infinity;
  #lastKey = null;
  #count = 0;
  #quick = 0;
  burst = false;

  /** `key` as in KeyboardEvent, `at` in milliseconds; `place` is "page", "field" (a text field) or "scan" (a text field
   *  that takes scans). Answers
   *  "pass": leave it to the browser; "hold": act after `HOLD` or `TOGETHER` unless a burst comes;
   *  "drop": it does nothing; "undo": it does nothing, and the field gets back what it held before the burst. */
  press(key, at, place) {
    const gap = at - this.#last;
    const acts = key.length === 1 || key === "Enter";
    if (!acts) return this.#aside(key, gap, place);
    const before = this.#lastKey;
    this.#last = at;
    this.#lastKey = key;
    if (place === "page") return this.#onPage(gap, key, before);
    this.#quick = gap <= FIELD_GAP ? this.#quick + 1 : 1;
    if (gap > TAIL) this.burst = false;
    if (this.#quick >= FIELD_KEYS) this.burst = true;
    this.#count = this.#quick;
    if (place === "scan") return "pass";
    if (!this.burst) return "pass";
    return "undo";
  }

  /** Text came at once, as from a scanner that pastes: what ends it does nothing. */
  pasted(at) {
    this.#last = at;
    this.#lastKey = null;
    this.#count = SCAN_KEYS;
    this.burst = true;
  }

  #onPage(gap, key, before) {
    const typed = this.#quick;
    this.#quick = 0;
    if (this.burst && gap <= (this.#count >= SCAN_KEYS ? TAIL : TOGETHER)) {
      this.#count += 1;
      return "drop";
    }
    this.burst = false;
    // What was pressed before has been done, or was typed into a field at a person's pace.
    if (gap > holdOf(before) || (typed > 0 && typed < SCAN_KEYS)) {
      this.#count = 1;
      return "hold";
    }
    this.#count += 1;
    this.burst = key !== before;
    return "drop";
  }

  /** Keys that only move the focus, or nothing at all: they begin no burst, but one may end with them. */
  #aside(key, gap, place) {
    if (key !== "Tab" || place === "scan" || !this.burst || gap > TAIL) return "pass";
    return "drop";
  }
}
