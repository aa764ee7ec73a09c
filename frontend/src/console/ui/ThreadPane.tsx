/** The middle column: whose chat this is, the thread, and the composer or the reason why there is none. */

import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";

import type { Attachment, ChatSessionCard } from "../../protocol";
import { actionsFor } from "../actions";
import type { MessageLine } from "../lines";
import { emptyTalk } from "../talk";
import { customerName, whyReadOnly } from "../words";
import { Absence } from "./Absence";
import { perform } from "./commands";
import { Composer } from "./Composer";
import { useConsole } from "./context";
import { Icon } from "./Icon";
import { Marks } from "./Name";
import { Thread } from "./thread/Thread";
import { type InThread, ThreadContext } from "./thread/context";
import { ThreadActions } from "./ThreadActions";

export function ThreadPane({ card }: { card: ChatSessionCard }) {
  const surroundings = useConsole();
  const { desk, say } = surroundings;
  const state = desk.workspace.value;
  const me = state.agent?.id ?? "";
  const name = customerName(card.customer, say);
  const readOnly = whyReadOnly(card, state, say);
  const talk = desk.talks.all.value.get(card.id) ?? emptyTalk;
  const thread = useShared(card.id, me, name, readOnly === null);
  const group = card.group === null ? undefined : state.groups.get(card.group)?.name;
  const other = card.phase === "active" && card.responsible !== null && card.responsible.id !== me ? say.answeredBy(card.responsible.name) : null;

  return (
    <ThreadContext.Provider value={thread}>
      <header class="fd-thread-head">
        <button type="button" class="fd-icon-button fd-back" aria-label={say.back} onClick={() => desk.look(null)}>
          <Icon name="back" />
        </button>
        <div class="fd-thread-who">
          <h2>
            <span class="fd-name-words">{name}</span>
            <Marks customer={card.customer} />
          </h2>
          <p>{card.absent_until !== null && card.phase === "active" ? <Absence card={card} /> : [card.site, group, other].filter(Boolean).join(" · ")}</p>
        </div>
        <ThreadActions card={card} />
      </header>
      <Thread card={card} talk={talk} />
      {readOnly === null ? (
        <Composer card={card} name={name} />
      ) : (
        <div class="fd-read-only">
          <Icon name={card.phase === "left" ? "inbox" : "lock"} />
          <p>{readOnly}</p>
          {actionsFor(card, state).has("take") && (
            <button type="button" class="fd-button" onClick={() => perform("take", card, surroundings)}>
              {say.take} <kbd class="fd-wide-only">{say.takeHint}</kbd>
            </button>
          )}
        </div>
      )}
    </ThreadContext.Provider>
  );
}

function useShared(session: string, me: string, customer: string, mayWrite: boolean): InThread {
  const quoting = useSignal<MessageLine | null>(null);
  const editing = useSignal<MessageLine | null>(null);
  const current = useSignal<string | null>(null);
  const sought = useSignal<string | null>(null);
  const zoomed = useSignal<Attachment | null>(null);
  return useMemo(() => ({ session, me, customer, mayWrite, quoting, editing, current, sought, zoomed }), [session, me, customer, mayWrite]);
}
