/** Who is typing, below the thread. */

import type { ChatSessionCard } from "../../../protocol";
import type { Talk } from "../../talk";
import { useConsole } from "../context";
import { useThread } from "./context";

export function TypingLine({ card, talk }: { card: ChatSessionCard; talk: Talk }) {
  const { say } = useConsole();
  const { customer } = useThread();
  return (
    <p class="fd-typing" aria-live="polite">
      {talk.typing && card.phase !== "closed" && (
        <>
          <span class="fd-typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {say.typing(customer)}
        </>
      )}
    </p>
  );
}
