/** The agent's status: what they chose, and the pause after a chat with its way out. */

import type { AgentState } from "../../protocol";
import { secondsLeft } from "../server_clock";
import { countdown } from "../words";
import { chooseStatus } from "./commands";
import { useConsole } from "./context";
import { Icon } from "./Icon";
import { Menu } from "./Menu";
import { useServerNow } from "./now";

const STATUSES: readonly AgentState["status"][] = ["online", "busy", "away", "offline"];

export function StatusMenu() {
  const surroundings = useConsole();
  const { desk, say } = surroundings;
  const agent = desk.workspace.value.agent;
  if (agent === null) return null;
  const { phase } = desk.connection.value;
  const items = STATUSES.map((status) => ({
    key: status,
    checked: agent.status === status,
    label: (
      <>
        <StatusDot status={status} />
        <span>
          {say.status[status]}
          <small>{say.statusText[status]}</small>
        </span>
      </>
    ),
    onChoose: () => void chooseStatus(status, surroundings),
  }));
  return (
    <Menu
      label={`${say.myStatus}: ${say.status[agent.status]}`}
      buttonClass="fd-status-button"
      disabled={phase !== "online" && phase !== "polling"}
      items={items}
      button={
        <>
          <StatusDot status={agent.status} />
          {say.status[agent.status]}
          <Icon name="chevron" />
        </>
      }
    />
  );
}

const StatusDot = ({ status }: { status: AgentState["status"] }) => <span class="fd-status-dot" data-status={status} aria-hidden="true" />;

export function WrapUp() {
  const { desk, say } = useConsole();
  const now = useServerNow();
  const agent = desk.workspace.value.agent;
  if (agent?.effective !== "wrap_up") return null;
  return (
    <span class="fd-wrap-up">
      <span class="fd-wrap-up-words">{say.wrapUp}</span>
      {agent.wrap_up_until !== null && <span class="fd-wrap-up-time">{countdown(secondsLeft(agent.wrap_up_until, now))}</span>}
      {agent.wrap_up_extendable && (
        <button type="button" class="fd-link-button" onClick={() => void desk.attempt((deeds) => deeds.extendWrapUp())}>
          {say.extend}
        </button>
      )}
      <button type="button" class="fd-link-button" onClick={() => void desk.attempt((deeds) => deeds.endWrapUp())}>
        {say.ready}
      </button>
    </span>
  );
}
