/** Where the agent writes: to the customer, or a note that only staff can read. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { ChatSessionCard, Lane } from "../../protocol";
import { is } from "../keymap";
import { useConsole } from "./context";
import { Icon } from "./Icon";

const COUNT_FROM_CHARS_LEFT = 400;

interface Props {
  card: ChatSessionCard;
  name: string;
  /** Where one only looks, only notes can be written. */
  noteOnly?: boolean;
  /** To whom such a note is whispered, if to anybody. */
  whisper?: string | null;
  /** One step back from where there is nothing but a note. */
  onLeave?: () => void;
}

export function Composer({ card, name, noteOnly = false, whisper = null, onLeave }: Props) {
  const { desk, drafts, say } = useConsole();
  const field = useRef<HTMLTextAreaElement>(null);
  const [lane, setLane] = useState<Lane>(noteOnly ? "staff" : "public");
  const [text, setText] = useState(() => drafts.get(card.id, lane));
  const note = lane === "staff";
  const charsLeft = desk.maxTextChars.value - Array.from(text).length;
  const sendable = text.trim() !== "" && charsLeft >= 0;

  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  useEffect(() => () => desk.talks.typing(card.id, false), [desk, card.id]);
  useLayoutEffect(() => grow(field.current), [text]);

  const write = (written: string) => {
    setText(written);
    drafts.set(card.id, lane, written);
    if (!note) desk.talks.typing(card.id, written.trim() !== "");
  };
  const turnTo = (next: Lane) => {
    if (next !== lane) {
      desk.talks.typing(card.id, false);
      setLane(next);
      setText(drafts.get(card.id, next));
    }
    field.current?.focus();
  };
  const send = () => {
    if (!sendable) return;
    void desk.send(card.id, lane, text.trim());
    write("");
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (is("note", event)) {
      event.preventDefault();
      if (noteOnly) onLeave?.();
      else turnTo(note ? "public" : "staff");
    } else if (is("leave", event)) {
      if (noteOnly) onLeave?.();
      else leave(note, turnTo);
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey && !composing(event)) {
      event.preventDefault();
      send();
    }
  };

  return (
    <form
      class="fd-composer"
      data-lane={lane}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="fd-composer-modes" role="group" aria-label={say.lane}>
        {!noteOnly && (
          <>
            <button type="button" aria-pressed={!note} onClick={() => turnTo("public")}>
              {say.reply}
            </button>
            <button type="button" aria-pressed={note} onClick={() => turnTo("staff")}>
              <Icon name="lock" /> {say.note}
            </button>
          </>
        )}
        {whisper !== null && <Icon name="whisper" />}
        {note && <span class="fd-note-warning">{whisper === null ? say.noteLabel : say.whisperLabel(whisper)}</span>}
      </div>
      <textarea
        ref={field}
        rows={2}
        dir="auto"
        value={text}
        aria-label={note ? say.noteLabel : say.replyTo(name)}
        placeholder={note ? say.writeNote : say.writeReply}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => desk.talks.typing(card.id, false)}
      />
      <div class="fd-composer-foot">
        <span class="fd-hint">
          {charsLeft < 0 ? <strong>{say.tooLong(-charsLeft)}</strong> : charsLeft < COUNT_FROM_CHARS_LEFT ? say.left(charsLeft) : say.hint}
        </span>
        <button type="submit" class="fd-button" disabled={!sendable}>
          <Icon name={note ? "lock" : "send"} /> {note ? say.addNote : say.send}
        </button>
      </div>
    </form>
  );
}

/** Whether an input method is at work: then Enter chooses a word. */
// Safari ends composing before that Enter arrives; only the old code still tells it from another.
// eslint-disable-next-line @typescript-eslint/no-deprecated
const composing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

/** Esc goes one step back: from a note to the reply, from there to the list. */
function leave(note: boolean, turnTo: (lane: Lane) => void): void {
  if (note) turnTo("public");
  else document.querySelector<HTMLElement>("[data-desk-list] .fd-row[tabindex='0']")?.focus();
}

function grow(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
