import { expect, test } from "vitest";
import type { Entry } from "../../src/protocol";
import { isToRead, type Line, type MessageLine, linesOf, telling } from "../../src/widget/panel/lines";
import type { OutgoingMessage } from "../../src/widget/panel/outgoing";
import type { ThreadState } from "../../src/wire/thread";
import { emptyTimeline, receivePage } from "../../src/wire/timeline";
import { entry } from "../wire/fakes";

const NOON = Date.parse("2026-01-01T12:00:00");
const at = (minutes: number): string => new Date(NOON + minutes * 60_000).toISOString();
const mine = (seq: number, minutes: number): Entry => entry(seq, { at: at(minutes), sender: { kind: "customer", id: "k", name: "" } });
const theirs = (seq: number, minutes: number, name = "Ada"): Entry => entry(seq, { at: at(minutes), sender: { kind: "agent", id: name, name } });
const outgoing = (client_id: string, state: OutgoingMessage["state"]): OutgoingMessage => ({
  client_id,
  text: client_id,
  atMs: NOON + 60_000,
  state,
  failed: state === "failed" ? "forbidden" : null,
  leaves: false,
});

function thread(entries: Entry[], agentRead = 0): ThreadState {
  const timeline = receivePage(emptyTimeline, entries);
  return { timeline, loaded: true, read: { customer: 0, agent: agentRead }, typing: null, refused: null };
}
const shapes = (lines: Line[]): string[] =>
  lines.map((line) => (line.kind === "message" ? `${line.mine ? "mine" : line.name}${line.first ? " first" : ""}${line.last ? " last" : ""}` : line.kind));

test("nothing written, nothing shown", () => {
  expect(linesOf(null, [])).toEqual([]);
});

test("messages of one person within five minutes form one group", () => {
  expect(shapes(linesOf(thread([mine(1, 0), mine(2, 4), mine(3, 10), theirs(4, 10), theirs(5, 11, "Bo")]), []))).toEqual([
    "day", "mine first", "mine last", "mine first last", "Ada first last", "Bo first last",
  ]);
});

test("a new day parts groups", () => {
  expect(shapes(linesOf(thread([mine(1, 0), mine(2, 24 * 60)]), []))).toEqual(["day", "mine first last", "day", "mine first last"]);
});

test("assignment and end are quiet lines, the opening is none", () => {
  const agent = { kind: "agent", id: "a", name: "Ada" } as const;
  const events = [{ name: "opened" }, { name: "assigned", agent }, { name: "closed", by: "agent" }] as const;
  const log = events.map((event, i) => entry(i + 1, { kind: "event", event, text: "", at: at(0) }));
  expect(linesOf(thread(log), []).filter((line) => line.kind === "note")).toMatchObject([
    { key: "c2", note: { what: "assigned", name: "Ada" } },
    { key: "c3", note: { what: "closed" } },
  ]);
});

test("what is said about a left message is said below it", () => {
  const left = entry(1, { kind: "event", event: { name: "left_message" }, text: "", at: at(0) });
  expect(shapes(linesOf(thread([left, mine(2, 0), mine(3, 1)]), []))).toEqual(["day", "mine first last", "note", "mine first last"]);
});

test("what is on its way stands at the end, under the key it keeps when it is stored", () => {
  const before = linesOf(thread([mine(1, 0)]), [outgoing("c2", "sending")]);
  const after = linesOf(thread([mine(1, 0), mine(2, 1)]), []);
  expect(before.map((line) => line.key)).toEqual(after.map((line) => line.key));
  expect(before[2]).toMatchObject({ delivery: "sending" });
  expect(after[2]).toMatchObject({ delivery: "sent" });
});

test("only the last seen, the last sent and every failed message tell how far they got", () => {
  const lines = linesOf(thread([mine(1, 0), mine(2, 0), mine(3, 0), mine(4, 0)], 2), [outgoing("x", "failed"), outgoing("y", "failed"), outgoing("z", "sending")]);
  expect([...telling(lines)].sort()).toEqual(["c2", "c4", "x", "y", "z"]);
});

test("when all is seen, nothing says sent", () => {
  expect([...telling(linesOf(thread([mine(1, 0), mine(2, 0)], 2), []))]).toEqual(["c2"]);
});

const amended = (seq: number, of: number, how: "edited" | "recalled", text = ""): Entry =>
  entry(seq, { kind: "event", text, event: { name: "amended", seq: of, how }, at: at(2), sender: { kind: "agent", id: "Ada", name: "Ada" } });
const messages = (...entries: Entry[]): MessageLine[] => linesOf(thread(entries), []).filter((line) => line.kind === "message");
const file = { id: "f", kind: "file", name: "menu.pdf", media_type: "application/pdf", bytes: 1, url: "/files/k/original/menu.pdf" } as const;

test("an edited message says what it says now, and that is no line of its own", () => {
  expect(messages(theirs(1, 0), amended(2, 1, "edited", "better"))).toMatchObject([{ key: "c1", text: "better", amended: "edited" }]);
});

test("a recalled message stays where it was, without its words, and is not to be read any more", () => {
  const recalled = messages(theirs(1, 0), mine(2, 1), amended(3, 1, "recalled"));
  expect(recalled).toMatchObject([{ key: "c1", text: "", amended: "recalled" }, { key: "c2", amended: "" }]);
  const { entries } = thread([theirs(1, 0), mine(2, 1), amended(3, 1, "recalled")]).timeline;
  expect(entries.map(isToRead)).toEqual([false, true, false]);
});

test("an answer shows what it answers, as that reads now", () => {
  const answer = { ...theirs(2, 1), reply_to: 1 };
  expect(messages(mine(1, 0), answer)[1]?.quote).toEqual({ mine: true, name: "", text: "text 1", recalled: false });
  const own = { ...mine(2, 1), reply_to: 1 };
  expect(messages(theirs(1, 0), own, amended(3, 1, "edited", "better"))[1]?.quote).toEqual({ mine: false, name: "Ada", text: "better", recalled: false });
  expect(messages(theirs(1, 0), own, amended(3, 1, "recalled"))[1]?.quote).toMatchObject({ text: "", recalled: true });
});

test("of a file without words its name is quoted, and of what only happened nothing", () => {
  const sent = { ...mine(1, 0), kind: "file" as const, text: "", attachment: file };
  expect(messages(sent, { ...theirs(2, 1), reply_to: 1 })[1]?.quote?.text).toBe("menu.pdf");
  const opened = entry(1, { kind: "event", event: { name: "opened" }, text: "", at: at(0) });
  expect(messages(opened, { ...theirs(2, 1), reply_to: 1 })[0]?.quote).toBeNull();
  expect(messages(mine(1, 0))[0]?.quote).toBeNull();
});
