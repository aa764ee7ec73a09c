import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { emailFault, type EmailFault } from "../contact";
import { usePanel } from "../context";
import type { DeskState } from "../desk";
import { isShown, onShown } from "../embedding";
import { answersOf, asksFirst, type Question, unanswered } from "../questions";
import { footOf } from "../status";
import { Icon } from "./Icon";
import { Contact, WhyAway } from "./Leaving";
import { Questions } from "./Questions";
import type { Writing } from "./writing";

/** How near the end of the allowed length the counter appears. */
const COUNT_BELOW = 500;
const MOST_HEIGHT_PX = 132;

/**
 * Where the person writes. While nobody takes chats it is the form to leave a message: the box itself stays the same
 * one, so that whoever is typing when that turns out goes on typing, be it with an input method.
 */
export function Composer({ state, writing }: { state: DeskState; writing: Writing }) {
  const { say, desk, site } = usePanel();
  const { text, name, email, given, change } = writing;
  const questions = asksFirst(state) ? site.questions : [];
  const away = footOf(state) === "leave" ? state.away : null;
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const [fault, setFault] = useState<EmailFault | null>(null);
  const [missing, setMissing] = useState<Question | null>(null);
  // The server counts characters; JavaScript's length would count an emoji twice.
  const left = state.maxTextChars - (text.length > state.maxTextChars / 2 ? Array.from(text).length : text.length);
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
  }, [text, away !== null]);

  const send = () => {
    const wrong = away === null ? null : emailFault(email, state.known);
    setFault(sendable ? wrong : null);
    if (sendable && wrong !== null) {
      form.current?.querySelector<HTMLInputElement>("input[type=email]")?.focus();
      return;
    }
    const open = sendable ? unanswered(questions, given) : null;
    setMissing(open);
    if (open !== null) {
      const fields = form.current?.querySelectorAll<HTMLElement>(".questions :is(input, select)");
      fields?.[questions.indexOf(open)]?.focus();
      return;
    }
    field.current?.focus();
    if (!sendable) return;
    change({ text: "", given: {} });
    const leaves = away === null ? undefined : { name: name.trim(), email: email.trim() };
    void desk.write(text.trim(), leaves, answersOf(questions, given));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // An input method that is composing takes Enter for itself; Safari says so by 229 alone.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing || away !== null) return;
    event.preventDefault();
    send();
  };
  const words = away === null ? say.write : say.yourMessage;

  return (
    <form
      ref={form}
      class={away === null ? "composer" : "composer leaving"}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {away && <WhyAway away={away} />}
      {questions.length > 0 && (
        <Questions
          questions={questions}
          given={given}
          fault={missing}
          onGive={({ text: question }, answer) => {
            change({ given: { ...given, [question]: answer } });
            setMissing(null);
          }}
        />
      )}
      <div class="box" key="box">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          placeholder={words}
          aria-label={words}
          aria-describedby={left < COUNT_BELOW ? "left" : undefined}
          aria-invalid={left < 0}
          enterkeyhint={away === null ? "send" : "enter"}
          onPointerDown={() => desk.connect()}
          onInput={(event) => {
            change({ text: event.currentTarget.value });
            desk.typing(event.currentTarget.value);
          }}
          onBlur={() => desk.typing("")}
          onKeyDown={onKeyDown}
        />
        {away === null && (
          <button type="submit" class="send" aria-label={say.send} disabled={!sendable}>
            <Icon name="send" />
          </button>
        )}
      </div>
      {state.peeked && <p class="peeked">{say.peeked}</p>}
      {left < COUNT_BELOW && (
        <p id="left" class={left < 0 ? "left over" : "left"}>
          {say.charactersLeft(left)}
        </p>
      )}
      {away && <Contact writing={writing} known={state.known} fault={fault} onFixed={() => setFault(null)} />}
    </form>
  );
}
