/** One chat session in the list: who, their last line, how long they have waited, what I have not read. */

import type { ChatSessionCard } from "../../protocol";
import type { List } from "../cards";
import { rowView } from "../row_view";
import { levelOf, running } from "../waits";
import { duration } from "../words";
import { Absence } from "./Absence";
import { useConsole } from "./context";
import { Icon } from "./Icon";
import { Avatar, Marks } from "./Name";
import { useServerNow } from "./now";
import { useView } from "./view";

interface Props {
  /** As it was when its place in the list was found. */
  placed: ChatSessionCard;
  list: List;
  current: boolean;
  tabStop: boolean;
  onFocus: (id: string) => void;
  onChoose: (card: ChatSessionCard) => void;
  onWhy: (card: ChatSessionCard) => void;
  /** While several are being selected: whether this one is. */
  selected: boolean | null;
  onSelect: (id: string) => void;
}

const MOST_COUNTED = 99;

export function SessionRow({ placed, list, current, tabStop, onFocus, onChoose, onWhy, selected, onSelect }: Props) {
  const { desk, say } = useConsole();
  const { id } = placed;
  const { card, name, text, typing, unread, since, facts } = useView(() => {
    const state = desk.workspace.value;
    return rowView(state.open.get(id) ?? placed, list, state, desk.talks.all.value.get(id), say);
  });
  const queued = list === "waiting" || list === "left";
  return (
    <li class="fd-row-frame" data-selected={selected ?? undefined}>
      {selected !== null && (
        <label class="fd-row-check">
          <input type="checkbox" checked={selected} aria-label={say.selectOne(name)} tabIndex={tabStop ? 0 : -1} onChange={() => onSelect(id)} />
        </label>
      )}
      <button
        type="button"
        class="fd-row"
        data-session={id}
        data-news={unread > 0}
        aria-current={current ? "true" : undefined}
        tabIndex={tabStop ? 0 : -1}
        onFocus={() => onFocus(id)}
        onClick={() => onChoose(card)}
      >
        <Avatar customer={card.customer} />
        <span class="fd-row-main">
          <span class="fd-row-top">
            <span class="fd-row-name">{name}</span>
            <Marks customer={card.customer} />
            {since !== null && <Wait since={since} card={card} asked={list !== "waiting" && list !== "left"} />}
          </span>
          <span class="fd-row-bottom">
            <span class="fd-row-text" dir="auto">
              {typing ? <em>{say.typing(name)}</em> : text}
            </span>
            {unread > 0 && (
              <span class="fd-badge">
                <span aria-hidden="true">{unread > MOST_COUNTED ? `${MOST_COUNTED}+` : unread}</span>
                <span class="fd-hidden">{say.unread(unread)}</span>
              </span>
            )}
          </span>
          {card.absent_until !== null ? (
            <span class="fd-row-foot">
              <Absence card={card} />
            </span>
          ) : (
            facts !== "" && <span class="fd-row-foot">{facts}</span>
          )}
        </span>
      </button>
      {queued && (
        <button
          type="button"
          class="fd-icon-button fd-row-why"
          aria-label={`${say.why} ${name}`}
          title={say.whyWaiting}
          tabIndex={tabStop ? 0 : -1}
          onClick={() => onWhy(card)}
        >
          <Icon name="question" />
        </button>
      )}
    </li>
  );
}

const ICONS = { fresh: "clock", warn: "clock_alert", late: "warning" } as const;

/** The wait as it runs; how bad it is shows in icon, weight and words, not in the colour alone. */
function Wait({ since, card, asked }: { since: string; card: ChatSessionCard; asked: boolean }) {
  const { desk, say } = useConsole();
  const ms = useServerNow() - Date.parse(since);
  const level = levelOf(ms, card, desk.workspace.value.groups);
  const words = (asked ? say.unanswered : say.waited)(duration(ms, say));
  return (
    <span class="fd-wait" data-level={level} title={words}>
      <Icon name={ICONS[level]} />
      <span aria-hidden="true">{running(ms, say)}</span>
      <span class="fd-hidden">{level === "fresh" ? words : `${say.waitLevel[level]} ${words}`}</span>
    </span>
  );
}
