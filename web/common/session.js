/* The session that counter and office pages share: who is signed in, the stream that belongs to it, the language. */

import { useCallback, useEffect, useReducer, useRef, useState } from "/vendor/preact.js";
import { follow } from "./accent.js";
import { request } from "./api.js";
import { Stream } from "./stream.js";
import { language, problem, speak, speakFirst, t } from "./words.js";

const AGAIN = 1_000;

/** What a page needs of the hub, redrawn with every change:
 *  `session` undefined while it is not known, null when nobody is signed in;
 *  `stream` null without a session; `signIn(officer, pin)` gives the words of a refusal, else null;
 *  `ended` true when the hub ended the session by itself; `refresh()` asks again who is signed in. An answer that was
 *  asked for before somebody signed in or out is no longer true, and is dropped. */
export function useSession() {
  const [session, setSession] = useState(undefined);
  const [stream, setStream] = useState(null);
  const [ended, setEnded] = useState(false);
  const [, redraw] = useReducer((count) => count + 1, 0);
  const signedIn = useRef(false);
  const turn = useRef(0);

  const refresh = useCallback(async () => {
    const asked = turn.current;
    const answer = await request("GET", "/session");
    if (asked !== turn.current) return true;
    if (answer.is === "done") {
      signedIn.current = true;
      setSession(answer.data);
    } else if (answer.is === "refused") {
      setEnded(signedIn.current);
      signedIn.current = false;
      setSession(null);
    }
    return answer.is !== "unreachable";
  }, []);

  useEffect(() => {
    let alive = true;
    const begin = async () => {
      if (alive && !((await speakFirst()) && (await refresh()))) setTimeout(begin, AGAIN);
    };
    begin();
    return () => {
      alive = false;
    };
  }, []);

  const officer = session ? session.officer : null;
  useEffect(() => {
    if (officer === null) return undefined;
    const opened = new Stream({ onRefused: refresh });
    const deaf = opened.listen(() => {
      if (opened.hall) follow(opened.hall.site.accent);
      redraw();
    });
    opened.open();
    setStream(opened);
    return () => {
      deaf();
      opened.close();
      setStream(null);
    };
  }, [officer]);

  return {
    session,
    stream,
    ended,
    refresh,
    language: language(),
    choose: async (lang) => {
      await speak(lang);
      redraw();
    },
    signIn: async (officer, pin) => {
      const answer = await request("POST", "/session", { body: { officer, pin } });
      if (answer.is === "refused") return problem(answer.problem);
      if (answer.is === "unreachable") return t("pages.unreachable");
      turn.current += 1;
      signedIn.current = true;
      setEnded(false);
      setSession(answer.data);
      return null;
    },
    signOut: async () => {
      const answer = await request("DELETE", "/session");
      if (answer.is === "unreachable") return t("pages.unreachable");
      turn.current += 1;
      signedIn.current = false;
      setSession(null);
      return null;
    },
  };
}
