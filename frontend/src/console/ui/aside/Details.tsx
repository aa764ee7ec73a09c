/** The right column: who the customer is, this chat, and what was before it. */

import { useEffect } from "preact/hooks";

import type { ChatSessionCard } from "../../../protocol";
import { useConsole } from "../context";
import { withKey } from "../hints";
import { Icon } from "../Icon";
import { Section } from "../Section";
import { Earlier } from "./Earlier";
import { FactList } from "./FactList";
import { Files } from "./Files";
import { Notes } from "./Notes";
import { Pages } from "./Pages";
import { Person } from "./Person";
import { ThisChat } from "./ThisChat";

export function Details({ card, onClose }: { card: ChatSessionCard; onClose: () => void }) {
  const { facts, say } = useConsole();
  useEffect(() => {
    facts.watch(card.id);
    return () => facts.stop();
  }, [facts, card.id]);
  const watched = facts.watched.value;
  const details = watched?.session === card.id ? watched.details : null;
  const answers = details?.answers ?? [];
  return (
    <aside class="fd-details" aria-label={say.details}>
      <header class="fd-details-head">
        <h2>{say.customer}</h2>
        <button type="button" class="fd-icon-button" aria-label={say.hideDetails} title={withKey(say.hideDetails, "details")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <Person card={card} details={details} />
      {watched?.failed === true && details === null && <p class="fd-aside-quiet">{say.factsFailed}</p>}
      <ThisChat card={card} />
      {answers.length > 0 && (
        <Section id="fd-aside-answers" title={say.answersBefore}>
          <FactList facts={answers.map(({ question, answer }) => ({ name: question, value: answer }))} stacked />
        </Section>
      )}
      {details !== null && details.pages.length > 0 && <Pages details={details} />}
      <Earlier card={card} details={details} />
      <Notes card={card} />
      <Files card={card} />
    </aside>
  );
}
