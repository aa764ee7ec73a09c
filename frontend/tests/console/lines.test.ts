import { describe, expect, it } from "vitest";

import type { Line, MessageLine } from "../../src/console/lines";
import { linesOf, merged } from "../../src/console/lines";
import { emptyTalk, type Talk, unansweredSince, unread } from "../../src/console/talk";
import type { Entry } from "../../src/protocol";
import type { OutboxItem } from "../../src/wire/outbox";
import { emptyTimeline, receivePage } from "../../src/wire/timeline";
import { at, entry, ME, T0, TOM, tom } from "./fakes";

const mine = { kind: "agent" as const, id: ME, name: "Mina" };
const talk = (open: Entry[], staff: Entry[] = [], change: Partial<Talk> = {}): Talk => ({
  ...emptyTalk,
  lanes: { public: receivePage(emptyTimeline, open), staff: receivePage(emptyTimeline, staff) },
  ...change,
});
const nothing = { justSent: [], unsent: [] };
const oneDay = () => "day";
const messages = (lines: Line[]): MessageLine[] => lines.filter((line) => line.kind === "message");
const draft = (change: Partial<OutboxItem> = {}): OutboxItem => ({
  client_id: "draft",
  chat_session: "s",
  lane: "public",
  text: "on its way",
  written_at: T0 + 60_000,
  order: 1,
  failed: null,
  ...change,
});

describe("merging lanes", () => {
  const order = (first: Entry[], second: Entry[]) => merged(first, second).map(({ lane, seq }) => `${lane[0] ?? ""}${seq}`);

  it("goes by time between lanes, the public one first at the same time", () => {
    const open = [entry("s", 1, "a", { at: at(1) }), entry("s", 2, "b", { at: at(3) })];
    const staff = [entry("s", 1, "n", { lane: "staff", at: at(2) }), entry("s", 2, "m", { lane: "staff", at: at(3) })];
    expect(order(open, staff)).toEqual(["p1", "s1", "p2", "s2"]);
  });

  it("keeps each lane's own order when a clock jumped back", () => {
    const open = [entry("s", 1, "a", { at: at(10) }), entry("s", 2, "b", { at: at(2) })];
    const staff = [entry("s", 1, "n", { lane: "staff", at: at(5) })];
    expect(order(open, staff)).toEqual(["s1", "p1", "p2"]);
  });

  it("loses nothing when one lane is empty", () => {
    expect(order([], [entry("s", 1, "n", { lane: "staff" })])).toEqual(["s1"]);
  });
});

describe("lines", () => {
  it("part the days", () => {
    const lines = linesOf(talk([entry("s", 1, "a"), entry("s", 2, "b", { at: at(86_400) })]), nothing, ME, (ms) => `${ms > T0 + 9_000}`);
    expect(lines.map(({ kind }) => kind)).toEqual(["day", "message", "day", "message"]);
    expect(messages(lines).map(({ continues }) => continues)).toEqual([false, false]);
  });

  it("group what one person says in one lane within five minutes", () => {
    const open = [entry("s", 1, "a"), entry("s", 2, "b"), entry("s", 3, "c", { at: at(400) }), entry("s", 4, "d", { sender: mine, at: at(401) })];
    const lines = messages(linesOf(talk(open), nothing, ME, oneDay));
    expect(lines.map(({ continues }) => continues)).toEqual([false, true, false, false]);
  });

  it("say how far my own messages came", () => {
    const open = [entry("s", 1, "a", { sender: mine }), entry("s", 2, "b", { sender: mine })];
    const state = talk(open, [entry("s", 1, "n", { lane: "staff", sender: mine, at: at(30) })], { read: { customer: 1, agent: 0 } });
    const justSent = [draft({ client_id: "x" })];
    const unsent = [draft(), draft({ client_id: "y", failed: "closed" })];
    const lines = messages(linesOf(state, { justSent, unsent }, ME, oneDay));
    expect(lines.map(({ delivery }) => delivery)).toEqual(["read", "sent", "sent", "sent", "sending", "failed"]);
  });

  it("tell time and delivery once, at the end of what belongs together", () => {
    const open = [1, 2, 3].map((seq) => entry("s", seq, `${seq}`, { sender: mine }));
    const feet = (read: number) =>
      messages(linesOf(talk(open, [], { read: { customer: read, agent: 0 } }), nothing, ME, oneDay)).map(({ foot }) => foot);
    expect([feet(3), feet(1)]).toEqual([
      [false, false, true],
      [true, false, true],
    ]);
  });

  it("know who was responsible when something happened", () => {
    const happened: NonNullable<Entry["event"]>[] = [
      { name: "opened" },
      { name: "assigned", agent: mine },
      { name: "transferred", by: mine, agent: tom },
      { name: "joined", agent: mine },
      { name: "requeued", reason: "agent_gone" },
      { name: "assigned", agent: mine },
      { name: "transferred", by: mine, group: "Billing" },
      { name: "closed", by: "customer" },
    ];
    const open = happened.map((event, index) => entry("s", index + 1, "", { event }));
    const until = linesOf(talk(open), nothing, ME, oneDay).flatMap((line) => (line.kind === "event" ? [line.responsible?.id] : []));
    expect(until).toEqual([undefined, undefined, ME, TOM, TOM, undefined, ME, undefined]);
  });

  it("keep one key from the first stroke until it is stored, so that nothing is drawn twice", () => {
    const before = messages(linesOf(talk([]), { justSent: [], unsent: [draft()] }, ME, oneDay));
    const after = messages(linesOf(talk([entry("s", 1, "on its way", { sender: mine, client_id: "draft" })]), nothing, ME, oneDay));
    expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
  });
});

describe("what the list shows of a talk", () => {
  it("counts only the customer's messages after the read mark", () => {
    const open = [entry("s", 1, "", { event: { name: "opened" } }), entry("s", 2, "a"), entry("s", 3, "b", { sender: mine }), entry("s", 4, "c")];
    expect(unread(talk(open, [], { read: { customer: 0, agent: 0 } }))).toBe(2);
    expect(unread(talk(open, [], { read: { customer: 0, agent: 3 } }))).toBe(1);
  });

  it("knows since when the customer waits for an answer", () => {
    const asked = [entry("s", 1, "a"), entry("s", 2, "b")];
    expect(unansweredSince(talk(asked))).toBe(at(1));
    expect(unansweredSince(talk([...asked, entry("s", 3, "c", { sender: mine })]))).toBeNull();
  });
});

describe("lines that stay what they are", () => {
  it("are the same objects, so that nothing is drawn anew", () => {
    const open = [entry("s", 1, "a"), entry("s", 2, "b"), entry("s", 3, "c", { sender: mine })];
    const before = linesOf(talk(open), nothing, ME, oneDay);
    const after = linesOf(talk([...open, entry("s", 4, "d", { sender: mine })], [], { read: { customer: 0, agent: 3 } }), nothing, ME, oneDay);
    expect(messages(after).slice(0, 2).map((line, index) => line === messages(before)[index])).toEqual([true, true]);
    // Mine goes on now, so its time is told further down.
    expect(messages(after).map(({ foot }) => foot)).toEqual([false, true, false, true]);
  });

  it("tell anew what the customer has read by now", () => {
    const open = [entry("s", 1, "a", { sender: mine })];
    const delivery = (customer: number) => messages(linesOf(talk(open, [], { read: { customer, agent: 0 } }), nothing, ME, oneDay)).map((line) => line.delivery);
    expect([delivery(0), delivery(1), delivery(0)]).toEqual([["sent"], ["read"], ["sent"]]);
  });
});

describe("a message that answers another", () => {
  const asked = entry("s", 1, "Where is it?");
  const answer = entry("s", 2, "On its way", { sender: mine, reply_to: 1 });

  it("shows what it answers, as it reads now", () => {
    const quoted = (entries: Entry[]) => messages(linesOf(talk(entries), nothing, ME, oneDay)).map((line) => line.quoted);
    expect(quoted([asked, answer])[1]).toEqual({ key: asked.client_id, from: "customer", name: "Ada", text: "Where is it?", kind: "text", recalled: false });
    const recalled = entry("s", 3, "", { event: { name: "amended", seq: 1, how: "recalled" } });
    expect(quoted([asked, answer, recalled])[1]).toMatchObject({ text: "", recalled: true });
  });

  it("quotes within its own lane, and nothing that happened", () => {
    const happened = entry("s", 1, "", { event: { name: "opened" } });
    expect(messages(linesOf(talk([happened, { ...answer, reply_to: 1 }]), nothing, ME, oneDay))[0]?.quoted).toBeNull();
    expect(messages(linesOf(talk([asked], [{ ...answer, lane: "staff", seq: 1, reply_to: 9 }]), nothing, ME, oneDay)).map((line) => line.quoted)).toEqual([null, null]);
  });

  it("does so while it is on its way", () => {
    const lines = messages(linesOf(talk([asked]), { justSent: [], unsent: [draft({ reply_to: 1 })] }, ME, oneDay));
    expect(lines.map((line) => line.quoted?.text)).toEqual([undefined, "Where is it?"]);
  });
});
