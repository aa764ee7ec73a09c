/** The middle column: whose chat this is, the thread, and the composer or the reason why there is none. */

import { type Signal, useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo, useState } from "preact/hooks";

import type { Attachment, ChatSessionCard } from "../../protocol";
import { actionsFor, mayNote, whispers } from "../actions";
import { is } from "../keymap";
import type { MessageLine } from "../lines";
import { emptyTalk, type Talk } from "../talk";
import { whispersIn } from "../thread/whispers";
import { customerName, whyReadOnly } from "../words";
import { Absence } from "./Absence";
import { perform } from "./commands";
import { Composer } from "./Composer";
import { useConsole } from "./context";
import { keyHint, withKey } from "./hints";
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
  useGoTo(card.id, talk, thread.sought);
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
      {readOnly === null ? <Composer card={card} name={name} /> : <ReadOnly key={card.phase} card={card} name={name} why={readOnly} />}
    </ThreadContext.Provider>
  );
}

/** Where one only looks: why, and what can be done all the same. */
function ReadOnly({ card, name, why }: { card: ChatSessionCard; name: string; why: string }) {
  const surroundings = useConsole();
  const { desk, say } = surroundings;
  const state = desk.workspace.value;
  const [noting, setNoting] = useState(false);
  const whisper = whispers(card, state) ? (card.responsible?.name ?? null) : null;
  useEffect(() => {
    if (noting || !mayNote(card)) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!is("note", event)) return;
      event.preventDefault();
      setNoting(true);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [noting, card.phase]);
  if (noting && mayNote(card)) return <Composer card={card} name={name} noteOnly whisper={whisper} onLeave={() => setNoting(false)} />;
  return (
    <div class="fd-read-only">
      <Icon name={card.phase === "left" ? "inbox" : "lock"} />
      <p>{why}</p>
      {mayNote(card) && (
        <button type="button" class="fd-button fd-quiet" title={withKey(say.note, "note")} onClick={() => setNoting(true)}>
          {whisper === null ? say.writeNoteButton : say.whisperTo(whisper)}
        </button>
      )}
      {actionsFor(card, state).has("take") && (
        <button type="button" class="fd-button" onClick={() => perform("take", card, surroundings)}>
          {say.take} <kbd class="fd-wide-only">{keyHint("take")}</kbd>
        </button>
      )}
    </div>
  );
}

/** What is to be gone to from elsewhere on the page, as soon as it is here. */
function useGoTo(session: string, talk: Talk, sought: Signal<string | null>): void {
  const { goTo } = useConsole();
  const place = goTo.value;
  const entry = place?.session === session ? talk.lanes[place.lane].entries[place.seq - 1] : undefined;
  useEffect(() => {
    if (!entry) return;
    sought.value = entry.client_id;
    goTo.value = null;
  }, [entry?.client_id]);
}

function useShared(session: string, me: string, customer: string, mayWrite: boolean): InThread {
  const quoting = useSignal<MessageLine | null>(null);
  const editing = useSignal<MessageLine | null>(null);
  const current = useSignal<string | null>(null);
  const sought = useSignal<string | null>(null);
  const zoomed = useSignal<Attachment | null>(null);
  const { desk } = useConsole();
  const whispers = useComputed(() => whispersIn(desk.talks.all.value.get(session) ?? emptyTalk).join(" "));
  return useMemo(() => ({ session, me, customer, mayWrite, quoting, editing, current, sought, whispers, zoomed }), [session, me, customer, mayWrite]);
}
