/* Where a visitor who was sent on comes from: the hall knows open steps only, so the hub is asked for the ticket. */

import { useEffect, useState } from "/vendor/preact.js";
import { request } from "/common/api.js";

/** The step that ended when the current one began, or null. */
export function useOrigin(current) {
  const asked = current?.cameFrom ?? null;
  const [known, setKnown] = useState(null);
  useEffect(() => {
    if (asked === null) return undefined;
    let alive = true;
    request("GET", `/tickets/${current.id}`).then((answer) => {
      if (alive && answer.is === "done") setKnown(answer.data.steps.find((step) => step.id === asked) ?? null);
    });
    return () => {
      alive = false;
    };
  }, [asked]);
  return known?.id === asked ? known : null;
}
