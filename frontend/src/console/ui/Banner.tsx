/** Why Frontdesk changed the agent's status, and the way back. */

import { useConsole } from "./context";
import { Icon } from "./Icon";

export function Banner() {
  const { desk, say } = useConsole();
  const agent = desk.workspace.value.agent;
  const reason = agent?.status === "away" ? agent.status_reason : "";
  return (
    <div role="status">
      {reason !== "" && (
        <div class="fd-banner">
          <Icon name="warning" />
          <p>{say.setAway[reason]}</p>
          <button type="button" class="fd-button" onClick={() => void desk.attempt((deeds) => deeds.setStatus("online"))}>
            {say.goOnlineNow}
          </button>
        </div>
      )}
    </div>
  );
}
