import { useEffect, useRef, useState } from "preact/hooks";
import { announce, nothingTold } from "../announcements";
import { usePanel } from "../context";
import type { DeskState } from "../desk";
import { isShown, onShown } from "../embedding";

/** Long enough to be read out; then it goes, so that nobody comes upon it again. */
const SAID_MS = 5_000;

/** Says for those who listen what others see outside of the log. */
export function Announcer({ state }: { state: DeskState }) {
  const { say, language } = usePanel();
  const told = useRef(nothingTold);
  const [text, setText] = useState("");
  const [shown, setShown] = useState(isShown());
  useEffect(() => onShown(setShown), []);
  useEffect(() => {
    if (!shown) return;
    const next = announce(told.current, state, { say, language, nowMs: Date.now() });
    told.current = next.told;
    if (next.text !== null) setText(next.text);
  }, [state, say, language, shown]);
  useEffect(() => {
    if (text === "") return;
    const timer = setTimeout(() => setText(""), SAID_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p class="unseen" aria-live="polite">
      {text}
    </p>
  );
}
