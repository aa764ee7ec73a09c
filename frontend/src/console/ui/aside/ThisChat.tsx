/** The chat on screen: its tags, which may be changed while it is open, and how it came here. */

import { useEffect, useState } from "preact/hooks";

import type { ChatSessionCard } from "../../../protocol";
import { actionsFor } from "../../actions";
import { doIHelp } from "../../cards";
import { fullTime } from "../../words";
import { useConsole } from "../context";
import { Icon } from "../Icon";
import { Section } from "../Section";
import { TagField } from "../TagField";
import { type Fact, FactList } from "./FactList";

export function ThisChat({ card }: { card: ChatSessionCard }) {
  const { desk, aside, say, language } = useConsole();
  const state = desk.workspace.value;
  const group = card.group === null ? undefined : state.groups.get(card.group)?.name;
  const time = (iso: string) => <time dateTime={iso}>{fullTime(Date.parse(iso), language)}</time>;
  const facts: Fact[] = [];
  if (group !== undefined) facts.push({ name: say.group, value: group });
  if (card.responsible) facts.push({ name: say.responsible, value: card.responsible.id === state.agent?.id ? say.you : card.responsible.name });
  facts.push({ name: say.since, value: time(card.opened_at) });
  if (card.closed_at !== null) facts.push({ name: say.closedAt, value: time(card.closed_at) });
  return (
    <Section id="fd-aside-chat" title={say.thisChat}>
      <Tags key={card.id} card={card} />
      <FactList facts={facts} />
      <button type="button" class="fd-link-button fd-aside-link" onClick={() => (aside.value = "why")}>
        <Icon name="question" /> {card.phase === "waiting" ? say.whyWaiting : say.whyThisAgent}
      </button>
    </Section>
  );
}

/** What I have just chosen is shown at once, until the server says so too or says no. */
function Tags({ card }: { card: ChatSessionCard }) {
  const { desk, say } = useConsole();
  const state = desk.workspace.value;
  const possible = actionsFor(card, state);
  const mayTag = possible.has("write") || possible.has("close") || doIHelp(card, state.agent);
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  useEffect(() => setChosen(null), [card.tags]);
  const tags = chosen ?? card.tags;
  if (!mayTag) return tags.length === 0 ? null : <FactList facts={[{ name: say.tags, value: tags.join(", ") }]} />;
  const change = (wanted: readonly string[]) => {
    setChosen(wanted);
    void desk.attempt((deeds) => deeds.setTags(card.id, wanted)).then((done) => !done && setChosen(null));
  };
  return <TagField known={state.tags} chosen={tags} onChange={change} />;
}
