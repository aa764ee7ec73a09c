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
  const name = card.responsible?.name ?? say.anAgent;
  return (
    <span class="fd-absence" title={say.absentText(me ? say.you : name)}>
      <Icon name="absent" />
      <span>{say.absent(me ? say.toYou : name, time)}</span>
    </span>
  );
}
