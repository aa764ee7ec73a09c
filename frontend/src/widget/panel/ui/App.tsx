import { useLayoutEffect, useState } from "preact/hooks";
import { useDesk, usePanel } from "../context";
import { footOf } from "../status";
import { Announcer } from "./Announcer";
import { Composer } from "./Composer";
import { Connection } from "./Connection";
import { EndChat } from "./EndChat";
import { Ended } from "./Ended";
import { Header } from "./Header";
import { Log } from "./Log";
import { Situation } from "./Situation";
import { useWriting } from "./writing";

export function App() {
  const { say } = usePanel();
  const state = useDesk();
  const writing = useWriting(state);
  const { phase } = state.standing;
  const endable = phase === "waiting" || phase === "active";
  const [ending, setEnding] = useState<"no" | "asked" | "done">("no");
  useLayoutEffect(() => {
    if (endable) setEnding("no");
  }, [endable, state.chatSession?.id]);
  const foot = footOf(state);
  return (
    <main class="panel">
      <Header state={state} onEnd={endable ? () => setEnding("asked") : null} />
      <Connection state={state} />
      <Situation state={state} />
      <Log state={state} />
      {foot === "gone" && <p class="gone">{say.gone}</p>}
      {foot === "ended" && <Ended focus={ending === "done"} />}
      {endable && ending !== "no" ? (
        <EndChat inLine={phase === "waiting"} onDone={() => setEnding("done")} onCancel={() => setEnding("no")} />
      ) : (
        (foot === "write" || foot === "leave") && <Composer state={state} writing={writing} />
      )}
      <Announcer state={state} />
    </main>
  );
}
