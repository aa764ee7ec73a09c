/** What rings: a row on top of the list, and a large card in the middle. With the focus on either, Enter accepts and Esc declines. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { OfferCard } from "../../protocol";
import { customerName, duration } from "../words";
import { useConsole } from "./context";
import { Countdown } from "./Countdown";
import { Name } from "./Name";
import { useServerNow } from "./now";
import { RingAnswer } from "./RingAnswer";

/** Enter and Esc on the card itself; within it they belong to the buttons and fields. */
function useAnswerKeys(offer: OfferCard) {
  const { desk } = useConsole();
  const card = useRef<HTMLDivElement>(null);
  const [declining, setDeclining] = useState(false);
  const decline = (on: boolean) => {
    setDeclining(on);
    if (!on) card.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.isComposing) return;
    if (event.key === "Enter" && event.target === card.current) void desk.accept(offer);
    else if (event.key === "Escape") decline(!declining);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { card, declining, decline, onKeyDown };
}

export function RingRow({ offer }: { offer: OfferCard }) {
  const { say } = useConsole();
  const { card, declining, decline, onKeyDown } = useAnswerKeys(offer);
  return (
    <div
      class="fd-ring-row"
      role="group"
      tabIndex={0}
      aria-label={say.rings(customerName(offer.chat_session.customer, say))}
      ref={card}
      onKeyDown={onKeyDown}
    >
      <div class="fd-ring-top">
        <Countdown offer={offer} />
        <div class="fd-ring-who">
          <Name customer={offer.chat_session.customer} />
          <Facts offer={offer} />
        </div>
      </div>
      <RingAnswer offer={offer} declining={declining} onDecline={decline} />
    </div>
  );
}

interface Props {
  offer: OfferCard;
  more: number;
  /** Over a thread, instead of alone in the middle. */
  floating: boolean;
}

export function RingCard({ offer, more, floating }: Props) {
  const { say } = useConsole();
  const { card, declining, decline, onKeyDown } = useAnswerKeys(offer);
  const { chat_session: session } = offer;
  // Nobody's typing is interrupted: the card takes the focus only when nothing else has it.
  useLayoutEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) card.current?.focus();
  }, []);
  return (
    <div class="fd-ring-stage" data-floating={floating}>
      <div
        class="fd-ring"
        role="group"
        tabIndex={0}
        data-more={Math.min(more, 2)}
        aria-label={say.rings(customerName(session.customer, say))}
        ref={card}
        onKeyDown={onKeyDown}
      >
        <header class="fd-ring-top">
          <Countdown offer={offer} />
          <div class="fd-ring-who">
            <Name customer={session.customer} heading />
            <Facts offer={offer} />
          </div>
        </header>
        <div class="fd-ring-text" data-empty={session.last_text === ""}>
          <p dir="auto">{session.last_text || say.noMessageYet}</p>
        </div>
        {offer.transferred_by !== null && (
          <div class="fd-ring-transfer">
            <strong>{say.transferredBy(offer.transferred_by)}</strong>
            {offer.note !== "" && <p dir="auto">{offer.note}</p>}
          </div>
        )}
        <RingAnswer offer={offer} declining={declining} onDecline={decline} />
        <p class="fd-ring-keys">
          {declining ? say.reasonKeys : say.ringKeys}
          {!declining && <span>{say.ringKeysAnywhere}</span>}
        </p>
      </div>
      {more > 0 && <p class="fd-ring-more">{say.moreRinging(more)}</p>}
    </div>
  );
}

function Facts({ offer }: { offer: OfferCard }) {
  const { desk, say } = useConsole();
  const { chat_session: session } = offer;
  const waited = duration(useServerNow() - Date.parse(session.waiting_since), say);
  const group = session.group === null ? undefined : desk.workspace.value.groups.get(session.group)?.name;
  return (
    <p class="fd-ring-facts">
      <span>{group ?? session.site}</span>
      <span class="fd-ring-dot">{" · "}</span>
      <span>{`${say.waitingFor(waited)} · ${say.earlier(offer.earlier_chat_sessions)}`}</span>
    </p>
  );
}
