import type { DeskState } from "../desk";
import { usePanel } from "../context";
import { agentName } from "../status";
import { Icon } from "./Icon";

export function Header({ state }: { state: DeskState }) {
  const { say, site, close } = usePanel();
  const agent = agentName(state);
  const under = agent !== null ? say.withAgent(agent) : state.chatSession !== null && !state.closed ? say.inLine : say.usually;
  return (
    <header class="header">
      <span class="mark" aria-hidden="true">
        {Array.from(site.name)[0] ?? ""}
      </span>
      <div class="titles">
        <h1>{site.name}</h1>
        <p>{under}</p>
      </div>
      {close && (
        <button type="button" class="quiet round" aria-label={say.close} onClick={close}>
          <Icon name="close" />
        </button>
      )}
    </header>
  );
}
