/** A dialog that holds the page until it is answered. Esc leaves it; focus goes back to where it was. */

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

import { useConsole } from "./context";

interface Props {
  title: string;
  text?: string | undefined;
  /** `palette`: high up, and its title is only for those who do not see it. */
  kind?: "plain" | "wide" | "palette";
  children: ComponentChildren;
}

/** Focus begins at `[data-first]`. */
export function Modal({ title, text, kind = "plain", children }: Props) {
  const { asking } = useConsole();
  const dialog = useRef<HTMLDialogElement>(null);
  const here = useRef(true);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => {
      here.current = false;
      element?.close();
    };
  }, []);
  return (
    <dialog
      class="fd-dialog"
      data-kind={kind}
      ref={dialog}
      aria-labelledby="fd-dialog-title"
      aria-describedby={text === undefined ? undefined : "fd-dialog-text"}
      onClose={() => {
        if (here.current) asking.value = null;
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <div class="fd-dialog-body">
        <h2 id="fd-dialog-title" class={kind === "palette" ? "fd-hidden" : undefined}>{title}</h2>
        {text !== undefined && <p id="fd-dialog-text">{text}</p>}
        {children}
      </div>
    </dialog>
  );
}

/** What could not be done, and the way out beside the way on. */
export function ModalFoot({ failed, children }: { failed: string | null; children: ComponentChildren }) {
  const { asking, say } = useConsole();
  return (
    <>
      <p class="fd-dialog-failed" role="alert">
        {failed}
      </p>
      <div class="fd-dialog-buttons">
        <button type="button" class="fd-button fd-quiet" onClick={() => (asking.value = null)}>
          {say.cancel}
        </button>
        {children}
      </div>
    </>
  );
}
