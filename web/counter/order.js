/* In which order the hub would call those who wait here: its own rule, asked for whenever the line has changed. */

import { useEffect, useState } from "/vendor/preact.js";
import { request } from "/common/api.js";

/** Milliseconds in which changes are gathered into one question. */
const GATHERED = 150;

/** Ids of waiting steps in the order of calling; empty until the hub has said. `line` is a text that changes with the
 *  line: who waits, and whom the counter has. */
export function useOrder(number, line, online) {
  const [order, setOrder] = useState([]);
  useEffect(() => {
    if (!online) return undefined;
    let wanted = true;
    const timer = setTimeout(async () => {
      const answer = await request("GET", `/counters/${number}/line`);
      if (wanted && answer.is === "done") setOrder(answer.data.upcoming.map((one) => one.step));
    }, GATHERED);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [number, line, online]);
  return order;
}

/** What `useOrder` is told of the hall: every waiting step with what its turn depends on, and whom this counter has. */
export const lineOf = (hall, number) => {
  const services = hall.counters.find((one) => one.number === number)?.services ?? [];
  return (hall.tickets ?? [])
    .filter(({ step }) => (step.state === "waiting" && services.includes(step.service)) || step.counter === number)
    .map(({ step }) => `${step.id} ${step.state} ${step.skip} ${step.prefers}`)
    .join();
};
