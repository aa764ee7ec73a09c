/** What can be done with a message: beside it under the pointer, and by keyboard on the row that has it. */

import type { MessageLine } from "../../lines";
import { copyText } from "../clipboard";
import { useConsole } from "../context";
import { Icon } from "../Icon";
import { useThread } from "./context";

export function MessageTools({ line, reachable }: { line: MessageLine; reachable: boolean }) {
  const { desk, say } = useConsole();
  const { mayWrite, quoting } = useThread();
  if (line.seq === null || line.amended === "recalled") return null;
  const copy = async () => {
    desk.notice.value = (await copyText(line.text)) ? say.textCopied : say.notCopied;
  };
  const tabIndex = reachable ? 0 : -1;
  return (
    <span class="fd-message-tools" role="group" aria-label={say.messageTools}>
      {mayWrite && (
        <button type="button" class="fd-icon-button" aria-label={say.quote} title={`${say.quote} (R)`} tabIndex={tabIndex} onClick={() => (quoting.value = line)}>
          <Icon name="quote" />
        </button>
      )}
      {line.text !== "" && (
        <button type="button" class="fd-icon-button" aria-label={say.copyText} title={say.copyText} tabIndex={tabIndex} onClick={() => void copy()}>
          <Icon name="copy" />
        </button>
      )}
    </span>
  );
}
