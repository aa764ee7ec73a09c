/** One chat session in the list: who, their last line, how long they have waited, what I have not read. */

import type { ChatSessionCard } from "../../protocol";
import { lastText, unansweredSince, unread } from "../talk";
import { customerName, duration, initials } from "../words";
import { useConsole } from "./context";
import { Icon } from "./Icon";
import { useNow } from "./now";

interface Props {
  card: ChatSessionCard;
  current: boolean;
  tabStop: boolean;
  onFocus: () => void;
  onChoose: () => void;
}

/** From these on the wait is shown more strongly. */
const LONG_MS = 60_000;
const TOO_LONG_MS = 180_000;

export function SessionRow({ card, current, tabStop, onFocus, onChoose }: Props) {
  const { desk, say } = useConsole();
  const name = customerName(card.customer, say);
  const talk = desk.talks.all.value.get(card.id);
  // Of a session that is not followed only the counters are known; its first entry says that it was opened.
  const news = talk?.loaded ? unread(talk) : Math.max(0, card.last_seq - Math.max(1, card.read.agent));
  const since = card.phase === "waiting" ? card.opened_at : talk ? unansweredSince(talk) : null;
  return (
    <li>
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
            {card.customer.verified && <Verified />}
            {since !== null && <Wait since={since} waiting={card.phase === "waiting"} />}
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
        </span>
      </button>
    </li>
  );
}

export function Avatar({ customer }: { customer: ChatSessionCard["customer"] }) {
  const named = customer.name || customer.email;
  return (
    <span class="fd-avatar" aria-hidden="true">
      {named ? initials(named) : <Icon name="person" />}
    </span>
  );
}

export function Verified() {
  const { say } = useConsole();
  return (
    <span class="fd-verified" title={say.verified}>
      <Icon name="verified" />
      <span class="fd-hidden">{say.verified}</span>
    </span>
  );
}

function Wait({ since, waiting }: { since: string; waiting: boolean }) {
  const { say } = useConsole();
  const ms = useNow() - Date.parse(since);
  const level = ms >= TOO_LONG_MS ? "too-long" : ms >= LONG_MS ? "long" : "short";
  return (
    <span class="fd-wait" data-level={level}>
      <Icon name={level === "too-long" ? "warning" : "clock"} />
      <span aria-hidden="true">{duration(ms)}</span>
      <span class="fd-hidden">{waiting ? say.waited(duration(ms)) : say.unanswered(duration(ms))}</span>
    </span>
  );
}
