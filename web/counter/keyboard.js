/* Keys of the counter page. Single letters can be switched off (WCAG 2.1.4), which this browser remembers. */

import { useLayoutEffect, useRef, useState } from "/vendor/preact.js";
import { onKey } from "/common/guard.js";
import { lasting } from "/common/memory.js";

const REMEMBERED = "antrean.shortcuts";

/** Listens while the page is shown. `keys` maps "space", "r", … to functions; `main` refers to the button that the
 *  space bar stands for. On another control that was reached by key the space bar keeps its own meaning. */
export function useKeyboard(keys, main) {
  const [on, setOn] = useState(lasting.get(REMEMBERED) !== "off");
  const current = useRef(keys);
  current.current = on ? keys : {};

  // With the page, not after its painting: whoever sees the page may press.
  useLayoutEffect(() => {
    const space = (event) => {
      const control = event.target.closest?.("button, a, input, select, textarea, summary, dialog");
      return event.key === " " && (!control || control === main.current);
    };
    return onKey((event) => {
      if (event.target.closest?.("input, dialog")) return null;
      return current.current[space(event) ? "space" : event.key.toLowerCase()] || null;
    });
  }, []);

  const turn = (wanted) => {
    lasting.put(REMEMBERED, wanted ? "on" : "off");
    setOn(wanted);
  };
  return [on, turn];
}
