import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { usePanel } from "../context";
import { isShown, onShown } from "../embedding";
import { Icon } from "./Icon";

/** How near the end of the allowed length the counter appears. */
const COUNT_BELOW = 500;
const MOST_HEIGHT_PX = 132;

export function Composer({ maxTextChars }: { maxTextChars: number }) {
  const { say, desk } = usePanel();
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  // The server counts characters; JavaScript's length would count an emoji twice.
  const left = maxTextChars - (text.length > maxTextChars / 2 ? Array.from(text).length : text.length);
  const sendable = text.trim() !== "" && left >= 0;

  useEffect(() => {
    const focus = () => isShown() && field.current?.focus();
    focus();
    return onShown(focus);
  }, []);

  useLayoutEffect(() => {
    const area = field.current;
    if (area === null) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, MOST_HEIGHT_PX)}px`;
    area.style.overflowY = area.scrollHeight > MOST_HEIGHT_PX ? "auto" : "hidden";
  }, [text]);

  const send = () => {
    if (!sendable) return;
    setText("");
    void desk.write(text.trim());
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // An input method that is composing takes Enter for itself; Safari says so by 229 alone.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="box">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          placeholder={say.write}
          aria-label={say.write}
          aria-describedby={left < COUNT_BELOW ? "left" : undefined}
          aria-invalid={left < 0}
          enterkeyhint="send"
          onInput={(event) => {
            setText(event.currentTarget.value);
            desk.typing(event.currentTarget.value.trim() !== "");
          }}
          onBlur={() => desk.typing(false)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" class="send" aria-label={say.send} disabled={!sendable}>
          <Icon name="send" />
        </button>
      </div>
      {left < COUNT_BELOW && (
        <p id="left" class={left < 0 ? "left over" : "left"}>
          {say.charactersLeft(left)}
        </p>
      )}
    </form>
  );
}
