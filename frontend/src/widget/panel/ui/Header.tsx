import { usePanel } from "../context";
import type { DeskState } from "../desk";
import type { Strings } from "../i18n";
import { footOf } from "../status";
import { Icon } from "./Icon";
import { Options } from "./Options";

export function Header({ state, onEnd }: { state: DeskState; onEnd: (() => void) | null }) {
  const { say, site, close } = usePanel();
  return (
    <header class="header">
      <span class="mark" aria-hidden="true">
        {Array.from(site.name)[0] ?? ""}
      </span>
      <div class="titles">
        <h1>{site.name}</h1>
        <p>{underTitle(state, say)}</p>
      </div>
      {onEnd && <Options onEnd={onEnd} />}
      {close && (
        <button type="button" class="quiet round" aria-label={say.close} onClick={close}>
          <Icon name="close" />
        </button>
      )}
    </header>
  );
}

function underTitle(state: DeskState, say: Strings): string {
  const { phase, agent } = state.standing;
  if (footOf(state) === "leave") return say.leaveUs;
  if (phase === "none" && state.outgoing.some((message) => message.leaves)) return say.answersLater;
  if (phase === "active") return agent === null ? say.usually : say.withAgent(agent.name);
  return { none: say.usually, waiting: say.inLine, left: say.answersLater, closed: say.ended }[phase];
}
