/** Accept or decline; declining asks for a reason. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { OfferCard } from "../../protocol";
import { useConsole } from "./context";

interface Props {
  offer: OfferCard;
  declining: boolean;
  onDecline: (on: boolean) => void;
}

const MOST_REASON_CHARS = 200;

export function RingAnswer({ offer, declining, onDecline }: Props) {
  const { desk, say } = useConsole();
  const [asked, setAsked] = useState(false);
  const once = (deed: () => Promise<unknown>) => {
    if (asked) return;
    setAsked(true);
    void deed().finally(() => setAsked(false));
  };
  if (declining) {
    return <Reasons busy={asked} onReason={(reason) => once(() => desk.attempt((deeds) => deeds.decline(offer.id, reason)))} onBack={() => onDecline(false)} />;
  }
  return (
    <div class="fd-ring-buttons">
      <button type="button" class="fd-button" disabled={asked} onClick={() => once(() => desk.accept(offer))}>
        {say.accept}
      </button>
      <button type="button" class="fd-button fd-quiet" disabled={asked} onClick={() => onDecline(true)}>
        {say.decline}
      </button>
    </div>
  );
}

function Reasons({ busy, onReason, onBack }: { busy: boolean; onReason: (reason: string) => void; onBack: () => void }) {
  const { say } = useConsole();
  const [other, setOther] = useState<string | null>(null);
  const first = useRef<HTMLDivElement & HTMLFormElement>(null);
  useLayoutEffect(() => first.current?.querySelector<HTMLElement>("input, button")?.focus(), [other === null]);

  if (other !== null) {
    return (
      <form
        class="fd-ring-reasons"
        ref={first}
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) onReason(other.trim());
        }}
      >
        <input
          type="text"
          dir="auto"
          maxLength={MOST_REASON_CHARS}
          value={other}
          aria-label={say.reason}
          placeholder={say.reason}
          onInput={(event) => setOther(event.currentTarget.value)}
        />
        <button type="submit" class="fd-button" disabled={busy}>
          {say.decline}
        </button>
      </form>
    );
  }
  return (
    <div class="fd-ring-reasons" role="group" aria-label={say.whyDecline} ref={first}>
      {say.reasons.map((reason) => (
        <button key={reason} type="button" class="fd-button fd-quiet" disabled={busy} onClick={() => onReason(reason)}>
          {reason}
        </button>
      ))}
      <button type="button" class="fd-button fd-quiet" disabled={busy} onClick={() => setOther("")}>
        {say.otherReason}
      </button>
      <button type="button" class="fd-link-button" onClick={onBack}>
        {say.backToOffer}
      </button>
    </div>
  );
}
