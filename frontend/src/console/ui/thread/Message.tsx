/** One message: who, what they quote and say, and how far mine has come. */

import type { MessageLine } from "../../lines";
import { useConsole } from "../context";
import { Icon } from "../Icon";
import { useThread } from "./context";
import { DeliveryMark } from "./DeliveryMark";
import { MessageTools } from "./MessageTools";
import { Quote } from "./Quote";
import { Said } from "./Said";
import { Time } from "./Time";

export function Message({ line, current, tools }: { line: MessageLine; current: boolean; tools: boolean }) {
  const { say } = useConsole();
  const { customer, whispers } = useThread();
  const whispered = line.lane === "staff" && whispers.value.includes(line.key);
  const name = line.from === "me" ? say.you : line.from === "customer" ? customer : line.name;
  return (
    <div class="fd-message" data-from={line.from} data-lane={line.lane} data-continues={line.continues}>
      <span class={line.continues ? "fd-hidden" : "fd-message-name"}>
        {name}
        {line.lane === "staff" && (
          <span class="fd-note-mark" data-whispered={whispered || undefined}>
            <Icon name={whispered ? "whisper" : "lock"} /> {whispered ? say.whisper : say.note}
          </span>
        )}
      </span>
      <div class="fd-message-body">
        <div class="fd-bubble" dir="auto" data-recalled={line.amended === "recalled" || undefined}>
          {line.quoted && <Quote quoted={line.quoted} />}
          {line.amended === "recalled" ? <Recalled line={line} name={name} /> : line.text !== "" && <Said text={line.text} lane={line.lane} reachable={current} />}
        </div>
        {tools && <MessageTools line={line} reachable={current} />}
      </div>
      <span class={line.foot || line.amended === "edited" ? "fd-message-foot" : "fd-hidden"}>
        {line.amended === "edited" && <span>{say.edited}</span>}
        <Time atMs={line.atMs} />
        {line.delivery && <DeliveryMark line={line} />}
      </span>
    </div>
  );
}

function Recalled({ line, name }: { line: MessageLine; name: string }) {
  const { say } = useConsole();
  return <p class="fd-recalled">{line.from === "me" ? say.youRecalled : say.recalledBy(name)}</p>;
}
