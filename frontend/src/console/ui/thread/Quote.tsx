/** What a message answers, in two lines; a click goes there. */

import type { Quoted } from "../../lines";
import { useConsole } from "../context";
import { useThread } from "./context";
import { quotedName, quotedWords } from "./quoted";

export function Quote({ quoted }: { quoted: Quoted }) {
  const { say } = useConsole();
  const { customer, sought } = useThread();
  return (
    <button type="button" class="fd-quote" title={say.goToQuoted} tabIndex={-1} onClick={() => (sought.value = quoted.key)}>
      <strong>{quotedName(quoted, say, customer)}</strong>
      <span dir="auto">{quotedWords(quoted, say)}</span>
    </button>
  );
}
