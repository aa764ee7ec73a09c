/** All keys, as the table has them. */

import { HELP, type KeyName } from "../keymap";
import { useConsole } from "./context";
import { keyParts } from "./hints";
import { Modal } from "./Modal";

export function KeysDialog() {
  const { asking, say } = useConsole();
  return (
    <Modal title={say.keysTitle} text={say.keysText} kind="wide">
      <div class="fd-keys">
        {(Object.keys(HELP) as (keyof typeof HELP)[]).map((group) => (
          <section key={group} aria-labelledby={`fd-keys-${group}`}>
            <h3 id={`fd-keys-${group}`}>{say.keyGroups[group]}</h3>
            <dl>
              {HELP[group].map((name) => (
                <div key={name}>
                  <dt>{say.keyWords[name]}</dt>
                  <dd>
                    <Keys name={name} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div class="fd-dialog-buttons">
        <button type="button" class="fd-button" data-first onClick={() => (asking.value = null)}>
          {say.done}
        </button>
      </div>
    </Modal>
  );
}

/** One key, or each of several that do the same. */
export const Keys = ({ name }: { name: KeyName }) => (
  <>
    {keyParts(name).map((parts) => (
      <span key={parts.join()} class="fd-combo">
        {parts.map((part) => (
          <kbd key={part}>{part}</kbd>
        ))}
      </span>
    ))}
  </>
);
