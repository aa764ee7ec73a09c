import { describe, expect, test } from "vitest";
import type { ChatSessionState } from "../../src/protocol";
import type { OutgoingMessage } from "../../src/widget/panel/outgoing";
import { footOf, type Standing, standing, trouble } from "../../src/widget/panel/status";
import type { ThreadState } from "../../src/wire/thread";
import { emptyTimeline, receivePage, type Timeline } from "../../src/wire/timeline";
import { entry } from "../wire/fakes";
import { agent, chatSession, deskState, happened, link, type LogEvent } from "./fakes";

const timeline = (...events: LogEvent[]): Timeline => receivePage(emptyTimeline, events.map((event, i) => happened(i + 1, event)));
const after = (...events: LogEvent[]): Standing => standing(chatSession(), timeline({ name: "opened" }, ...events));
const mia = { name: "assigned", agent: agent("Mia") } as const;
const closed = { name: "closed", by: "agent" } as const;

describe("standing", () => {
  test("no chat session stands in no line", () => {
    expect(standing(null, emptyTimeline)).toEqual({ phase: "none", agent: null, absentUntil: null, quiet: false });
  });

  test.each<[string, LogEvent[], Standing["phase"], string | null]>([
    ["nothing more", [], "waiting", null],
    ["assigned", [mia], "active", "Mia"],
    ["transferred to an agent", [mia, { name: "transferred", by: agent("Mia"), agent: agent("Leo"), group: null }], "active", "Leo"],
    ["transferred to a group", [mia, { name: "transferred", by: agent("Mia"), agent: null, group: "Deliveries" }], "waiting", null],
    ["requeued", [mia, { name: "requeued", reason: "agent_gone" }], "waiting", null],
    ["requeued and assigned", [mia, { name: "requeued", reason: "agent_gone" }, { name: "assigned", agent: agent("Leo") }], "active", "Leo"],
    ["a helper", [mia, { name: "joined", agent: agent("Leo") }, { name: "parted", agent: agent("Leo") }], "active", "Mia"],
    ["a warning", [mia, { name: "idle_warned", closes_at: "2026-01-01T00:05:00Z" }], "active", "Mia"],
    ["left", [{ name: "left_message" }], "left", null],
    ["closed", [mia, closed], "closed", null],
    ["reopened", [mia, closed, { name: "reopened" }], "waiting", null],
    ["reopened and assigned", [mia, closed, { name: "reopened" }, mia], "active", "Mia"],
    ["closed again", [mia, closed, { name: "reopened" }, mia, closed], "closed", null],
  ])("after %s", (_name, events, phase, name) => {
    expect(after(...events)).toMatchObject({ phase, agent: name === null ? null : agent(name) });
  });

  const known = (more: Partial<ChatSessionState>, ...events: LogEvent[]): Standing => standing(chatSession(more), timeline(...events));

  test("what the state knows already is not told it again", () => {
    expect(known({ phase: "active", agent: agent("Leo"), last_seq: 3 }, { name: "opened" }, mia, closed)).toMatchObject({ phase: "active", agent: agent("Leo") });
  });

  test("a state that is ahead of the timeline holds", () => {
    expect(known({ phase: "closed", agent: agent("Mia"), last_seq: 9 }, { name: "opened" }, mia)).toMatchObject({ phase: "closed", agent: null });
  });

  test("an entry that came after the state goes beyond it", () => {
    expect(known({ phase: "closed", last_seq: 3 }, { name: "opened" }, mia, closed, { name: "reopened" })).toMatchObject({ phase: "waiting" });
  });

  test.each<[boolean, LogEvent[], number]>([
    [true, [mia, { name: "closed", by: "system", reason: "idle" }], 0],
    [true, [mia, { name: "closed", by: "system", reason: "idle" }], 2],
    [false, [mia, { name: "closed", by: "system", reason: "idle" }, { name: "reopened" }, closed], 4],
    [false, [mia, closed], 0],
  ])("ended for want of words: %s", (quiet, events, last_seq) => {
    expect(known({ phase: last_seq > 0 ? "closed" : "waiting", last_seq }, ...events).quiet).toBe(quiet);
  });

  describe("absence", () => {
    const until = "2026-01-01T00:00:30Z";
    const gone = { phase: "active", agent: agent("Mia"), last_seq: 1, absent_until: until } as const;

    test("stands until somebody else is responsible", () => {
      expect(known(gone, mia).absentUntil).toBe(until);
      expect(known(gone, mia, { name: "joined", agent: agent("Leo") }).absentUntil).toBe(until);
      expect(known(gone, mia, { name: "requeued", reason: "agent_gone" }).absentUntil).toBeNull();
      expect(known(gone, mia, closed).absentUntil).toBeNull();
    });

    test("ends with a word of the absent, and of nobody else", () => {
      const says = (name: string): Timeline => receivePage(timeline(mia), [entry(2, { sender: agent(name) })]);
      expect(standing(chatSession(gone), says("Leo")).absentUntil).toBe(until);
      expect(standing(chatSession(gone), says("Mia")).absentUntil).toBeNull();
    });
  });
});

describe("the foot", () => {
  const away = { reason: "hours", opensAtMs: null } as const;
  const leaving: OutgoingMessage = { client_id: "c", text: "", atMs: 0, state: "sending", failed: null, leaves: true };
  const thread = (of: Timeline, loaded = true): ThreadState => ({ timeline: of, loaded, read: { customer: 0, agent: 0 }, typing: null, refused: null });
  const quietly = thread(timeline({ name: "closed", by: "system", reason: "idle" }));

  test.each([
    ["at first", {}, "write"],
    ["nobody takes chats", { away }, "leave"],
    ["a message is being left", { away, outgoing: [leaving] }, "write"],
    ["leaving it failed", { away, outgoing: [{ ...leaving, state: "failed" as const }] }, "leave"],
    ["in line, though the desk has closed since", { away, chatSession: chatSession() }, "write"],
    ["a message was left", { away, chatSession: chatSession({ phase: "left" }) }, "write"],
    ["it ended", { chatSession: chatSession({ phase: "closed" }), thread: thread(timeline(closed)) }, "ended"],
    ["it ended, and why is not known yet", { chatSession: chatSession({ phase: "closed", last_seq: 1 }), thread: thread(emptyTimeline, false) }, "nothing"],
    ["it ended quietly", { chatSession: chatSession(), thread: quietly }, "write"],
    ["it ended quietly, and nobody takes chats", { away, chatSession: chatSession(), thread: quietly }, "leave"],
    ["signed out", { away, link: link("stopped", "signed_out") }, "gone"],
  ])("%s: %o", (_name, more, foot) => {
    expect(footOf(deskState(more))).toBe(foot);
  });
});

test.each([
  [null, true, null],
  [link("online"), true, null],
  [link("polling"), true, null],
  [link("connecting"), true, "connecting"],
  [link("waiting", "lost"), true, "reconnecting"],
  [link("waiting", "lost"), false, "offline"],
  [link("waiting", "unavailable"), true, "unreachable"],
  [link("waiting", "too_many"), true, "unreachable"],
  [link("stopped", "unauthenticated"), true, "refused"],
  [link("stopped", "signed_out"), true, null],
  [link("stopped"), true, null],
])("%o, online %s: %s", (of, isOnline, expected) => {
  expect(trouble(deskState({ link: of }), isOnline)).toBe(expected);
});

test("a network that went shows on what does not go out, before the socket has noticed", () => {
  const message = { client_id: "c", text: "", atMs: 0, failed: null, leaves: false };
  expect(trouble(deskState({ link: link("online") }), false)).toBeNull();
  expect(trouble(deskState({ link: link("online"), outgoing: [{ ...message, state: "sending" }] }), false)).toBe("offline");
  expect(trouble(deskState({ link: link("online"), outgoing: [{ ...message, state: "sent" }] }), false)).toBeNull();
});
