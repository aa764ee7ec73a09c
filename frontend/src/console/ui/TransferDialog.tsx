/** Passes chat sessions on: to a colleague, who is asked first, or to the queue of a group. */

import { useState } from "preact/hooks";

import type { ChatSessionCard } from "../../protocol";
import { type Choice, choicesFor } from "../choices";
import { customerName } from "../words";
import { useConsole } from "./context";
import { Modal, ModalFoot } from "./Modal";
import { Picker } from "./Picker";

interface Props {
  cards: readonly ChatSessionCard[];
  /** What was set out to be done and waits for this; then nobody is asked first. */
  go: (() => void) | null;
}

export function TransferDialog({ cards, go }: Props) {
  const { desk, asking, selected, say } = useConsole();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<Choice | null>(null);
  const [note, setNote] = useState("");
  const [ask, setAsk] = useState(true);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const state = desk.workspace.value;
  const choices = choicesFor(state, cards, "transfer", query);
  const asks = ask && go === null && chosen?.kind === "agent";

  const search = (written: string) => {
    setQuery(written);
    const found = choicesFor(state, cards, "transfer", written);
    const kept = found.find((choice) => choice.id === chosen?.id);
    setChosen(kept ?? (written.trim() === "" ? null : (found.find((choice) => choice.barred === null) ?? null)));
  };
  const submit = async () => {
    if (chosen === null || busy) return;
    setBusy(true);
    const to = chosen.kind === "agent" ? { agent: chosen.id } : { group: chosen.id };
    for (const { id } of cards.filter((card) => desk.workspace.value.open.has(card.id))) {
      const outcome = await desk.deeds.transfer(id, { to, ask: asks, note: note.trim() });
      if (outcome.failed !== null) {
        setFailed(outcome.failed);
        setBusy(false);
        return;
      }
    }
    asking.value = null;
    selected.value = null;
    if (asks) desk.notice.value = say.asked(chosen.name);
    go?.();
  };

  const [first] = cards;
  const title = go === null && cards.length === 1 && first ? say.transferTitle(customerName(first.customer, say)) : say.transferMany(cards.length);
  return (
    <Modal title={title}>
      <form
        class="fd-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Picker choices={choices} query={query} chosen={chosen} onQuery={search} onChoose={setChosen} />
        <label class="fd-field">
          <span>
            {say.noteFor} <small>{say.noteForHint}</small>
          </span>
          <textarea rows={2} dir="auto" maxLength={2_000} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
        </label>
        {go === null && (
          <label class="fd-switch" data-off={chosen?.kind === "group"}>
            <input
              type="checkbox"
              role="switch"
              checked={ask}
              disabled={chosen?.kind === "group"}
              onChange={(event) => setAsk(event.currentTarget.checked)}
            />
            <span>
              {say.askFirst}
              <small>{say.askFirstText}</small>
            </span>
          </label>
        )}
        <ModalFoot failed={failed}>
          <button type="submit" class="fd-button" disabled={chosen === null || busy}>
            {say.transferTo(chosen?.name ?? "")}
          </button>
        </ModalFoot>
      </form>
    </Modal>
  );
}
