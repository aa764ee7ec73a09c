import { expect, test } from "vitest";
import type { DeskState } from "../../src/widget/panel/desk";
import { agentName, trouble } from "../../src/widget/panel/status";
import type { LinkState } from "../../src/wire/link";
import { emptyTimeline, receivePage } from "../../src/wire/timeline";
import { entry } from "../wire/fakes";

const state = (more: Partial<DeskState> = {}): DeskState => ({
  link: null,
  chatSession: null,
  thread: null,
  outgoing: [],
  closed: false,
  unread: 0,
  maxTextChars: 8_000,
  ...more,
});
const link = (phase: LinkState["phase"], reason: string | null = null): LinkState => ({ phase, reason, retryAt: null });

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
  expect(trouble(state({ link: of }), isOnline)).toBe(expected);
});

test("a network that went shows on what does not go out, before the socket has noticed", () => {
  const message = { client_id: "c", text: "", atMs: 0, failed: null };
  expect(trouble(state({ link: link("online") }), false)).toBeNull();
  expect(trouble(state({ link: link("online"), outgoing: [{ ...message, state: "sending" }] }), false)).toBe("offline");
  expect(trouble(state({ link: link("online"), outgoing: [{ ...message, state: "sent" }] }), false)).toBeNull();
});

test("the agent is the one assigned last, and nobody once the chat has ended", () => {
  const assigned = (seq: number, name: string) =>
    entry(seq, { kind: "event", event: { name: "assigned", agent: { kind: "agent", id: name, name } } });
  const timeline = receivePage(emptyTimeline, [assigned(1, "Ada"), assigned(2, "Bo")]);
  const read = { customer: 0, agent: 0 };
  const chatSession = { id: "s1", phase: "active", opened_at: "", last_seq: 2, agent: null, read } as const;
  const thread = { timeline, loaded: true, read, typing: null, refused: null };
  expect(agentName(state({ chatSession, thread }))).toBe("Bo");
  expect(agentName(state({ chatSession, thread, closed: true }))).toBeNull();
  expect(agentName(state())).toBeNull();
});
