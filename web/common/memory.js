/* What this browser remembers. Some have no memory, such as those inside scanner apps and those told to keep nothing:
 * for them it lasts as long as the page. */

/** `get(key)` gives a text or null, `put(key, text)` keeps one. */
function shelf(storage) {
  const held = new Map();
  return {
    get(key) {
      if (held.has(key)) return held.get(key);
      try {
        return storage().getItem(key);
      } catch {
        return null;
      }
    },
    put(key, text) {
      try {
        storage().setItem(key, text);
      } catch {
        held.set(key, String(text));
      }
    },
  };
}

/** Outlives the page. */
export const lasting = shelf(() => window.localStorage);
/** Outlives a reload of the page, but not its tab. */
export const passing = shelf(() => window.sessionStorage);
