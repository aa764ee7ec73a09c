/** Everything that was said, in order. Stays at the newest line unless the agent has scrolled up. */

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import type { ChatSessionCard } from "../../protocol";
import type { OutboxItem } from "../../wire/outbox";
import { notYetStored } from "../../wire/timeline";
import { linesOf } from "../lines";
import type { Talk } from "../talk";
import { dayOf } from "../words";
import { useConsole } from "./context";
import { Icon } from "./Icon";
import { LineView } from "./LineView";

interface Props {
  card: ChatSessionCard;
  talk: Talk;
  me: string;
  name: string;
}

const AT_END_PX = 48;

export function Thread({ card, talk, me, name }: Props) {
  const { desk, say } = useConsole();
  const unsent = desk.unsent.value;
  const justSent = desk.justSent.value;
  const lines = useMemo(() => {
    const here = (items: readonly OutboxItem[]) =>
      notYetStored(talk.lanes.staff, notYetStored(talk.lanes.public, items.filter((item) => item.chat_session === card.id)));
    return linesOf(talk, { unsent: here(unsent), justSent: here(justSent) }, me, dayOf);
  }, [talk, unsent, justSent, card.id, me]);
  const last = lines[lines.length - 1]?.key;
  const { scroller, away, toEnd } = useStayAtEnd(last, lines[lines.length - 1]);

  return (
    <div class="fd-thread-frame">
      <div class="fd-thread" role="log" aria-label={say.thread(name)} aria-busy={!talk.loaded} tabIndex={0} ref={scroller}>
        {!talk.loaded && lines.length === 0 && <p class="fd-thread-loading">{say.loading}</p>}
        <ol>
          {lines.map((line) => (
            <LineView key={line.key} line={line} me={me} customer={name} />
          ))}
        </ol>
      </div>
      <p class="fd-typing" aria-live="polite">
        {(talk.typing && card.phase !== "closed") && (
          <>
            <span class="fd-typing-dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            {say.typing(name)}
          </>
        )}
      </p>
      {away && (
        <button type="button" class="fd-new-below" onClick={toEnd}>
          <Icon name="down" />
          {say.newBelow}
        </button>
      )}
    </div>
  );
}

/** `away` is true when something new stands below what is on screen. */
function useStayAtEnd(last: string | undefined, line: { kind: string } | undefined) {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [away, setAway] = useState(false);
  const toEnd = () => {
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  };

  useLayoutEffect(() => {
    const own = line?.kind === "message" && (line as { from?: string }).from === "me";
    if (atEnd.current || own) toEnd();
    else setAway(true);
  }, [last]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < AT_END_PX;
      if (atEnd.current) setAway(false);
    };
    const resized = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    element.addEventListener("scroll", onScroll, { passive: true });
    resized.observe(element);
    return () => {
      element.removeEventListener("scroll", onScroll);
      resized.disconnect();
    };
  }, []);
  return { scroller, away, toEnd };
}
