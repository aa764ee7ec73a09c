/** Everything that was said, in order. Stays at the newest line unless the agent has scrolled up. */

import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import type { ChatSessionCard } from "../../../protocol";
import type { Line } from "../../lines";
import type { Talk } from "../../talk";
import { heightOf } from "../../thread/heights";
import { useConsole } from "../context";
import { Icon } from "../Icon";
import { Announcer } from "./Announcer";
import { useThread } from "./context";
import { useThreadKeys } from "./keys";
import { Row } from "./Row";
import { type Rows, useRows } from "./rows";
import { TypingLine } from "./TypingLine";
import { useLines } from "./useLines";
import { useReach } from "./whole";

const POINTED_OUT_MS = 1_600;

export function Thread({ card, talk }: { card: ChatSessionCard; talk: Talk }) {
  const { say } = useConsole();
  const { me, customer, current } = useThread();
  const lines = useLines(card, talk, me);
  const keys = useMemo(() => lines.map(({ key }) => key), [lines]);
  const rows = useRows(keys, (index) => heightOf(lines[index]), useReach(lines.length));
  const found = useSought(lines, rows);
  const fresh = useFreshBelow(lines, rows);
  const unreadAt = useMemo(() => lines.findIndex(({ kind }) => kind === "unread"), [lines]);
  const toUnread = useCallback(() => rows.goTo(unreadAt), [rows.goTo, unreadAt]);
  const onKeyDown = useThreadKeys(lines, rows, toUnread);
  const unread = lines[unreadAt];
  const { from, to } = rows.range;

  return (
    <div class="fd-thread-frame">
      <div
        class="fd-thread"
        role="log"
        // Rows come and go with scrolling; what is said anew is announced apart.
        aria-live="off"
        aria-label={say.thread(customer)}
        aria-busy={!talk.loaded}
        tabIndex={0}
        ref={rows.scroller}
        onScroll={rows.onScroll}
        onKeyDown={onKeyDown}
        onFocusIn={({ target }) => (current.value = (target as HTMLElement).closest<HTMLElement>(".fd-line-message")?.dataset["key"] ?? current.value)}
      >
        {!talk.loaded && lines.length === 0 && <p class="fd-thread-loading">{say.loading}</p>}
        <ol ref={rows.list} style={`padding-block: ${rows.abovePx}px ${rows.belowPx}px`}>
          {lines.slice(from, to).map((line, index) => (
            <Row key={line.key} line={line} index={from + index} count={lines.length} current={line.key === current.value} found={line.key === found} />
          ))}
        </ol>
      </div>
      <TypingLine card={card} talk={talk} />
      {unread?.kind === "unread" && unreadAt < rows.firstSeen && (
        <button type="button" class="fd-pill fd-pill-top" title="Alt+U" onClick={toUnread}>
          <Icon name="up" />
          {say.newMessages(unread.count)}
        </button>
      )}
      {!rows.atEnd && (
        <button type="button" class="fd-pill fd-pill-bottom" onClick={rows.toEnd}>
          <Icon name="down" />
          {fresh > 0 ? say.newMessages(fresh) : say.toLatest}
        </button>
      )}
      <Announcer talk={talk} />
    </div>
  );
}

/** Goes to the message that is looked for, and points it out for a moment. */
function useSought(lines: readonly Line[], { goTo }: Rows): string | null {
  const { sought } = useThread();
  const [found, setFound] = useState<string | null>(null);
  const key = sought.value;
  const index = key === null ? -1 : lines.findIndex((line) => line.key === key);
  useEffect(() => {
    if (index < 0) return;
    goTo(index);
    setFound(key);
    sought.value = null;
  }, [index]);
  useEffect(() => {
    if (found === null) return;
    const timer = setTimeout(() => setFound(null), POINTED_OUT_MS);
    return () => clearTimeout(timer);
  }, [found]);
  return found;
}

/** How many messages have come below since I scrolled up. What I write myself brings me back to the end. */
function useFreshBelow(lines: readonly Line[], { atEnd, toEnd }: Rows): number {
  const seen = useRef<string | undefined>(undefined);
  const last = lines[lines.length - 1];
  if (atEnd) seen.current = last?.key;
  useLayoutEffect(() => {
    if (last?.kind === "message" && last.from === "me" && last.delivery === "sending") toEnd();
  }, [last?.key]);
  const since = lines.findIndex(({ key }) => key === seen.current);
  return atEnd || since < 0 ? 0 : lines.slice(since + 1).filter((line) => line.kind === "message" && line.from !== "me").length;
}
