/** What can be done with those of mine that are selected. */

import { mine } from "../lists";
import { useConsole } from "./context";

export function BulkBar() {
  const { desk, selected, asking, say } = useConsole();
  if (selected.value === null) return null;
  const own = mine(desk.workspace.value);
  const cards = own.filter(({ id }) => selected.value?.has(id));
  const all = own.length > 0 && cards.length === own.length;
  return (
    <div class="fd-bulk" role="region" aria-label={say.selection}>
      <label class="fd-bulk-count">
        <input
          type="checkbox"
          checked={all}
          aria-label={say.selectAll}
          onChange={() => (selected.value = new Set(all ? [] : own.map(({ id }) => id)))}
        />
        <span role="status">{say.selected(cards.length)}</span>
      </label>
      <button
        type="button"
        class="fd-button fd-quiet"
        disabled={cards.length === 0}
        onClick={() => (asking.value = { what: "transfer", cards, go: null })}
      >
        {say.transfer}
      </button>
      <button type="button" class="fd-button fd-quiet" disabled={cards.length === 0} onClick={() => (asking.value = { what: "close", cards })}>
        {say.closeSelected}
      </button>
    </div>
  );
}
