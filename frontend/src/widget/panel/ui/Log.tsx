import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { dayName } from "../../../shared/times";
import { lastSeq } from "../../../wire/timeline";
import { usePanel } from "../context";
import type { DeskState } from "../desk";
import { type Line, linesOf, telling } from "../lines";
import type { Away } from "../reception";
import { noteWords } from "../words";
import { useAttention } from "./attention";
import { Icon } from "./Icon";
import { Message } from "./Message";

/** So near the end counts as at the end. */
const NEAR_PX = 60;

export function Log({ state }: { state: DeskState }) {
  const { say, site, desk } = usePanel();
  const lines = linesOf(state.thread, state.outgoing);
  const tells = telling(lines);
  const { link } = state;
  const waits = link !== null && link.phase !== "online" && link.phase !== "polling";
  const loading = state.chatSession !== null && state.thread?.loaded === false && state.thread.refused === null;

  const log = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const stay = useRef(true);
  const toEnd = (smooth: boolean) =>
    log.current?.scrollTo({ top: log.current.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  const onScroll = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = log.current ?? {};
    stay.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    setAtEnd(stay.current);
  };

  const last = lines[lines.length - 1];
  const lastIsMine = last?.kind === "message" && last.mine;
  useLayoutEffect(() => {
    if (stay.current || lastIsMine) toEnd(false);
  }, [last?.key, lines.length, state.thread?.typing !== null, loading]);
  useLayoutEffect(() => {
    const watched = log.current;
    if (watched === null || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(() => {
      if (stay.current) toEnd(false);
    });
    observer.observe(watched);
    return () => observer.disconnect();
  }, []);

  const attention = useAttention();
  const seq = state.thread === null ? 0 : lastSeq(state.thread.timeline);
  useEffect(() => {
    if (attention && atEnd && seq > 0) desk.saw(seq);
  }, [attention, atEnd, seq, desk]);

  return (
    <div class="log-frame">
      <div class="log" role="log" aria-label={say.log} aria-live={loading ? "off" : "polite"} tabIndex={0} ref={log} onScroll={onScroll}>
        <div class="spacer" />
        <p class="greeting" dir="auto">
          {site.greeting}
        </p>
        {loading && lines.length === 0 && <Skeleton />}
        {lines.map((line) => (
          <LineView key={line.key} line={line} tells={tells.has(line.key)} waits={waits} away={state.away} />
        ))}
        {state.thread?.typing && <TypingDots name={state.thread.typing.name} />}
      </div>
      {!atEnd && (
        <button type="button" class="to-latest" onClick={() => toEnd(true)}>
          <Icon name="down" />
          {state.unread > 0 ? say.newMessages : say.toLatest}
        </button>
      )}
    </div>
  );
}

function LineView({ line, tells, waits, away }: { line: Line; tells: boolean; waits: boolean; away: Away | null }) {
  const { say, language } = usePanel();
  if (line.kind === "day") return <p class="day">{dayName(line.atMs, Date.now(), language, say)}</p>;
  if (line.kind === "message") return <Message line={line} tells={tells} waits={waits} />;
  const asks = line.note.what === "idle_warned" && !line.note.over;
  return <p class={asks ? "note asks" : "note"}>{noteWords(line.note, away, { say, language, nowMs: Date.now() })}</p>;
}

function TypingDots({ name }: { name: string }) {
  const { say } = usePanel();
  return (
    <p class="typing">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span class="name">{say.typing(name)}</span>
    </p>
  );
}

const Skeleton = () => (
  <div class="skeleton" aria-hidden="true">
    <i />
    <i />
    <i />
  </div>
);
