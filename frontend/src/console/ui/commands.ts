/** What buttons, menus and keys do, said once. */

import type { AgentState, ChatSessionCard } from "../../protocol";
import type { Action } from "../actions";
import { mine } from "../lists";
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
    case "invite":
    case "assign":
    case "close":
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
