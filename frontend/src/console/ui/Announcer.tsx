/** Says to those who do not see it what began to ring, and who wrote in a chat that is not on screen. */

import { useEffect, useRef, useState } from "preact/hooks";

import { newsBetween } from "../alerts/news";
import { ringing } from "../lists";
import { customerName } from "../words";
import { emptyWorkspace } from "../workspace";
import { useConsole } from "./context";

export function Announcer() {
  return (
    <>
      <Rings />
      <Wrote />
    </>
  );
}

function Rings() {
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

/** The thread says itself what is said in it; what became mine is said by the notice. */
function Wrote() {
  const { desk, say } = useConsole();
  const state = desk.workspace.value;
  const before = useRef(emptyWorkspace);
  const [words, setWords] = useState("");

  useEffect(() => {
    const news = newsBetween(before.current, state);
    before.current = state;
    const looked = desk.lookedAt.peek()?.id;
    const names = news.flatMap((one) => (one.kind === "wrote" && one.card.id !== looked ? [customerName(one.card.customer, say)] : []));
    if (names.length > 0) setWords(say.wroteYou(names.join(", ")));
  }, [state]);

  return (
    <p class="fd-hidden" aria-live="polite">
      {words}
    </p>
  );
}
