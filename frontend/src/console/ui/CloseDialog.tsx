/** Ends chats, with outcome, tags and a note: Enter closes from every field, digits choose the outcome. */

import { useState } from "preact/hooks";

import type { ChatSessionCard } from "../../protocol";
import { mine } from "../lists";
import { customerName } from "../words";
import { useConsole } from "./context";
import { Modal, ModalFoot } from "./Modal";
import { OutcomeField } from "./OutcomeField";
import { Switch } from "./Switch";
import { TagField } from "./TagField";

const MOST_NOTE_CHARS = 2_000;

export function CloseDialog({ cards }: { cards: readonly ChatSessionCard[] }) {
  const { desk, device, asking, selected, say } = useConsole();
  const [only] = cards.length === 1 ? cards : [];
  const [disposition, setDisposition] = useState("");
  const [tags, setTags] = useState<readonly string[]>(only?.tags ?? []);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const state = desk.workspace.value;
  const { closeAndNext } = device.choices.value;
  const next = mine(state).find((card) => !cards.some(({ id }) => id === card.id));

  const submit = async () => {
    if (busy) return;
    setBusy(true);
    const outcome = await closed();
    setBusy(false);
    setFailed(outcome);
    if (outcome !== null) return;
    asking.value = null;
    selected.value = null;
    if (closeAndNext && next && cards.some(({ id }) => id === desk.lookedAt.peek()?.id)) desk.look(desk.workspace.peek().open.get(next.id) ?? next);
  };
  /** One after the other; what is closed stays closed. */
  const closed = async (): Promise<string | null> => {
    for (const card of cards.filter(({ id }) => only !== undefined || desk.workspace.peek().open.has(id))) {
      const all = only ? tags : [...new Set([...card.tags, ...tags])];
      const { failed: why } = await desk.deeds.close(card.id, disposition === "" ? null : disposition, all, note.trim());
      if (why !== null) return why;
    }
    return null;
  };

  return (
    <Modal title={only ? say.closeTitle : say.closeMany(cards.length)} text={only ? say.closeText(customerName(only.customer, say)) : say.closeManyText}>
      <form
        class="fd-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <OutcomeField choices={state.dispositions} chosen={disposition} onChoose={setDisposition} />
        <TagField known={state.tags} chosen={tags} onChange={setTags} />
        <label class="fd-field">
          <span>
            {say.closeNote} <small>{say.closeNoteHint}</small>
          </span>
          <textarea
            rows={2}
            dir="auto"
            maxLength={MOST_NOTE_CHARS}
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
              event.preventDefault();
              event.currentTarget.form?.requestSubmit();
            }}
          />
        </label>
        {next && (
          <Switch
            on={closeAndNext}
            title={say.thenNext}
            text={customerName(next.customer, say)}
            onChange={(on) => device.choose({ closeAndNext: on })}
          />
        )}
        <ModalFoot failed={failed}>
          <button type="submit" class="fd-button fd-danger" data-first={state.dispositions.length === 0 || undefined} disabled={busy}>
            {only ? say.close : say.closeAll(cards.length)}
          </button>
        </ModalFoot>
      </form>
    </Modal>
  );
}
