/** Asks what becomes of the open chats before the agent goes offline or logs out. */

import { useState } from "preact/hooks";

import { mine } from "../lists";
import { useConsole } from "./context";
import { Icon, type IconName } from "./Icon";
import { Modal, ModalFoot } from "./Modal";

export function LeaveDialog({ why, go }: { why: "offline" | "logout"; go: () => void }) {
  const { desk, asking, say } = useConsole();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const open = mine(desk.workspace.value);

  const leave = async (openOnes: "keep" | "requeue" | null) => {
    setBusy(true);
    const outcome = await desk.deeds.setStatus("offline", openOnes);
    setBusy(false);
    // Who logs out and keeps their chats needs nothing of the server.
    if (outcome.failed !== null && !(why === "logout" && openOnes === "keep")) {
      setFailed(outcome.failed);
      return;
    }
    asking.value = null;
    go();
  };
  const choice = (icon: IconName, title: string, text: string, onChoose: () => void, first = false) => (
    <button type="button" class="fd-big-choice" disabled={busy} data-first={first || undefined} onClick={onChoose}>
      <Icon name={icon} />
      <span>
        <strong>{title}</strong>
        <small>{text}</small>
      </span>
    </button>
  );

  return (
    <Modal title={say.leaveTitle(open.length)} text={say.leaveText[why]}>
      <div class="fd-form">
        <div class="fd-big-choices">
          {choice(
            "transfer",
            say.leaveTransfer,
            say.leaveTransferText,
            () => (asking.value = { what: "transfer", cards: open, go: () => void desk.attempt((deeds) => deeds.setStatus("offline")).then((done) => done && go()) }),
            true,
          )}
          {choice("requeue", say.leaveRequeue, say.leaveRequeueText, () => void leave("requeue"))}
          {choice("person", say.leaveKeep, say.leaveKeepText, () => void leave("keep"))}
        </div>
        <ModalFoot failed={failed}>{null}</ModalFoot>
      </div>
    </Modal>
  );
}
