/** How lines follow one another: what belongs together, where a day begins, from where on it is new. Pure. */

import type { EventLine, Line, MessageLine } from "../lines";

type Said = MessageLine | EventLine;

const GROUPED_MS = 5 * 60_000;

/**
 * What one person says in one go shows its name once, and its time at the end. A line stands where each day begins, and
 * one before the first of the customer's messages from `unreadFrom` on.
 */
export function arranged(lines: readonly Said[], dayOf: (atMs: number) => string, unreadFrom: number | null): Line[] {
  const days = lines.map(({ atMs }) => dayOf(atMs));
  const fresh = unreadFrom === null ? [] : lines.filter((line) => isNew(line, unreadFrom));
  const begins = (index: number) => days[index] !== days[index - 1] || lines[index] === fresh[0];
  const result: Line[] = [];
  lines.forEach((line, index) => {
    const day = days[index] ?? "";
    if (day !== days[index - 1]) result.push({ kind: "day", key: `day ${day} ${line.key}`, atMs: line.atMs });
    if (line === fresh[0]) result.push({ kind: "unread", key: "unread", count: fresh.length });
    const next = begins(index + 1) ? undefined : lines[index + 1];
    result.push(line.kind === "message" ? grouped(line, begins(index) ? undefined : lines[index - 1], next) : line);
  });
  return result;
}

const isNew = (line: Said, unreadFrom: number): boolean => line.kind === "message" && line.from === "customer" && (line.seq ?? 0) >= unreadFrom;

/** Alone a line begins and ends its group; what it becomes among others is kept, so that it stays the same object. */
const variants = new WeakMap<MessageLine, MessageLine>();

function grouped(line: MessageLine, before: Said | undefined, next: Said | undefined): MessageLine {
  const continues = goesOn(before, line);
  const foot = !goesOn(line, next) || line.delivery === "failed" || (next as MessageLine).delivery !== line.delivery;
  if (!continues && foot) return line;
  const known = variants.get(line);
  if (known?.continues === continues && known.foot === foot) return known;
  const variant = { ...line, continues, foot };
  variants.set(line, variant);
  return variant;
}

/** Whether the same person goes on in the same lane soon after. */
function goesOn(line: Said | undefined, next: Said | undefined): boolean {
  if (line?.kind !== "message" || next?.kind !== "message") return false;
  const same = line.from === next.from && line.lane === next.lane && (line.name === next.name || line.from === "me");
  return same && next.atMs - line.atMs < GROUPED_MS;
}
