/** The tags of a chat, and a field that finds more: arrows choose, Enter adds, Backspace takes the last one away. */

import { useId, useState } from "preact/hooks";

import { suggestions } from "../tags";
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
  const list = useId();
  const [written, setWritten] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const offered = suggestions(written, known, chosen);
  const room = chosen.length < MOST_TAGS;
  const shown = open && room && offered.length > 0;

  const write = (text: string) => {
    setWritten(text);
    setAt(0);
    setOpen(true);
  };
  const add = (tag: string) => {
    write("");
    if (room && !chosen.includes(tag)) onChange([...chosen, tag]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const picked = offered[at];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      setOpen(true);
      setAt(Math.min(offered.length - 1, Math.max(0, shown ? at + (event.key === "ArrowDown" ? 1 : -1) : 0)));
    } else if (event.key === "Enter" && picked && shown && (written.trim() !== "" || at > 0)) add(picked.tag);
    else if (event.key === "Escape" && shown) setOpen(false);
    else if (event.key === "Backspace" && written === "" && chosen.length > 0) onChange(chosen.slice(0, -1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="fd-field fd-tag-field">
      <span>{say.tags}</span>
      <div class="fd-tags">
        {chosen.map((tag) => (
          <span key={tag} class="fd-tag">
            {tag}
            <button type="button" aria-label={say.removeTag(tag)} title={say.removeTag(tag)} onClick={() => onChange(chosen.filter((other) => other !== tag))}>
              <Icon name="close" />
            </button>
          </span>
        ))}
        <input
          type="text"
          role="combobox"
          dir="auto"
          aria-label={say.addTag}
          aria-expanded={shown}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={shown ? `${list}-${at}` : undefined}
          autocomplete="off"
          maxLength={MOST_CHARS}
          value={written}
          disabled={!room}
          placeholder={say.addTag}
          onInput={(event) => write(event.currentTarget.value)}
          onClick={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div class="fd-tag-list" id={list} role="listbox" aria-label={say.tags} hidden={!shown}>
        {shown &&
          offered.map(({ tag, isNew }, index) => (
            <div
              key={tag}
              id={`${list}-${index}`}
              class="fd-tag-option"
              role="option"
              aria-selected={index === at}
              // The field keeps the focus, and with it the list stays.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => add(tag)}
            >
              {isNew ? say.newTag(tag) : tag}
            </div>
          ))}
      </div>
    </div>
  );
}
