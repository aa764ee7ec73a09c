/** Ends a chat session, with its outcome and tags. Enter closes from every field but one: a tag being written is added first. */

import { useState } from "preact/hooks";

import type { ChatSessionCard } from "../../protocol";
import { customerName } from "../words";
import { useConsole } from "./context";
import { Modal, ModalFoot } from "./Modal";
import { TagField } from "./TagField";

/** Beyond so many outcomes a list to choose from is quicker than to look through. */
const MOST_RADIOS = 8;

export function CloseDialog({ card }: { card: ChatSessionCard }) {
  const { desk, asking, say } = useConsole();
  const [disposition, setDisposition] = useState("");
  const [tags, setTags] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const { dispositions } = desk.workspace.value;

  const submit = async () => {
    if (busy) return;
    setBusy(true);
    const outcome = await desk.deeds.close(card.id, disposition || null, [...tags]);
    setBusy(false);
    setFailed(outcome.failed);
    if (outcome.failed === null) asking.value = null;
  };
  const choices = [{ id: "", name: say.noDisposition }, ...dispositions];

  return (
    <Modal title={say.closeTitle} text={say.closeText(customerName(card.customer, say))}>
      <form
        class="fd-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {dispositions.length > MOST_RADIOS && (
          <label class="fd-field">
            <span>{say.disposition}</span>
            <select data-first value={disposition} onChange={(event) => setDisposition(event.currentTarget.value)}>
              {choices.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {dispositions.length > 0 && dispositions.length <= MOST_RADIOS && (
          <fieldset class="fd-field">
            <legend>{say.disposition}</legend>
            <div class="fd-radios">
              {choices.map(({ id, name }) => (
                <label key={id} class="fd-radio">
                  <input
                    type="radio"
                    name="disposition"
                    value={id}
                    data-first={id === disposition || undefined}
                    checked={id === disposition}
                    onChange={() => setDisposition(id)}
                  />
                  <span>{name}</span>
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <TagField known={desk.workspace.value.tags} chosen={tags} onChange={setTags} />
        <ModalFoot failed={failed}>
          <button type="submit" class="fd-button fd-danger" data-first={dispositions.length === 0 || undefined} disabled={busy}>
            {say.close}
          </button>
        </ModalFoot>
      </form>
    </Modal>
  );
}
