/** Says to those who do not see it what the others wrote in the chat on screen. */

import { useEffect, useRef, useState } from "preact/hooks";

import type { Entry } from "../../../protocol";
import type { Talk } from "../../talk";
import { useConsole } from "../context";
import { useThread } from "./context";
import { quotedWords } from "./quoted";

export function Announcer({ talk }: { talk: Talk }) {
  const { say } = useConsole();
  const { me, customer } = useThread();
  const known = useRef<Readonly<Record<"public" | "staff", number>> | null>(null);
  const [words, setWords] = useState("");
  const { public: open, staff } = talk.lanes;

  useEffect(() => {
    if (!talk.loaded) return;
    const before = known.current;
    known.current = { public: open.entries.length, staff: staff.entries.length };
    if (before === null) return;
    const fresh = [...open.entries.slice(before.public), ...staff.entries.slice(before.staff)].filter((entry) => isSaidByOthers(entry, me));
    if (fresh.length > 0) setWords(fresh.map((entry) => say.heard(entry.sender.kind === "customer" ? customer : entry.sender.name, wordsOf(entry))).join(". "));
  }, [open, staff, talk.loaded]);

  const wordsOf = ({ text, kind, attachment }: Entry) => quotedWords({ text, recalled: false, kind: kind === "event" ? "text" : (attachment?.kind ?? kind) }, say);
  return (
    <p class="fd-hidden" aria-live="polite">
      {words}
    </p>
  );
}

const isSaidByOthers = ({ kind, sender }: Entry, me: string): boolean => kind !== "event" && sender.id !== me;
