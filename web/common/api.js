/* Requests to the hub. An answer is one of
 *   {is: "done", status, data}         the hub did it
 *   {is: "refused", status, problem}   the hub will not: its Problem, with a stable code
 *   {is: "unreachable"}                no answer: it may or may not have been done */

const PATIENCE = 3_000;
const KEEP_TRYING = 20_000;

/** A fresh idempotency key. `crypto.randomUUID` is missing on plain http, where halls live. */
export function freshKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** One request, sent once. `path` is below the API root; `patience` in milliseconds. */
export async function request(method, path, { body, key, patience = PATIENCE } = {}) {
  const headers = { "X-Antrean": "1", Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET") headers["Idempotency-Key"] = key ?? freshKey();
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), patience);
  try {
    const response = await fetch(`/api/v1${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal: given.signal,
    });
    const text = await response.text();
    const data = text ? JSON.parse(text) : null;
    if (response.ok) return { is: "done", status: response.status, data };
    return data?.code ? { is: "refused", status: response.status, problem: data } : { is: "unreachable" };
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError || error.name === "AbortError") {
      return { is: "unreachable" };
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** A command: repeated under the same key until its answer comes, so that it is done once however often it is sent.
 *  Gives up after 20 s: nobody should be called minutes after the button was pressed. `onRepeat` hears of each
 *  repeat. */
export async function command(path, body, onRepeat = () => {}) {
  const key = freshKey();
  const until = performance.now() + KEEP_TRYING;
  for (let wait = 300; ; wait = Math.min(2_000, wait * 2)) {
    const answer = await request("POST", path, { body, key });
    if (answer.is !== "unreachable" || performance.now() + wait > until) return answer;
    onRepeat();
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
