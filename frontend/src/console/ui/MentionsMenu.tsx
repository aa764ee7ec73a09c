/** Where colleagues called me and I have not looked yet; each leads there. */

import { customerName } from "../words";
import { cardOf } from "../workspace";
import { openMention } from "./commands";
import { useConsole } from "./context";
import { Icon } from "./Icon";
import { Menu } from "./Menu";

const MOST_SHOWN = 12;

export function MentionsMenu() {
  const surroundings = useConsole();
  const { desk, say } = surroundings;
  const state = desk.workspace.value;
  const { mentions } = state;
  if (mentions.length === 0) return null;
  const items = mentions.slice(0, MOST_SHOWN).map((mention) => {
    const card = cardOf(state, mention.chat_session);
    return {
      key: `${mention.chat_session} ${mention.seq}`,
      label: (
        <span class="fd-mention">
          {card ? say.mentionedIn(mention.by.name, customerName(card.customer, say)) : say.mentionedBy(mention.by.name)}
          <small dir="auto">{mention.text}</small>
        </span>
      ),
      onChoose: () => void openMention(mention, surroundings),
    };
  });
  return (
    <Menu
      label={say.mentions(mentions.length)}
      buttonClass="fd-icon-button fd-mentions"
      items={items}
      button={
        <>
          <Icon name="at" />
          <span class="fd-badge" aria-hidden="true">
            {mentions.length}
          </span>
        </>
      }
    />
  );
}
