import { describe, expect, it } from "vitest";

import type { AgentSideEvent, ChatSessionCard, Workspace } from "../../src/protocol";
import { afterEvent, emptyWorkspace, fromFrame, lookedAtAfter, mine, waiting } from "../../src/console/workspace";
import { agent, at, card, entry, ME, own, workspace } from "./fakes";

const me = { kind: "agent" as const, id: ME, name: "Mina" };
const other = { kind: "agent" as const, id: "b0000000-0000-7000-8000-000000000002", name: "Tom" };

/** The state after `events` is the one that a fetch would give afterwards. */
const cases: [string, Workspace, AgentSideEvent[], Workspace][] = [
  ["a chat session begins to wait", workspace([], []), [{ type: "chat_session", chat_session: card("s") }], workspace([], [card("s")])],
  [
    "a waiting one is written in",
    workspace([], [card("s")]),
    [{ type: "chat_session", chat_session: card("s", { last_seq: 2, last_text: "Hi", last_at: at(2) }) }],
    workspace([], [card("s", { last_seq: 2, last_text: "Hi", last_at: at(2) })]),
  ],
  [
    "it is assigned to me",
    workspace([], [card("s")]),
    [
      { type: "chat_session", chat_session: own("s") },
      { type: "agent", agent: agent({ load: 2 }) },
    ],
    workspace([own("s")], [], { load: 2 }),
  ],
  [
    "it is assigned to a colleague",
    workspace([], [card("s")]),
    [{ type: "chat_session", chat_session: card("s", { phase: "active", responsible: other, last_seq: 2 }) }],
    workspace([], []),
  ],
  [
    "the entry of an assignment alone says it too",
    workspace([], [card("s")]),
    [entry("s", 2, "", { event: { name: "assigned", agent: me }, at: at(2) })],
    workspace([own("s", { last_at: at(2) })], []),
  ],
  [
    "somebody writes in mine",
    workspace([own("s")], []),
    [entry("s", 3, "Hello?")],
    workspace([own("s", { last_seq: 3, last_text: "Hello?", last_at: at(3) })], []),
  ],
  [
    "a note leaves the last line as it was",
    workspace([own("s")], []),
    [entry("s", 1, "for us", { lane: "staff" })],
    workspace([own("s")], []),
  ],
  [
    "mine is closed, told twice",
    workspace([own("s")], []),
    [
      entry("s", 3, "", { event: { name: "closed", by: "customer" } }),
      { type: "chat_session", chat_session: own("s", { phase: "closed", last_seq: 3 }) },
    ],
    workspace([], []),
  ],
  [
    "read marks come out of order",
    workspace([own("s", { last_seq: 9 })], []),
    [
      { type: "read", chat_session: "s", read: { customer: 7, agent: 3 } },
      { type: "read", chat_session: "s", read: { customer: 5, agent: 4 } },
    ],
    workspace([own("s", { last_seq: 9, read: { customer: 7, agent: 4 } })], []),
  ],
  ["my status changes", workspace([], []), [{ type: "agent", agent: agent({ status: "away" }) }], workspace([], [], { status: "away" })],
  [
    "the server sends everything anew",
    workspace([own("gone")], [card("old")]),
    [{ ...workspace([own("s")], [card("new")]), ref: null }],
    workspace([own("s")], [card("new")]),
  ],
  [
    "typing changes nothing here",
    workspace([own("s")], []),
    [{ type: "typing", chat_session: "s", who: "customer", name: "Ada", on: true }],
    workspace([own("s")], []),
  ],
];

describe("state by events = state by fetch", () => {
  it.each(cases)("%s", (_case, before, events, after) => {
    expect(events.reduce(afterEvent, fromFrame(before))).toEqual(fromFrame(after));
  });

  it.each(cases)("repeats are harmless: %s", (_case, before, events, after) => {
    expect([...events, ...events].reduce(afterEvent, fromFrame(before))).toEqual(fromFrame(after));
  });
});

describe("the lists", () => {
  const ids = (cards: ChatSessionCard[]) => cards.map(({ id }) => id);

  it("show mine and the waiting ones by opening, whatever the order they came in", () => {
    const state = fromFrame(
      workspace(
        [own("m2", { opened_at: at(5) }), own("m1")],
        [card("w3", { opened_at: at(9) }), card("w1"), card("w2", { opened_at: at(4) })],
      ),
    );
    expect(ids(mine(state))).toEqual(["m1", "m2"]);
    expect(ids(waiting(state))).toEqual(["w1", "w2", "w3"]);
  });

  it("ignore a card that was overtaken by a later entry", () => {
    const state = fromFrame(workspace([own("s", { last_seq: 5 })], []));
    expect(afterEvent(state, { type: "chat_session", chat_session: card("s", { last_seq: 3 }) })).toBe(state);
  });

  it("ignore entries of sessions that are not here", () => {
    expect(afterEvent(emptyWorkspace, entry("s", 3, "Hi"))).toBe(emptyWorkspace);
  });
});

describe("the session on screen", () => {
  const state = fromFrame(workspace([], []));

  it("stays there, closed, when it leaves the lists", () => {
    const closed = entry("s", 3, "", { event: { name: "closed", by: "agent" } });
    expect(lookedAtAfter(own("s"), state, closed).phase).toBe("closed");
  });

  it("is nobody's I know of when a fetch no longer has it", () => {
    expect(lookedAtAfter(own("s"), state, workspace([], [])).responsible).toBeNull();
  });

  it("is the card of the lists while it stands there", () => {
    const listed = fromFrame(workspace([own("s", { last_seq: 8 })], []));
    expect(lookedAtAfter(card("s"), listed, entry("t", 1, "x")).last_seq).toBe(8);
  });
});
