/* A counter's commands: one at a time, repeated under one key until answered, never shown before the hub confirmed. */

import { useCallback, useEffect, useRef, useState } from "/vendor/preact.js";
import { command } from "/common/api.js";
import { problem, t } from "/common/words.js";
import { shows } from "./desk.js";

/** The button changes its meaning with the state; a second press that was meant for the old one must not reach the new
 *  one: so long after the press, and so long after the change, nothing can be pressed. */
const REST = 600;
const SETTLE = 400;
/** So long the page waits for the stream to show what the answer said. */
const CATCH_UP = 2_000;
const NOTICE = 10_000;

const after = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** `{pending, resting, notice, run}`: `pending` is the command on its way, `resting` while nothing may be pressed,
 *  `notice` `{text, trouble}` of the last command, `run(name, body, path)` sends one unless another is on its way and
 *  gives its answer when the hub did it, else null; `path` is the counter's command of that name unless given. */
export function useCommands(hub, number) {
  const [pending, setPending] = useState(null);
  const [resting, setResting] = useState(false);
  const [notice, setNotice] = useState(null);
  const busy = useRef(false);
  const stream = useRef(hub.stream);
  stream.current = hub.stream;

  useEffect(() => {
    if (!notice || pending) return undefined;
    const timer = setTimeout(() => setNotice(null), NOTICE);
    return () => clearTimeout(timer);
  }, [notice, pending]);

  const run = useCallback(
    async (name, body, path = `/counters/${number}/${name}`) => {
      if (busy.current || stream.current?.state !== "online") return null;
      busy.current = true;
      const rest = after(REST);
      setPending(name);
      setResting(true);
      setNotice(null);
      const answer = await command(path, body, () =>
        setNotice({ text: t("counter.notice.repeating"), trouble: true }),
      );
      if (answer.is === "done") {
        setNotice(answer.status === 204 && name === "call-next" ? { text: t("counter.notice.nobody") } : null);
        await caughtUp(stream.current, answer.data?.step);
      } else if (answer.is === "refused") {
        setNotice({ text: problem(answer.problem), trouble: true });
        if (answer.status === 401) await hub.refresh();
      } else {
        setNotice({ text: t("counter.notice.unknown"), trouble: true });
      }
      setPending(null);
      await Promise.all([rest, after(SETTLE)]);
      busy.current = false;
      setResting(false);
      return answer.is === "done" ? answer : null;
    },
    [number, hub.refresh],
  );

  return { pending, resting, notice, run };
}

async function caughtUp(stream, step) {
  if (!stream?.hall || shows(stream.hall, step)) return;
  await Promise.race([
    after(CATCH_UP),
    new Promise((resolve) => {
      const deaf = stream.listen(() => {
        if (!stream.hall || !shows(stream.hall, step)) return;
        deaf();
        resolve();
      });
    }),
  ]);
}
