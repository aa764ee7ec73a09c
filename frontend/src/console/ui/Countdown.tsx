/** How long an offer still rings: a ring that empties, and the seconds in it. */

import type { OfferCard } from "../../protocol";
import { secondsLeft, shareLeft } from "../server_clock";
import { useConsole } from "./context";
import { useServerNow } from "./now";

/** From here on it is shown more strongly. */
const LAST_SECONDS = 5;

export function Countdown({ offer }: { offer: OfferCard }) {
  const { say } = useConsole();
  const now = useServerNow();
  const seconds = secondsLeft(offer.deadline, now);
  return (
    <span class="fd-countdown" role="timer" data-last={seconds <= LAST_SECONDS} aria-label={say.secondsLeft(seconds)}>
      <svg viewBox="0 0 40 40" aria-hidden="true">
        <circle class="fd-countdown-track" cx="20" cy="20" r="17" />
        <circle class="fd-countdown-rest" cx="20" cy="20" r="17" pathLength="1" style={{ strokeDashoffset: 1 - shareLeft(offer.made_at, offer.deadline, now) }} />
      </svg>
      <span aria-hidden="true">{seconds}</span>
    </span>
  );
}
