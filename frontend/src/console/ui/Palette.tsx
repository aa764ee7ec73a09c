/** Finds chats, customers, canned replies and actions by a few letters, and does it. The field keeps the focus. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { GROUPS, ranked } from "../palette";
import { useConsole } from "./context";
import { Icon } from "./Icon";
import { Modal } from "./Modal";
import { type Entry, paletteEntries, useSaid } from "./palette_entries";
import { Marked } from "./aside/Marked";

export function Palette() {
  const surroundings = useConsole();
  const { desk, asking, say } = surroundings;
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const state = desk.workspace.value;
  const entries = useMemo(() => paletteEntries(surroundings, query.trim()), [surroundings, state, query]);
  const said = useSaid(query.trim(), surroundings);
  const found = [...ranked(entries, query), ...said];
  const chosen = found[Math.min(at, found.length - 1)];
  useEffect(() => list.current?.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" }), [chosen?.key]);

  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    asking.value = null;
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (event.key === "Enter") run(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <Modal title={say.palette} kind="palette">
      <label class="fd-search">
        <Icon name="search" />
        <input
          type="text"
          data-first
          role="combobox"
          aria-label={say.palette}
          aria-expanded={true}
          aria-controls="fd-palette-list"
          aria-autocomplete="list"
          aria-activedescendant={chosen ? `fd-found-${chosen.key}` : undefined}
          autocomplete="off"
          placeholder={say.paletteHint}
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <div class="fd-palette-list" id="fd-palette-list" role="listbox" aria-label={say.palette} ref={list}>
        {GROUPS.map((group) => {
          const own = found.filter((entry) => entry.group === group);
          return (
            own.length > 0 && (
              <div key={group} role="group" aria-label={say.paletteGroups[group]}>
                <p class="fd-picker-title" aria-hidden="true">
                  {say.paletteGroups[group]}
                </p>
                {own.map((entry) => (
                  <Option key={entry.key} entry={entry} query={query.trim()} chosen={entry === chosen} onRun={() => run(entry)} />
                ))}
              </div>
            )
          );
        })}
      </div>
      {found.length === 0 && <p class="fd-picker-none">{say.paletteNone}</p>}
      <p class="fd-palette-keys">{say.paletteKeys}</p>
    </Modal>
  );
}

const Option = ({ entry, query, chosen, onRun }: { entry: Entry; query: string; chosen: boolean; onRun: () => void }) => (
  <div class="fd-found" id={`fd-found-${entry.key}`} role="option" aria-selected={chosen} onClick={onRun}>
    <Icon name={entry.icon} />
    <span class="fd-found-title" dir="auto">
      <Marked text={entry.title} sought={query} />
    </span>
    {entry.detail !== "" && (
      <span class="fd-found-detail" dir="auto">
        {entry.detail}
      </span>
    )}
    {entry.hint && <kbd>{entry.hint}</kbd>}
  </div>
);
