/** What buttons, menus and keys do, said once. */

import type { AgentState, ChatSessionCard, EarlierChatSession, Hit, MentionCard } from "../../protocol";
import type { Action } from "../actions";
import { mine } from "../lists";
import { cardOfUnlisted, pastCard } from "../past";
import { cardOf } from "../workspace";
import type { Surroundings } from "./context";

type Here = Pick<Surroundings, "desk" | "asking">;

export function perform(action: Exclude<Action, "write">, card: ChatSessionCard, { desk, asking }: Here): void {
  switch (action) {
    case "take":
      void desk.attempt((deeds) => deeds.pull(card.id));
      return;
    case "requeue":
      void desk.attempt((deeds) => deeds.requeue(card.id));
      return;
    case "leave":
      void desk.attempt((deeds) => deeds.part(card.id));
      return;
    case "take_over":
      void desk.attempt((deeds) => deeds.takeOver(card.id));
      return;
    case "transfer":
      asking.value = { what: "transfer", cards: [card], go: null };
      return;
    case "close":
      asking.value = { what: "close", cards: [card] };
      return;
    case "invite":
    case "assign":
      asking.value = { what: action, card };
  }
}

/** Going offline with open chats asks first what becomes of them. */
export async function chooseStatus(status: AgentState["status"], { desk, asking }: Here): Promise<void> {
  const ask = () => (asking.value = { what: "leave", why: "offline", go: () => undefined });
  if (status === "offline" && mine(desk.workspace.value).length > 0) {
    ask();
    return;
  }
  const { failed, code } = await desk.deeds.setStatus(status);
  if (code === "open_chat_sessions") ask();
  else if (failed !== null) desk.notice.value = failed;
}

type There = Pick<Surroundings, "desk" | "cameFrom" | "goTo">;

/** Puts an earlier chat on screen, with a way back to the one from which it was opened. */
export function openPast(earlier: EarlierChatSession, card: ChatSessionCard, { desk, cameFrom }: Pick<There, "desk" | "cameFrom">): void {
  if (desk.lookedAt.peek()?.id === earlier.id) return;
  const from = cameFrom.peek()?.past === card.id ? (cameFrom.peek()?.from ?? card) : card;
  if (earlier.id === from.id) {
    backFromPast({ desk, cameFrom });
    return;
  }
  cameFrom.value = { past: earlier.id, from };
  desk.look(pastCard(earlier, card));
}

export function backFromPast({ desk, cameFrom }: Pick<There, "desk" | "cameFrom">): boolean {
  const came = cameFrom.peek();
  cameFrom.value = null;
  if (came?.past !== desk.lookedAt.peek()?.id || !came) return false;
  desk.look(desk.workspace.peek().open.get(came.from.id) ?? came.from);
  return true;
}

/** Where it was said: in the chat on screen, or in an earlier one of its customer. */
export function openHit(hit: Hit, card: ChatSessionCard, earlier: readonly EarlierChatSession[], there: There): void {
  const past = earlier.find(({ id }) => id === hit.chat_session);
  if (past) openPast(past, card, there);
  there.goTo.value = { session: hit.chat_session, lane: hit.lane, seq: hit.seq };
}

/** To the note in which I was called. A chat that stands in none of my lists is asked for first. */
export async function openMention({ chat_session: id, seq }: MentionCard, { desk, goTo, say }: Pick<Surroundings, "desk" | "goTo" | "say">): Promise<void> {
  const card = cardOf(desk.workspace.peek(), id) ?? (await unlisted(id, desk));
  if (!card) {
    desk.notice.value = say.failed.unavailable;
    return;
  }
  desk.look(card);
  goTo.value = { session: id, lane: "staff", seq };
}

async function unlisted(id: string, { deeds }: There["desk"]): Promise<ChatSessionCard | null> {
  const customer = await deeds.customer(id);
  return customer && cardOfUnlisted(id, customer);
}
