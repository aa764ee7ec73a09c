/** The customer's other chats, one click away, and what was said in them. */

import { useEffect, useState } from "preact/hooks";

import type { ChatSessionCard, CustomerDetails, EarlierChatSession, Found, Hit } from "../../../protocol";
import { fullTime } from "../../words";
import { openHit, openPast } from "../commands";
import { useConsole } from "../context";
import { Icon } from "../Icon";
import { Section } from "../Section";
import { Marked } from "./Marked";

const FEW = 5;
/** So long after the last key it is searched. */
const PAUSE_MS = 300;

export function Earlier({ card, details }: { card: ChatSessionCard; details: CustomerDetails | null }) {
  const { say, historyUrlOf } = useConsole();
  const [all, setAll] = useState(false);
  const [query, setQuery] = useState("");
  const earlier = details?.earlier ?? [];
  const sought = query.trim();
  if (details === null || earlier.length === 0) {
    return (
      <Section id="fd-aside-earlier" title={say.history}>
        <p class="fd-aside-quiet">{details === null ? say.loading : say.firstChat}</p>
      </Section>
    );
  }
  return (
    <Section id="fd-aside-earlier" title={say.history} count={earlier.length}>
      <label class="fd-search fd-aside-search">
        <Icon name="search" />
        <input type="search" aria-label={say.searchPast} placeholder={say.searchPast} value={query} onInput={(event) => setQuery(event.currentTarget.value)} />
      </label>
      {sought !== "" ? (
        <Hits card={card} earlier={earlier} sought={sought} />
      ) : (
        <ul class="fd-earlier">
          {(all ? earlier : earlier.slice(0, FEW)).map((one) => (
            <li key={one.id}>
              <Past one={one} card={card} />
            </li>
          ))}
        </ul>
      )}
      {sought === "" && earlier.length > FEW && !all && (
        <button type="button" class="fd-link-button fd-aside-link" onClick={() => setAll(true)}>
          {say.showAll(earlier.length)}
        </button>
      )}
      <a class="fd-link-button fd-aside-link" href={historyUrlOf(card.customer.id)} target="_blank" rel="noopener">
        {say.inHistory}
      </a>
    </Section>
  );
}

function Past({ one, card }: { one: EarlierChatSession; card: ChatSessionCard }) {
  const surroundings = useConsole();
  const { desk, say, language } = surroundings;
  const time = <time dateTime={one.opened_at}>{fullTime(Date.parse(one.opened_at), language)}</time>;
  const by = [one.agent ?? say.nobodyAnswered, one.group, one.disposition].filter(Boolean).join(" · ");
  if (!one.seen) {
    return (
      <div class="fd-past" title={say.notYours}>
        <span class="fd-past-when">
          {time} <Icon name="lock" />
        </span>
        <span class="fd-past-by">{say.notYours}</span>
      </div>
    );
  }
  return (
    <button type="button" class="fd-past" aria-current={desk.lookedAt.value?.id === one.id ? "true" : undefined} onClick={() => openPast(one, card, surroundings)}>
      <span class="fd-past-when">{time}</span>
      <span class="fd-past-by">{by}</span>
      {one.last_text !== "" && (
        <span class="fd-past-text" dir="auto">
          {one.last_text}
        </span>
      )}
    </button>
  );
}

function Hits({ card, earlier, sought }: { card: ChatSessionCard; earlier: readonly EarlierChatSession[]; sought: string }) {
  const surroundings = useConsole();
  const { desk, say, language } = surroundings;
  const found = useFound(sought, card.customer.id);
  if (found === undefined) return <p class="fd-aside-quiet">{say.searching}</p>;
  if (found === null) return <p class="fd-aside-quiet">{say.searchFailed}</p>;
  if (found.hits.length === 0) return <p class="fd-aside-quiet">{say.nothingFound}</p>;
  const who = ({ who: sender }: Hit) => (sender.id === desk.workspace.value.agent?.id ? say.you : sender.name || say.customer);
  return (
    <ul class="fd-earlier" aria-label={say.found(found.hits.length)}>
      {found.hits.map((hit) => (
        <li key={`${hit.chat_session} ${hit.lane} ${hit.seq}`}>
          <button type="button" class="fd-past" data-lane={hit.lane} onClick={() => openHit(hit, card, earlier, surroundings)}>
            <span class="fd-past-when">
              {who(hit)} · <time dateTime={hit.at}>{fullTime(Date.parse(hit.at), language)}</time>
            </span>
            <span class="fd-past-text" dir="auto">
              <Marked text={hit.excerpt} sought={sought} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** `undefined` while it is searched for, `null` when there was no answer. */
function useFound(sought: string, customer: string): Found | null | undefined {
  const { desk } = useConsole();
  const [found, setFound] = useState<Found | null | undefined>(undefined);
  useEffect(() => {
    let over = false;
    const timer = setTimeout(() => {
      void desk.deeds.find(sought, customer).then((answer) => {
        if (!over) setFound(answer);
      });
    }, PAUSE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [desk, sought, customer]);
  return found;
}
