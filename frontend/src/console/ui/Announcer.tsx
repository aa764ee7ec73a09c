/** Says to those who do not see it what began to ring. What became mine by itself is said by the notice. */

import { useEffect, useRef, useState } from "preact/hooks";

import { ringing } from "../lists";
import { customerName } from "../words";
import { useConsole } from "./context";

export function Announcer() {
  const { desk, say } = useConsole();
  const state = desk.workspace.value;
  const known = useRef<ReadonlySet<string>>(new Set());
  const [words, setWords] = useState("");

  useEffect(() => {
    const offers = ringing(state, Date.now() + desk.clockAheadMs.peek());
    const before = known.current;
    known.current = new Set(offers.map(({ id }) => id));
    const began = offers.find(({ id }) => !before.has(id));
    if (began) {
      const { group, customer, site } = began.chat_session;
      setWords(say.ringsFor(customerName(customer, say), (group === null ? undefined : state.groups.get(group)?.name) ?? site));
    } else if (offers.length === 0) {
      setWords("");
    }
  }, [state]);

  return (
    <p class="fd-hidden" role="alert">
      {words}
    </p>
  );
}
