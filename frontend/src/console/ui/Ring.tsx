/** What rings: a row on top of the list, and a large card in the middle. With the focus on either, Enter accepts and Esc declines. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { OfferCard } from "../../protocol";
import { customerName } from "../words";
import { useConsole } from "./context";
import { Countdown } from "./Countdown";
import { Name } from "./Name";
import { RingAnswer } from "./RingAnswer";
import { RingFacts, ShortFacts } from "./RingFacts";

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
          <ShortFacts offer={offer} />
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
            <p class="fd-ring-site">{session.customer.email || session.site}</p>
          </div>
        </header>
        {offer.transferred_by !== null && (
          <div class="fd-ring-transfer">
            <strong>{say.transferredBy(offer.transferred_by)}</strong>
            {offer.note !== "" && <p dir="auto">{offer.note}</p>}
          </div>
        )}
        <div class="fd-ring-text" data-empty={session.last_text === ""}>
          <p dir="auto">{session.last_text || say.noMessageYet}</p>
        </div>
        <RingFacts offer={offer} />
        <RingAnswer offer={offer} declining={declining} onDecline={decline} />
        <p class="fd-ring-keys">
          {declining ? say.reasonKeys : <span data-when="here">{say.ringKeys}</span>}
          {!declining && <span data-when="elsewhere">{say.ringKeysAnywhere}</span>}
        </p>
      </div>
      {more > 0 && <p class="fd-ring-more">{say.moreRinging(more)}</p>}
    </div>
  );
}
