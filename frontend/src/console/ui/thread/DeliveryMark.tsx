/** How far a message of mine has come, and what can be done where it has not. */

import type { MessageLine } from "../../lines";
import { useConsole } from "../context";
import { Icon } from "../Icon";

const ICONS = { sending: "clock", sent: "check", read: "checks" } as const;

export function DeliveryMark({ line }: { line: MessageLine }) {
  const { desk, say } = useConsole();
  if (line.delivery === null || (line.lane === "staff" && line.delivery === "sent")) return null;
  if (line.delivery !== "failed") {
    return (
      <span class="fd-delivery" data-delivery={line.delivery} title={say.delivery[line.delivery]}>
        <Icon name={ICONS[line.delivery]} />
        <span class="fd-hidden">{say.delivery[line.delivery]}</span>
      </span>
    );
  }
  return (
    <span class="fd-delivery" data-delivery="failed">
      <Icon name="warning" /> {say.delivery.failed}
      {line.failed && `: ${say.failed[line.failed]}`}
      <button type="button" class="fd-link-button" onClick={() => void desk.sending.retry(line.clientId)}>
        {say.retry}
      </button>
      <button type="button" class="fd-link-button" onClick={() => void desk.sending.discard(line.clientId)}>
        {say.discard}
      </button>
    </span>
  );
}
