import { useEffect, useRef, useState } from "preact/hooks";
import { usePanel } from "../context";

interface Props {
  inLine: boolean;
  onDone: () => void;
  onCancel: () => void;
}

/** Asks once more before the chat ends. Stays until the end has come, or the person thinks better of it. */
export function EndChat({ inLine, onDone, onCancel }: Props) {
  const { say, desk } = usePanel();
  const [state, setState] = useState<"asking" | "ending" | "failed">("asking");
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => yes.current?.focus(), []);

  const end = () => {
    setState("ending");
    desk.end().then(onDone, () => setState("failed"));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onCancel();
  };
  return (
    <section class="end-chat" role="alertdialog" aria-labelledby="end-ask" aria-describedby="end-text" onKeyDown={onKeyDown}>
      <p>
        <strong id="end-ask">{say.endAsk}</strong> <span id="end-text">{inLine ? say.endInLine : say.endTalking}</span>
      </p>
      {state === "failed" && (
        <p class="fault" role="alert">
          {say.endFailed}
        </p>
      )}
      <div class="choices">
        <button type="button" class="secondary" onClick={onCancel}>
          {say.keepOn}
        </button>
        <button type="button" class="primary" ref={yes} disabled={state === "ending"} onClick={end}>
          {say.endChat}
        </button>
      </div>
    </section>
  );
}
