/** Over an earlier chat that was opened beside a talk: what it is, and the way back. */

import { fullTime } from "../words";
import { backFromPast } from "./commands";
import { useConsole } from "./context";
import { Icon } from "./Icon";

export function PastBar() {
  const surroundings = useConsole();
  const { desk, cameFrom, say, language } = surroundings;
  const looked = desk.lookedAt.value;
  if (cameFrom.value === null || looked?.id !== cameFrom.value.past) return null;
  return (
    <div class="fd-past-bar" role="status">
      <Icon name="history" />
      <p>{say.pastFrom(fullTime(Date.parse(looked.opened_at), language))}</p>
      <button type="button" class="fd-button fd-quiet" onClick={() => backFromPast(surroundings)}>
        <Icon name="back" /> {say.backToChat} <kbd class="fd-wide-only">Esc</kbd>
      </button>
    </div>
  );
}
