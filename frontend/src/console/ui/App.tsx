/** The three columns, and what stands in their place while there is nothing to show. */

import { useEffect, useState } from "preact/hooks";

import { mine, waiting } from "../workspace";
import { useConsole } from "./context";
import { Details } from "./Details";
import { SessionList } from "./SessionList";
import { Loading, Notice, NothingChosen, SignedOut } from "./states";
import { ThreadPane } from "./ThreadPane";
import { useAttention, useTitleBadge } from "./page";

export function App() {
  const { desk } = useConsole();
  const [details, setDetails] = useState(() => window.matchMedia("(min-width: 1500px)").matches);
  const card = desk.lookedAt.value;
  const { phase } = desk.connection.value;
  useTitleBadge();
  useAttention();
  useNeighbourKeys();

  if (phase === "stopped") return <SignedOut />;
  if (desk.workspace.value.agent === null) return <Loading />;
  return (
    <div class="fd-columns" data-showing={card ? "thread" : "list"} data-details={details && card !== null}>
      <SessionList />
      <main class="fd-middle">
        {card ? (
          <ThreadPane key={card.id} card={card} details={details} onToggleDetails={() => setDetails(!details)} />
        ) : (
          <NothingChosen />
        )}
      </main>
      {card && details && <Details card={card} onClose={() => setDetails(false)} />}
      <Notice />
    </div>
  );
}

/** Alt+Arrow goes to the chat above or below from anywhere, the composer included. */
function useNeighbourKeys() {
  const { desk } = useConsole();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
      const all = [...mine(desk.workspace.value), ...waiting(desk.workspace.value)];
      const at = all.findIndex((card) => card.id === desk.lookedAt.value?.id);
      const next = event.key === "ArrowDown" ? all[at + 1] : all[Math.max(0, at - 1)];
      event.preventDefault();
      if (next) desk.look(next);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [desk]);
}
