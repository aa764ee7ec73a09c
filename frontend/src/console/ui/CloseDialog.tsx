/** Asks before a chat session is ended. */

import type { RefObject } from "preact";

import { useConsole } from "./context";

interface Props {
  dialog: RefObject<HTMLDialogElement | null>;
  name: string;
  onClose: () => void;
}

export function CloseDialog({ dialog, name, onClose }: Props) {
  const { say } = useConsole();
  return (
    <dialog class="fd-dialog" ref={dialog} aria-labelledby="fd-close-title" aria-describedby="fd-close-text">
      <form method="dialog" onSubmit={onClose}>
        <h2 id="fd-close-title">{say.closeTitle}</h2>
        <p id="fd-close-text">{say.closeText(name)}</p>
        <div class="fd-dialog-buttons">
          <button type="button" class="fd-button fd-quiet" onClick={() => dialog.current?.close()}>
            {say.cancel}
          </button>
          <button type="submit" class="fd-button fd-danger">
            {say.close}
          </button>
        </div>
      </form>
    </dialog>
  );
}
