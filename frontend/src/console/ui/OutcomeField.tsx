/** What came of it: few as a choice at a glance, by digit too; many as a list. */

import type { NamedChoice } from "../../protocol";
import { useConsole } from "./context";

interface Props {
  choices: readonly NamedChoice[];
  /** An id; empty for none. */
  chosen: string;
  onChoose: (id: string) => void;
}

/** Beyond so many a list to choose from is quicker than to look through; and digits end. */
const MOST_RADIOS = 8;

export function OutcomeField({ choices, chosen, onChoose }: Props) {
  const { say } = useConsole();
  const all = [{ id: "", name: say.noDisposition }, ...choices];
  if (choices.length === 0) return null;
  if (choices.length > MOST_RADIOS) {
    return (
      <label class="fd-field">
        <span>{say.disposition}</span>
        <select data-first value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
          {all.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const choice = /^\d$/u.test(event.key) && !event.altKey && !event.ctrlKey && !event.metaKey ? all[Number(event.key)] : undefined;
    if (!choice) return;
    event.preventDefault();
    onChoose(choice.id);
    (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("input")[Number(event.key)]?.focus();
  };
  return (
    <fieldset class="fd-field" onKeyDown={onKeyDown}>
      <legend>{say.disposition}</legend>
      <div class="fd-radios">
        {all.map(({ id, name }, index) => (
          <label key={id} class="fd-radio">
            <input
              type="radio"
              name="disposition"
              value={id}
              data-first={id === chosen || undefined}
              checked={id === chosen}
              onChange={() => onChoose(id)}
            />
            <span>{name}</span>
            <kbd aria-hidden="true">{index}</kbd>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
