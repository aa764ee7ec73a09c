/** Tags as chips that go on and off, and a field for one that is not there yet. */

import { useState } from "preact/hooks";

import { useConsole } from "./context";
import { Icon } from "./Icon";

interface Props {
  known: readonly string[];
  chosen: readonly string[];
  onChange: (tags: readonly string[]) => void;
}

/** What the server takes. */
const MOST_TAGS = 20;
const MOST_CHARS = 40;

export function TagField({ known, chosen, onChange }: Props) {
  const { say } = useConsole();
  const [written, setWritten] = useState("");
  const all = [...known, ...chosen.filter((tag) => !known.includes(tag))];
  const room = chosen.length < MOST_TAGS;

  const toggle = (tag: string, on: boolean) => onChange(on ? [...chosen, tag] : chosen.filter((other) => other !== tag));
  const add = () => {
    const tag = written.trim();
    setWritten("");
    const same = all.find((other) => other.toLowerCase() === tag.toLowerCase()) ?? tag;
    if (tag !== "" && room && !chosen.includes(same)) toggle(same, true);
  };

  return (
    <fieldset class="fd-field">
      <legend>{say.tags}</legend>
      <div class="fd-chips">
        {all.map((tag) => (
          <label key={tag} class="fd-chip">
            <input
              type="checkbox"
              checked={chosen.includes(tag)}
              disabled={!room && !chosen.includes(tag)}
              onChange={(event) => toggle(tag, event.currentTarget.checked)}
            />
            <span>
              {chosen.includes(tag) && <Icon name="check" />}
              {tag}
            </span>
          </label>
        ))}
        <input
          class="fd-chip-field"
          type="text"
          dir="auto"
          maxLength={MOST_CHARS}
          value={written}
          disabled={!room}
          placeholder={say.addTag}
          aria-label={say.addTag}
          onInput={(event) => setWritten(event.currentTarget.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.isComposing || written.trim() === "") return;
            event.preventDefault();
            add();
          }}
        />
      </div>
    </fieldset>
  );
}
