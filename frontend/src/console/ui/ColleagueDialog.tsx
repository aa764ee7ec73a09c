/** Chooses one colleague: to be invited into a chat session, or to be given it. */

import { useState } from "preact/hooks";

import type { ChatSessionCard } from "../../protocol";
import { type Choice, choicesFor } from "../choices";
import { customerName } from "../words";
import { useConsole } from "./context";
import { Modal, ModalFoot } from "./Modal";
import { Picker } from "./Picker";

export function ColleagueDialog({ card, purpose }: { card: ChatSessionCard; purpose: "invite" | "assign" }) {
  const { desk, asking, say } = useConsole();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<Choice | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const name = customerName(card.customer, say);
  const state = desk.workspace.value;
  const words =
    purpose === "invite"
      ? { title: say.inviteTitle(name), text: say.inviteText, submit: say.inviteWho }
      : { title: say.assignTitle(name), text: say.assignText, submit: say.assignTo };

  const search = (written: string) => {
    setQuery(written);
    const found = choicesFor(state, [card], purpose, written);
    const kept = found.find((choice) => choice.id === chosen?.id);
    setChosen(kept ?? (written.trim() === "" ? null : (found.find((choice) => choice.barred === null) ?? null)));
  };
  const submit = async () => {
    if (chosen === null || busy) return;
    setBusy(true);
    const outcome = await desk.deeds[purpose](card.id, chosen.id);
    setBusy(false);
    setFailed(outcome.failed);
    if (outcome.failed === null) asking.value = null;
  };

  return (
    <Modal title={words.title} text={words.text}>
      <form
        class="fd-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Picker choices={choicesFor(state, [card], purpose, query)} query={query} chosen={chosen} onQuery={search} onChoose={setChosen} />
        <ModalFoot failed={failed}>
          <button type="submit" class="fd-button" disabled={chosen === null || busy}>
            {words.submit(chosen?.name ?? "")}
          </button>
        </ModalFoot>
      </form>
    </Modal>
  );
}
