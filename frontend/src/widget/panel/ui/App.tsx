import { useDesk, usePanel } from "../context";
import { Composer } from "./Composer";
import { Connection } from "./Connection";
import { Ended } from "./Ended";
import { Header } from "./Header";
import { Log } from "./Log";

export function App() {
  const { say } = usePanel();
  const state = useDesk();
  const gone = state.link?.phase === "stopped" && state.link.reason === "signed_out";
  return (
    <main class="panel">
      <Header state={state} />
      <Connection state={state} />
      <Log state={state} />
      {gone ? <p class="gone">{say.gone}</p> : state.closed ? <Ended /> : <Composer maxTextChars={state.maxTextChars} />}
    </main>
  );
}
