/** The responsible agent dropped out: how long they may still come back before the chat goes to the queue. */

import type { ChatSessionCard } from "../../protocol";
import { secondsLeft } from "../server_clock";
import { countdown } from "../words";
import { useConsole } from "./context";
import { Icon } from "./Icon";
import { useServerNow } from "./now";

export function Absence({ card }: { card: ChatSessionCard }) {
  const { desk, say } = useConsole();
  const now = useServerNow();
  if (card.absent_until === null || card.phase !== "active") return null;
  const time = countdown(secondsLeft(card.absent_until, now));
  const me = card.responsible?.id === desk.workspace.value.agent?.id;
  return (
    <span class="fd-absence">
      <Icon name="absent" />
      {card.responsible ? say.absent(me ? say.you : card.responsible.name, time) : say.absentNobody(time)}
    </span>
  );
}
