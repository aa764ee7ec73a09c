/** The three columns, and what stands in their place while there is nothing to show. */

import { ringing } from "../lists";
import { WhyPanel } from "./aside/WhyPanel";
import { Announcer } from "./Announcer";
import { Banner } from "./Banner";
import { useConsole } from "./context";
import { Details } from "./aside/Details";
import { Dialogs } from "./Dialogs";
import { useKeys } from "./keys";
import { useServerNow } from "./now";
import { useActivity, useAttention, useLogout, useMentionsSeen, useTitleBadge } from "./page";
import { PastBar } from "./PastBar";
import { RingCard } from "./Ring";
import { SessionList } from "./SessionList";
import { Loading, Notice, NothingChosen, SignedOut } from "./states";
import { ThreadPane } from "./ThreadPane";

export function App() {
  const { desk } = useConsole();
  useAttention();
  useActivity();
  useLogout();
  useKeys();

  if (desk.connection.value.phase === "stopped") return <SignedOut />;
  if (desk.workspace.value.agent === null) return <Loading />;
  return (
    <div class="fd-console">
      <Columns />
      <Dialogs />
      <Announcer />
      <TitleBadge />
      <Notice />
    </div>
  );
}

function Columns() {
  const { desk, aside, cameFrom } = useConsole();
  const card = desk.lookedAt.value;
  // Beside an earlier chat stays what is said of the one from which it was opened.
  const from = cameFrom.value?.past === card?.id ? cameFrom.value?.from : null;
  const about = from ? (desk.workspace.value.open.get(from.id) ?? from) : card;
  const hide = () => (aside.value = null);
  return (
    <div class="fd-columns" data-showing={card ? "thread" : "list"} data-details={aside.value !== null && card !== null}>
      <SessionList />
      <Banner />
      <main class="fd-middle">
        <PastBar />
        {card && <ThreadPane key={card.id} card={card} />}
        <Ringing alone={card === null} />
      </main>
      {about && aside.value === "details" && <Details card={about} onClose={hide} />}
      {card && aside.value === "why" && <WhyPanel card={card} onClose={hide} />}
    </div>
  );
}

/** Apart from the thread, which must not be drawn anew every second. */
function Ringing({ alone }: { alone: boolean }) {
  const { desk } = useConsole();
  const offers = ringing(desk.workspace.value, useServerNow());
  const [first] = offers;
  if (first) return <RingCard key={first.id} offer={first} more={offers.length - 1} floating={!alone} />;
  return alone ? <NothingChosen /> : null;
}

/** Apart, because it changes with every message. */
function TitleBadge() {
  useTitleBadge();
  useMentionsSeen();
  return null;
}
