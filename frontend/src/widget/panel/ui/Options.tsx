import { useEffect, useRef, useState } from "preact/hooks";
import { usePanel } from "../context";
import { Icon } from "./Icon";

/** What can be done with the chat besides writing in it. */
export function Options({ onEnd }: { onEnd: () => void }) {
  const { say } = usePanel();
  const [open, setOpen] = useState(false);
  const all = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const elsewhere = (event: Event) => {
      if (!(event.target instanceof Node && all.current?.contains(event.target))) setOpen(false);
    };
    document.addEventListener("pointerdown", elsewhere);
    document.addEventListener("focusin", elsewhere);
    window.addEventListener("blur", elsewhere);
    return () => {
      document.removeEventListener("pointerdown", elsewhere);
      document.removeEventListener("focusin", elsewhere);
      window.removeEventListener("blur", elsewhere);
    };
  }, [open]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open) return;
    // Only this goes, not the whole panel.
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class="options" ref={all} onKeyDown={onKeyDown}>
      <button ref={button} type="button" class="quiet round" aria-label={say.options} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="more" />
      </button>
      {open && (
        <div class="popover">
          <button
            type="button"
            onClick={() => {
              setOpen(false);
              onEnd();
            }}
          >
            <Icon name="end" />
            {say.endChat}
          </button>
        </div>
      )}
    </div>
  );
}
