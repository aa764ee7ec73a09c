/** One line of the thread. What people wrote becomes text nodes and nothing else. */

import { partsOf } from "../../shared/links";
import type { Line, MessageLine } from "../lines";
import { clockTime, dayName, eventWords, fullTime } from "../words";
import { useConsole } from "./context";
import { Icon } from "./Icon";

export function LineView({ line, me, customer }: { line: Line; me: string; customer: string }) {
  const { say, language } = useConsole();
  switch (line.kind) {
    case "day":
      return (
        <li class="fd-day">
          <span>{dayName(line.atMs, Date.now(), language, say)}</span>
        </li>
      );
    case "event":
      return (
        <li class="fd-event">
          {eventWords(line, me, say, language)} · <Time atMs={line.atMs} />
        </li>
      );
    case "message":
      return <Message line={line} customer={customer} />;
  }
}

function Message({ line, customer }: { line: MessageLine; customer: string }) {
  const { say } = useConsole();
  const name = line.from === "me" ? say.you : line.from === "customer" ? customer : line.name;
  const note = line.lane === "staff";
  return (
    <li class="fd-message" data-from={line.from} data-lane={line.lane} data-continues={line.continues}>
      <span class={line.continues ? "fd-hidden" : "fd-message-name"}>
        {name}
        {note && (
          <span class="fd-note-mark">
            <Icon name="lock" /> {say.note}
          </span>
        )}
      </span>
      <div class="fd-bubble" dir="auto">
        {partsOf(line.text).map((part, index) =>
          part.kind === "text" ? (
            part.text
          ) : (
            <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
              {part.text}
            </a>
          ),
        )}
      </div>
      <span class={line.foot ? "fd-message-foot" : "fd-hidden"}>
        <Time atMs={line.atMs} />
        {line.delivery && <DeliveryMark line={line} />}
      </span>
    </li>
  );
}

function DeliveryMark({ line }: { line: MessageLine }) {
  const { desk, say } = useConsole();
  if (line.delivery === null || (line.lane === "staff" && line.delivery === "sent")) return null;
  if (line.delivery !== "failed") {
    const icon = line.delivery === "read" ? "checks" : line.delivery === "sent" ? "check" : "clock";
    return (
      <span class="fd-delivery" data-delivery={line.delivery} title={say.delivery[line.delivery]}>
        <Icon name={icon} />
        <span class="fd-hidden">{say.delivery[line.delivery]}</span>
      </span>
    );
  }
  return (
    <span class="fd-delivery" data-delivery="failed">
      <Icon name="warning" /> {say.delivery.failed}
      {line.failed && `: ${say.failed[line.failed]}`}
      <button type="button" class="fd-link-button" onClick={() => void desk.retry(line.clientId)}>
        {say.retry}
      </button>
      <button type="button" class="fd-link-button" onClick={() => void desk.discard(line.clientId)}>
        {say.discard}
      </button>
    </span>
  );
}

function Time({ atMs }: { atMs: number }) {
  const { language } = useConsole();
  return (
    <time dateTime={new Date(atMs).toISOString()} title={fullTime(atMs, language)}>
      {clockTime(atMs, language)}
    </time>
  );
}
