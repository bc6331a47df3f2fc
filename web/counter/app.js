/* The officer's page: sign in, choose a counter, work there. */

import { html, render, useEffect } from "/vendor/preact.js";
import { guard } from "/common/guard.js";
import { useSession } from "/common/session.js";
import { SignIn } from "/common/signin.js";
import { NoHall, Waiting } from "/common/ui.js";
import { t } from "/common/words.js";
import { Choose } from "./choose.js";
import { Paused } from "./paused.js";
import { useUndo } from "./undo.js";
import { Work } from "./work.js";

const AGAIN = 1_000;

function App() {
  const hub = useSession();
  const { session, stream } = hub;
  const hall = stream?.hall;
  const number = session?.counter ?? null;
  const face = hall?.counters.find((one) => one.number === number);
  const known = face && `${face.state} ${face.officer}`;
  const undo = useUndo();

  // Somebody else closed or paused the counter, or this officer in another tab: asked until the hub answers.
  useEffect(() => {
    if (!known || stream.state !== "online") return undefined;
    let timer = null;
    let gone = false;
    const ask = async () => {
      if (!(await hub.refresh()) && !gone) timer = setTimeout(ask, AGAIN);
    };
    ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [known]);
  useEffect(() => undo.clear(), [number]);
  useEffect(() => {
    if (session !== undefined) document.title = t("counter.title");
  }, [session === undefined, hub.language, number]);

  if (session === undefined) return html`<${Waiting} />`;
  if (session === null) return html`<${SignIn} hub=${hub} title=${t("counter.sign_in")} />`;
  if (!hall) return html`<${NoHall} stream=${stream} />`;
  if (!face) return html`<${Choose} hub=${hub} />`;
  const Page = face.state === "paused" ? Paused : Work;
  return html`<${Page} key=${number} hub=${hub} number=${number} undo=${undo} />`;
}

guard();
render(html`<${App} />`, document.body);
