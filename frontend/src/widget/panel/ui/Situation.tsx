import { useEffect, useState } from "preact/hooks";
import { usePanel } from "../context";
import type { DeskState } from "../desk";
import type { PlaceInLine } from "../queue_place";
import { absenceWords, placeWords } from "../words";
import { Icon } from "./Icon";

const TICK_MS = 250;

/** How things stand while the customer has to wait: their place in line, or for how long the agent may be gone. */
export function Situation({ state: { standing, place, absentUntilMs, link } }: { state: DeskState }) {
  const live = link?.phase === "online" || link?.phase === "polling";
  if (standing.phase === "waiting" && place !== null) return <InLine place={live ? place : { ...place, wait: null }} />;
  if (absentUntilMs !== null) return <Absence name={standing.agent?.name ?? null} untilMs={absentUntilMs} />;
  return null;
}

function InLine({ place }: { place: PlaceInLine }) {
  const { say } = usePanel();
  const words = placeWords(place, say);
  return (
    <section class="situation in-line">
      <span class={place.place === 1 ? "ring next" : "ring"} aria-hidden="true">
        <b key={place.place}>{place.place > 99 ? "99+" : place.place}</b>
      </span>
      <div>
        <p>
          <strong>{words.place}</strong>
          {words.wait !== null && (
            <>
              {say.comma}
              <span class="wait">{words.wait}</span>
            </>
          )}
        </p>
        <p class="aside">{say.meanwhile}</p>
      </div>
    </section>
  );
}

function Absence({ name, untilMs }: { name: string | null; untilMs: number }) {
  const { say } = usePanel();
  const [nowMs, setNowMs] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <section class="situation absence">
      <Icon name="away" />
      <p>{absenceWords(name ?? say.yourAgent, untilMs - nowMs, say)}</p>
    </section>
  );
}
