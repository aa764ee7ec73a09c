/** The keyboard within a thread: from message to message, and what is done with one. */

import { useEffect } from "preact/hooks";

import type { Line, MessageLine } from "../../lines";
import { is } from "../../keymap";
import { useThread } from "./context";
import type { Rows } from "./rows";

const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/** Returns what the thread does with a key. Elsewhere, Alt+U goes to what is new and Alt+Q answers the customer's last message. */
export function useThreadKeys(lines: readonly Line[], rows: Rows, toUnread: () => void): (event: KeyboardEvent) => void {
  const { current, quoting, mayWrite } = useThread();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (is("to_unread", event)) toUnread();
      else if (is("quote_last", event) && mayWrite) quoting.value = quoting.value === null ? lastOfCustomer(lines) : null;
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [lines, toUnread, mayWrite]);

  const goTo = (key: string) => {
    current.value = key;
    rows.show(lines.findIndex((line) => line.key === key));
    // It has to be drawn before it can be focused.
    requestAnimationFrame(() => rows.list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true }));
  };
  return (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-key]");
    const line = lines.find(({ key, kind }) => kind === "message" && key === row?.dataset["key"]) as MessageLine | undefined;
    // Without a message under it, the keyboard scrolls as everywhere.
    const step = line === undefined && event.key.length > 1 ? undefined : STEPS[event.key];
    if (step !== undefined) {
      const next = stepFrom(lines, line?.key ?? current.value, step, rows);
      if (next !== undefined) goTo(next.key);
    } else if (is("quote", event) && line?.seq && mayWrite && line.amended !== "recalled") {
      quoting.value = line;
    } else if (event.key === "Escape" && line !== undefined) {
      rows.scroller.current?.focus({ preventScroll: true });
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
}

/** The next message from one, or from what is seen. */
function stepFrom(lines: readonly Line[], key: string | null, step: number, { firstSeen, atEnd }: Rows): MessageLine | undefined {
  const messages = lines.filter((line) => line.kind === "message");
  const at = messages.findIndex((line) => line.key === key);
  if (at >= 0) return messages[Math.min(messages.length - 1, Math.max(0, at + step))];
  return atEnd ? messages[messages.length - 1] : lines.slice(firstSeen).find((line) => line.kind === "message");
}

const lastOfCustomer = (lines: readonly Line[]): MessageLine | null =>
  [...lines].reverse().find((line): line is MessageLine => line.kind === "message" && line.from === "customer" && line.amended !== "recalled") ?? null;
