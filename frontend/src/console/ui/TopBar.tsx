/** Connection, load and status, in the header of the page. */

import type { LinkState } from "../../wire/link";
import type { Strings } from "../i18n";
import { AlertsButton } from "./AlertsButton";
import { useConsole } from "./context";
import { MentionsMenu } from "./MentionsMenu";
import { useNow } from "./now";
import { StatusMenu, WrapUp } from "./StatusMenu";

export function TopBar() {
  return (
    <div class="fd-bar">
      <Connection />
      <Load />
      <MentionsMenu />
      <AlertsButton />
      <WrapUp />
      <StatusMenu />
    </div>
  );
}

function Connection() {
  const { desk, say } = useConsole();
  const now = useNow();
  const state = desk.connection.value;
  return (
    <span class="fd-connection" data-phase={state.phase}>
      <span class="fd-dot" aria-hidden="true" />
      <span class="fd-connection-text">{connectionWords(state, now, say)}</span>
    </span>
  );
}

function connectionWords(state: LinkState, nowMs: number, say: Strings): string {
  switch (state.phase) {
    case "connecting":
      return state.reason === null ? say.connecting : say.reconnectingNow;
    case "online":
      return say.online;
    case "polling":
      return say.polling;
    case "waiting":
      return say.reconnecting(Math.max(0, Math.ceil(((state.retryAt ?? nowMs) - nowMs) / 1_000)));
    case "stopped":
      return say.stopped;
  }
}

function Load() {
  const { desk, say } = useConsole();
  const agent = desk.workspace.value.agent;
  if (agent === null) return null;
  const words = say.load(agent.load, agent.capacity);
  return (
    <span class="fd-load" title={words} data-full={agent.load >= agent.capacity}>
      <span class="fd-meter" role="meter" aria-valuemin={0} aria-valuemax={agent.capacity} aria-valuenow={agent.load} aria-label={words}>
        <span style={{ width: `${Math.min(100, (100 * agent.load) / Math.max(1, agent.capacity))}%` }} />
      </span>
      <span aria-hidden="true">
        {agent.load}/{agent.capacity}
      </span>
    </span>
  );
}
