/* What a manager tells the hub to do: one thing at a time, and what came of it in plain words. */

import { useRef, useState } from "/vendor/preact.js";
import { command, request } from "/common/api.js";
import { problem, t } from "/common/words.js";

/** `{busy, trouble, said, act}`: `busy` names what is on its way, `trouble` and `said` are words about the last one,
 *  `act(name, method, path, {body, said, patience})` gives the hub's answer when it was done, else null. A POST is
 *  repeated under one key until answered, unless `once`. */
export function useActing(hub) {
  const [busy, setBusy] = useState(null);
  const [words, setWords] = useState({ trouble: null, said: null });
  const running = useRef(false);

  const act = async (name, method, path, { body, said = null, once = false, patience } = {}) => {
    if (running.current) return null;
    if (hub.stream?.state !== "online") {
      setWords({ trouble: t("pages.unreachable"), said: null });
      return null;
    }
    running.current = true;
    setBusy(name);
    setWords({ trouble: null, said: null });
    const answer = method === "POST" && !once ? await command(path, body) : await request(method, path, { body, patience });
    running.current = false;
    setBusy(null);
    setWords(
      answer.is === "done"
        ? { trouble: null, said }
        : { trouble: answer.is === "refused" ? problem(answer.problem) : t("office.unknown"), said: null },
    );
    if (answer.status === 401) await hub.refresh();
    return answer.is === "done" ? answer : null;
  };
  return { busy, ...words, act, complain: (trouble) => setWords({ trouble, said: null }) };
}
