/** One chat session in the list: who, their last line, how long they have waited, what I have not read. */

import type { ChatSessionCard } from "../../protocol";
import { doIHelp, listOf } from "../cards";
import { groupMark } from "../lists";
import { lastText, unansweredSince, unread } from "../talk";
import { customerName, duration } from "../words";
import { Absence } from "./Absence";
import { useConsole } from "./context";
import { Icon } from "./Icon";
import { Avatar, Marks } from "./Name";
import { useServerNow } from "./now";

interface Props {
  card: ChatSessionCard;
  current: boolean;
  tabStop: boolean;
  onFocus: () => void;
  onChoose: () => void;
  onWhy: () => void;
}

/** From these on the wait is shown more strongly. */
const LONG_MS = 60_000;
const TOO_LONG_MS = 180_000;

export function SessionRow({ card, current, tabStop, onFocus, onChoose, onWhy }: Props) {
  const { desk, say } = useConsole();
  const name = customerName(card.customer, say);
  const talk = desk.talks.all.value.get(card.id);
  const list = listOf(card, desk.workspace.value);
  // Of a session that is not followed only the counters are known; its first entry says that it was opened.
  const counted = list === "others" ? 0 : Math.max(0, card.last_seq - Math.max(1, card.read.agent));
  const news = talk?.loaded ? unread(talk) : counted;
  const queued = list === "waiting" || list === "left";
  const since = queued ? card.waiting_since : talk ? unansweredSince(talk) : null;
  return (
    <li class="fd-row-frame">
      <button
        type="button"
        class="fd-row"
        data-session={card.id}
        data-news={news > 0}
        aria-current={current ? "true" : undefined}
        tabIndex={tabStop ? 0 : -1}
        onFocus={onFocus}
        onClick={onChoose}
      >
        <Avatar customer={card.customer} />
        <span class="fd-row-main">
          <span class="fd-row-top">
            <span class="fd-row-name">{name}</span>
            <Marks customer={card.customer} />
            {since !== null && <Wait since={since} list={list} />}
          </span>
          <span class="fd-row-bottom">
            <span class="fd-row-text">
              {talk?.typing ? <em>{say.typing(name)}</em> : ((talk && lastText(talk)) ?? card.last_text) || say.noMessageYet}
            </span>
            {news > 0 && (
              <span class="fd-badge">
                <span aria-hidden="true">{news > 99 ? "99+" : news}</span>
                <span class="fd-hidden">{say.unread(news)}</span>
              </span>
            )}
          </span>
          <RowFoot card={card} />
        </span>
      </button>
      {queued && (
        <button type="button" class="fd-icon-button fd-row-why" aria-label={`${say.why} ${name}`} title={say.whyWaiting} tabIndex={tabStop ? 0 : -1} onClick={onWhy}>
          <Icon name="question" />
        </button>
      )}
    </li>
  );
}

/** Whose it is, which group's, and whether its agent is gone; nothing where that goes without saying. */
function RowFoot({ card }: { card: ChatSessionCard }) {
  const { desk, say } = useConsole();
  const state = desk.workspace.value;
  const group = groupMark(state, card);
  const other = card.phase === "active" && card.responsible !== null && card.responsible.id !== state.agent?.id ? card.responsible.name : null;
  const facts = [group, other && say.answeredBy(other), doIHelp(card, state.agent) && say.youHelp].filter(Boolean);
  if (facts.length === 0 && card.absent_until === null) return null;
  return (
    <span class="fd-row-foot">
      {card.absent_until === null ? facts.join(" · ") : <Absence card={card} />}
    </span>
  );
}

function Wait({ since, list }: { since: string; list: ReturnType<typeof listOf> }) {
  const { say } = useConsole();
  const ms = useServerNow() - Date.parse(since);
  const level = list === "left" || ms < LONG_MS ? "short" : ms >= TOO_LONG_MS ? "too-long" : "long";
  return (
    <span class="fd-wait" data-level={level}>
      <Icon name={level === "too-long" ? "warning" : "clock"} />
      <span aria-hidden="true">{duration(ms, say)}</span>
      <span class="fd-hidden">{list === "mine" ? say.unanswered(duration(ms, say)) : say.waited(duration(ms, say))}</span>
    </span>
  );
}
