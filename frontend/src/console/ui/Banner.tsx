/**
 * What the agent should know before everything else: that they are cut off, or that Frontdesk changed their status.
 * Beside the list, not above it: its rows must not move when this comes.
 */

import { useEffect, useState } from "preact/hooks";

import { useConsole } from "./context";
import { Icon } from "./Icon";

/** Shorter breaks are nobody's concern. */
const CUT_OFF_MS = 2_500;

export function Banner() {
  const { desk, say } = useConsole();
  const agent = desk.workspace.value.agent;
  const reason = agent?.status === "away" ? agent.status_reason : "";
  const cutOff = useCutOff();
  return (
    <div class="fd-banners" role="status">
      {cutOff ? (
        <div class="fd-banner" data-kind="offline">
          <Icon name="offline" />
          <p>{say.cutOff}</p>
          <button type="button" class="fd-button fd-quiet" onClick={() => desk.hurry()}>
            {say.tryNow}
          </button>
        </div>
      ) : (
        reason !== "" && (
          <div class="fd-banner">
            <Icon name="warning" />
            <p>{say.setAway[reason]}</p>
            <button type="button" class="fd-button" onClick={() => void desk.attempt((deeds) => deeds.setStatus("online"))}>
              {say.goOnlineNow}
            </button>
          </div>
        )
      )}
    </div>
  );
}

function useCutOff(): boolean {
  const { desk } = useConsole();
  const { phase } = desk.connection.value;
  const connected = phase === "online" || phase === "polling";
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (connected) {
      setLong(false);
      return;
    }
    const timer = setTimeout(() => setLong(true), CUT_OFF_MS);
    return () => clearTimeout(timer);
  }, [connected]);
  return long && !connected;
}
