/** The middle column: whose chat this is, the thread, and the composer or the reason why there is none. */

import { useRef } from "preact/hooks";

import type { ChatSessionCard } from "../../protocol";
import { emptyTalk } from "../talk";
import { customerName, whyReadOnly } from "../words";
import { CloseDialog } from "./CloseDialog";
import { Composer } from "./Composer";
import { useConsole } from "./context";
import { Icon } from "./Icon";
import { Verified } from "./SessionRow";
import { Thread } from "./Thread";

interface Props {
  card: ChatSessionCard;
  details: boolean;
  onToggleDetails: () => void;
}

function ask(dialog: HTMLDialogElement | null): void {
  dialog?.showModal();
  dialog?.querySelector<HTMLElement>("[type=submit]")?.focus();
}

export function ThreadPane({ card, details, onToggleDetails }: Props) {
  const { desk, say } = useConsole();
  const dialog = useRef<HTMLDialogElement>(null);
  const me = desk.workspace.value.agent?.id ?? "";
  const name = customerName(card.customer, say);
  const readOnly = whyReadOnly(card, me, say);
  const talk = desk.talks.all.value.get(card.id) ?? emptyTalk;

  return (
    <>
      <header class="fd-thread-head">
        <button type="button" class="fd-icon-button fd-back" aria-label={say.back} onClick={() => desk.look(null)}>
          <Icon name="back" />
        </button>
        <div class="fd-thread-who">
          <h2>
            {name}
            {card.customer.verified && <Verified />}
          </h2>
          <p>{card.site}</p>
        </div>
        {readOnly === null && (
          <button type="button" class="fd-button fd-quiet" onClick={() => ask(dialog.current)}>
            {say.close}
          </button>
        )}
        <button
          type="button"
          class="fd-icon-button"
          aria-label={say.details}
          aria-expanded={details}
          onClick={onToggleDetails}
        >
          <Icon name="person" />
        </button>
      </header>
      <Thread card={card} talk={talk} me={me} name={name} />
      {readOnly === null ? (
        <Composer card={card} name={name} />
      ) : (
        <p class="fd-read-only">
          <Icon name="lock" />
          {readOnly}
        </p>
      )}
      <CloseDialog dialog={dialog} name={name} onClose={() => void desk.close(card.id)} />
    </>
  );
}
