/* What this hub can do: its own description says so, and the page shows no part that the hub has not. */

import { useEffect, useState } from "/vendor/preact.js";

/** `offers(method, path)` of the hub behind the page; nothing is offered until its description is here. */
export function useOffers(online) {
  const [paths, setPaths] = useState({});
  useEffect(() => {
    if (!online || Object.keys(paths).length > 0) return;
    fetch("/openapi.json").then(async (answer) => answer.ok && setPaths((await answer.json()).paths), () => {});
  }, [online]);
  return (method, path) => Boolean(paths[`/api/v1${path}`]?.[method.toLowerCase()]);
}
