/* A list that the hub gives when asked: again when the page is looked at, comes back online, or has changed it. */

import { useCallback, useEffect, useState } from "/vendor/preact.js";
import { request } from "/common/api.js";

/** `[list, again]`; `list` is null until the hub gave it. */
export function useListing(stream, path) {
  const [list, setList] = useState(null);
  const again = useCallback(async () => {
    const answer = await request("GET", path);
    if (answer.is === "done") setList(answer.data);
  }, [path]);
  useEffect(() => {
    if (stream.state === "online") again();
  }, [stream.state, path]);
  useEffect(() => {
    const seen = () => document.visibilityState === "visible" && again();
    document.addEventListener("visibilitychange", seen);
    return () => document.removeEventListener("visibilitychange", seen);
  }, [path]);
  return [list, again];
}
