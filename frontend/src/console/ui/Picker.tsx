/** Finds a colleague or a group by typing. The field keeps the focus; arrows move the choice in the list below. */

import { useEffect, useRef } from "preact/hooks";

import type { Choice } from "../choices";
import { initials } from "../words";
import { useConsole } from "./context";
import { Icon } from "./Icon";

interface Props {
  choices: readonly Choice[];
  query: string;
  chosen: Choice | null;
  onQuery: (query: string) => void;
  onChoose: (choice: Choice) => void;
}

export function Picker({ choices, query, chosen, onQuery, onChoose }: Props) {
  const { say } = useConsole();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" }), [chosen?.id]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const able = choices.filter((choice) => choice.barred === null);
    const at = able.findIndex((choice) => choice.id === chosen?.id);
    const next = event.key === "ArrowDown" ? able[Math.min(able.length - 1, at + 1)] : able[Math.max(0, at - 1)];
    if (next) onChoose(next);
  };
  const part = (kind: Choice["kind"], title: string) => {
    const own = choices.filter((choice) => choice.kind === kind);
    return (
      own.length > 0 && (
        <div role="group" aria-label={title}>
          <p class="fd-picker-title" aria-hidden="true">
            {title}
          </p>
          {own.map((choice) => (
            <Option key={choice.id} choice={choice} chosen={choice.id === chosen?.id} onChoose={onChoose} />
          ))}
        </div>
      )
    );
  };

  return (
    <div class="fd-picker">
      <label class="fd-search">
        <Icon name="search" />
        <input
          type="text"
          data-first
          role="combobox"
          aria-label={say.toWhom}
          aria-expanded={true}
          aria-controls="fd-picker-list"
          aria-autocomplete="list"
          aria-activedescendant={chosen ? `fd-choice-${chosen.id}` : undefined}
          autocomplete="off"
          placeholder={say.search}
          value={query}
          onInput={(event) => onQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <div class="fd-picker-list" id="fd-picker-list" role="listbox" aria-label={say.toWhom} ref={list}>
        {part("agent", say.colleagues)}
        {part("group", say.groups)}
        {choices.length === 0 && <p class="fd-picker-none">{query.trim() === "" ? say.nobodyElse : say.nobodyFits}</p>}
      </div>
    </div>
  );
}

function Option({ choice, chosen, onChoose }: { choice: Choice; chosen: boolean; onChoose: (choice: Choice) => void }) {
  const { say } = useConsole();
  return (
    <div
      class="fd-choice"
      id={`fd-choice-${choice.id}`}
      role="option"
      aria-selected={chosen}
      aria-disabled={choice.barred !== null}
      onClick={() => choice.barred === null && onChoose(choice)}
    >
      <span class="fd-avatar" aria-hidden="true">
        {choice.kind === "agent" ? initials(choice.name) : <Icon name="group" />}
      </span>
      <span class="fd-choice-name">{choice.name}</span>
      {choice.kind === "agent" ? (
        <>
          <span class="fd-effective" data-effective={choice.colleague.effective}>
            {say.effective[choice.colleague.effective]}
          </span>
          <span class="fd-choice-load">
            <span aria-hidden="true">
              {choice.colleague.load}/{choice.colleague.capacity}
            </span>
            <span class="fd-hidden">{say.load(choice.colleague.load, choice.colleague.capacity)}</span>
          </span>
        </>
      ) : (
        <span class="fd-choice-load">{say.toQueueOf}</span>
      )}
    </div>
  );
}
