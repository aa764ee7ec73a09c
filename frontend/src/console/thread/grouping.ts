/** How lines follow one another: what belongs together, where a day begins, from where on it is new. Pure. */

import type { EventLine, Line, MessageLine } from "../lines";

type Said = MessageLine | EventLine;

const GROUPED_MS = 5 * 60_000;

/** What one person says in one go shows its name once, and its time at the end. */
export function grouped(lines: readonly Said[]): Said[] {
  lines.forEach((line, index) => {
    if (line.kind !== "message") return;
    const next = lines[index + 1];
    const goesOnAlike = goesOn(line, next) && line.delivery !== "failed" && (next as MessageLine).delivery === line.delivery;
    line.continues = goesOn(lines[index - 1], line);
    line.foot = !goesOnAlike;
  });
  return [...lines];
}

/** Whether the same person goes on in the same lane soon after. */
function goesOn(line: Said | undefined, next: Said | undefined): boolean {
  if (line?.kind !== "message" || next?.kind !== "message") return false;
  const same = line.from === next.from && line.lane === next.lane && (line.name === next.name || line.from === "me");
  return same && next.atMs - line.atMs < GROUPED_MS;
}

/** With a line where each day begins, and one before the first of the customer's messages from `unreadFrom` on. */
export function parted(lines: readonly Said[], dayOf: (atMs: number) => string, unreadFrom: number | null): Line[] {
  const isNew = (line: Said) => unreadFrom !== null && line.kind === "message" && line.from === "customer" && (line.seq ?? 0) >= unreadFrom;
  const firstNew = unreadFrom === null ? undefined : lines.find(isNew);
  const result: Line[] = [];
  const part = (between: Line, line: Said) => {
    const before = result[result.length - 1];
    if (before?.kind === "message") before.foot = true;
    if (line.kind === "message") line.continues = false;
    result.push(between);
  };
  let day: string | null = null;
  for (const line of lines) {
    const today = dayOf(line.atMs);
    if (today !== day) part({ kind: "day", key: `day ${today} ${line.key}`, atMs: line.atMs }, line);
    day = today;
    if (line === firstNew) part({ kind: "unread", key: "unread", count: lines.filter(isNew).length }, line);
    result.push(line);
  }
  return result;
}
