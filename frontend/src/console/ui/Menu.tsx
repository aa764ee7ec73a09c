/** A button that opens a list of things to do. Arrows move, Enter chooses, Esc goes back to the button. */

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface MenuItem {
  key: string;
  label: ComponentChildren;
  /** For one of several that exclude each other. */
  checked?: boolean;
  danger?: boolean;
  hint?: string | undefined;
  /** Only where there is no room for the button that does the same. */
  narrowOnly?: boolean;
  onChoose: () => void;
}

interface Props {
  label: string;
  button: ComponentChildren;
  buttonClass: string;
  items: readonly MenuItem[];
  disabled?: boolean;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

export function Menu({ label, button, buttonClass, items, disabled = false }: Props) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useCloseOutside(root, open, () => setOpen(false));
  useLayoutEffect(() => {
    if (open) (root.current?.querySelector<HTMLElement>("[aria-checked='true']") ?? visible(root.current)[0])?.focus();
  }, [open]);

  const leave = () => {
    setOpen(false);
    opener.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!open) {
      if (step === undefined || disabled) return;
      setOpen(true);
    } else if (event.key === "Escape") {
      leave();
    } else if (event.key === "Tab") {
      setOpen(false);
      return;
    } else if (step !== undefined) {
      const all = visible(root.current);
      const at = all.indexOf(document.activeElement as HTMLElement);
      all[Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <span class="fd-menu-root" ref={root} onKeyDown={onKeyDown}>
      <button
        type="button"
        class={buttonClass}
        ref={opener}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        disabled={disabled}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <div class="fd-menu" role="menu" aria-label={label}>
          {items.map((item) => (
            <button
              key={item.key}
              type="button"
              class={`fd-menu-item${item.danger ? " fd-menu-danger" : ""}${item.narrowOnly ? " fd-narrow-only" : ""}`}
              role={item.checked === undefined ? "menuitem" : "menuitemradio"}
              aria-checked={item.checked}
              tabIndex={-1}
              onClick={() => {
                leave();
                item.onChoose();
              }}
            >
              <span class="fd-menu-label">{item.label}</span>
              {item.hint !== undefined && <kbd>{item.hint}</kbd>}
            </button>
          ))}
        </div>
      )}
    </span>
  );
}

const visible = (root: HTMLElement | null): HTMLElement[] =>
  [...(root?.querySelectorAll<HTMLElement>("[role^='menuitem']") ?? [])].filter((item) => item.offsetParent !== null);

function useCloseOutside(root: { current: HTMLElement | null }, open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return;
    const onPointerDown = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) close();
    };
    document.addEventListener("pointerdown", onPointerDown);
    return () => document.removeEventListener("pointerdown", onPointerDown);
  }, [open]);
}
