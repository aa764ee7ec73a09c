import { useEffect, useRef } from "preact/hooks";
import { usePanel } from "../context";

/** `focus`: whoever ended it themselves goes on from here. */
export function Ended({ focus }: { focus: boolean }) {
  const { say, desk } = usePanel();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focus) button.current?.focus();
  }, [focus]);
  return (
    <section class="ended">
      <p>
        <strong>{say.ended}.</strong> {say.endedText}
      </p>
      <div class="ways">
        <button ref={button} type="button" class="primary" onClick={() => desk.startAnew()}>
          {say.startAnew}
        </button>
        <button type="button" class="link" onClick={() => desk.goOn()}>
          {say.goOn}
        </button>
      </div>
    </section>
  );
}
