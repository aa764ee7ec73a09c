import { useEffect, useState } from "preact/hooks";
import { usePanel } from "../context";
import type { DeskState } from "../desk";
import { trouble } from "../status";

/** Short breaks heal unseen. */
const PATIENCE_MS = 900;

/** One line under the header while messages do not go out, and nothing otherwise. */
export function Connection({ state }: { state: DeskState }) {
  const { say, desk, durable } = usePanel();
  const why = trouble(state, useOnline());
  const shown = useDelayed(why);
  const pending = state.outgoing.some((message) => message.state === "sending");
  const text = shown === null ? (!durable && pending ? say.notKept : null) : say[shown];
  const waiting = state.link?.phase === "waiting" || state.link?.phase === "stopped";
  return (
    <div class="connection" role="status" data-trouble={shown}>
      {text !== null && (
        <p>
          <span>{text}</span>
          {shown !== null && shown !== "offline" && waiting && (
            <button type="button" class="link" onClick={() => desk.tryAgain()}>
              {say.retry}
            </button>
          )}
        </p>
      )}
    </div>
  );
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  return online;
}

/** Trouble shows after a moment and goes at once. */
function useDelayed<T>(value: T | null): T | null {
  const [late, setLate] = useState(false);
  const there = value !== null;
  useEffect(() => {
    setLate(false);
    if (!there) return;
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [there]);
  return late ? value : null;
}
