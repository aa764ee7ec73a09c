/** Says to those who do not see it what began to ring, and what became mine by itself. */

import { useEffect, useRef, useState } from "preact/hooks";

import { mine, ringing } from "../lists";
import { customerName } from "../words";
import { useConsole } from "./context";

export function Announcer() {
  const { desk, say } = useConsole();
  const state = desk.workspace.value;
  const known = useRef<ReadonlySet<string> | null>(null);
  const [words, setWords] = useState("");

  useEffect(() => {
    const offers = ringing(state, Date.now() + desk.clockAheadMs.peek());
    const own = mine(state);
    const before = known.current;
    known.current = new Set([...offers.map(({ id }) => id), ...own.map(({ id }) => id)]);
    const rings = offers.find(({ id }) => before?.has(id) !== true);
    const became = before && own.find(({ id }) => !before.has(id));
    if (rings) {
      const { group, customer } = rings.chat_session;
      const facts = (group === null ? undefined : state.groups.get(group)?.name) ?? rings.chat_session.site;
      setWords(say.ringsFor(customerName(customer, say), facts));
    } else if (became) {
      setWords(say.nowMine(customerName(became.customer, say)));
    } else if (offers.length === 0 && own.length === 0) {
      setWords("");
    }
  }, [state]);

  return (
    <p class="fd-hidden" role="alert">
      {words}
    </p>
  );
}
