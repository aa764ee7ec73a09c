/** The right column: who the customer is. */

import type { ChatSessionCard } from "../../protocol";
import { customerName, fullTime } from "../words";
import { useConsole } from "./context";
import { Icon } from "./Icon";
import { Avatar, Marks } from "./Name";

export function Details({ card, onClose }: { card: ChatSessionCard; onClose: () => void }) {
  const { desk, say, language, historyUrlOf } = useConsole();
  const { customer } = card;
  const name = customerName(customer, say);
  const group = card.group === null ? undefined : desk.workspace.value.groups.get(card.group)?.name;
  return (
    <aside class="fd-details" aria-label={say.details}>
      <header>
        <h2>{say.customer}</h2>
        <button type="button" class="fd-icon-button" aria-label={say.hideDetails} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="fd-person">
        <Avatar customer={customer} />
        <p class="fd-person-name">
          {name}
          <Marks customer={customer} />
        </p>
        <p class="fd-person-mark">{customer.verified ? say.verifiedYes : say.verifiedNo}</p>
      </div>
      <dl>
        <dt>{say.name}</dt>
        <dd>{customer.name || say.unknown}</dd>
        <dt>{say.email}</dt>
        <dd>{customer.email ? <a href={`mailto:${encodeURIComponent(customer.email)}`}>{customer.email}</a> : say.unknown}</dd>
        <dt>{say.site}</dt>
        <dd>{card.site}</dd>
        {group !== undefined && (
          <>
            <dt>{say.group}</dt>
            <dd>{group}</dd>
          </>
        )}
        <dt>{say.since}</dt>
        <dd>
          <time dateTime={card.opened_at}>{fullTime(Date.parse(card.opened_at), language)}</time>
        </dd>
        <dt>{say.id}</dt>
        <dd class="fd-id">{customer.id}</dd>
      </dl>
      <a class="fd-button fd-quiet" href={historyUrlOf(customer.id)} target="_blank" rel="noopener">
        <Icon name="history" /> {say.history}
      </a>
    </aside>
  );
}
