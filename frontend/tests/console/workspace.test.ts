import { describe, expect, it } from "vitest";

import { afterEvent, emptyWorkspace, fromFrame } from "../../src/console/workspace";
import { eventsTell } from "./events_tell";
import { agent, asked, at, card, colleague, entry, floor, group, ME, offer, own, toms, workspace } from "./fakes";

const billing = group("billing");
const overseen = group("overseen", { member: true, supervised: true });
const now = at(0);

eventsTell("the workspace", [
  ["a chat session begins to wait", workspace([], []), [{ type: "chat_session", chat_session: card("s") }], workspace([], [card("s")])],
  [
    "one begins to wait in another group",
    floor({ groups: [billing] }),
    [{ type: "chat_session", chat_session: card("s", { group: "sales" }) }],
    floor({ groups: [billing] }),
  ],
  [
    "a waiting one is written in",
    workspace([], [card("s")]),
    [{ type: "chat_session", chat_session: card("s", asked(2, "Hi")) }],
    workspace([], [card("s", asked(2, "Hi"))]),
  ],
  [
    "it is assigned to a colleague",
    workspace([], [card("s")]),
    [{ type: "chat_session", chat_session: toms("s") }],
    workspace([], []),
  ],
  [
    "two are assigned to a colleague and one begins to wait, told in one frame",
    workspace([], [card("s"), card("t")]),
    [{ type: "changes", chat_sessions: [toms("s"), toms("t"), card("u")], colleagues: [] }],
    workspace([], [card("u")]),
  ],
  [
    "two colleagues are told of in one frame",
    floor({ colleagues: [colleague("tom"), colleague("ann")] }),
    [{ type: "changes", chat_sessions: [], colleagues: [colleague("tom", { load: 2 }), colleague("ann", { load: 3 })] }],
    floor({ colleagues: [colleague("tom", { load: 2 }), colleague("ann", { load: 3 })] }),
  ],
  [
    "it is assigned to a colleague, and I oversee its group",
    floor({ groups: [overseen], waiting: [card("s", { group: "overseen" })] }),
    [{ type: "chat_session", chat_session: toms("s", { group: "overseen" }) }],
    floor({ groups: [overseen], others: [toms("s", { group: "overseen" })] }),
  ],
  [
    "somebody writes in mine",
    workspace([own("s")], []),
    [entry("s", 3, "Hello?")],
    workspace([own("s", asked(3, "Hello?"))], []),
  ],
  [
    "a note leaves the last line as it was",
    workspace([own("s")], []),
    [entry("s", 1, "for us", { lane: "staff" })],
    workspace([own("s")], []),
  ],
  [
    "a left message is taken by me",
    floor({ left: [card("s", { phase: "left" })] }),
    [{ type: "chat_session", chat_session: own("s") }],
    floor({ mine: [own("s")] }),
  ],
  [
    "a closed one is reopened and mine again",
    floor(),
    [{ type: "chat_session", chat_session: own("s", { last_seq: 7 }) }],
    floor({ mine: [own("s", { last_seq: 7 })] }),
  ],
  [
    "I am invited into Tom's",
    floor(),
    [{ type: "chat_session", chat_session: toms("s", { helpers: [ME] }) }],
    floor({ others: [toms("s", { helpers: [ME] })] }),
  ],
  [
    "an agent I oversee drops out and comes back",
    floor({ groups: [overseen], others: [toms("s", { group: "overseen" })] }),
    [
      { type: "chat_session", chat_session: toms("s", { group: "overseen", absent_until: at(30) }) },
      { type: "chat_session", chat_session: toms("s", { group: "overseen" }) },
    ],
    floor({ groups: [overseen], others: [toms("s", { group: "overseen" })] }),
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
  [
    "my status changes",
    workspace([], []),
    [{ type: "agent", agent: agent({ status: "away", status_reason: "missed" }) }],
    workspace([], [], { status: "away", status_reason: "missed" }),
  ],
  [
    "a colleague's standing changes",
    floor({ colleagues: [colleague("tom")] }),
    [{ type: "colleague", colleague: colleague("tom", { effective: "full", load: 5 }) }],
    floor({ colleagues: [colleague("tom", { effective: "full", load: 5 })] }),
  ],
  [
    "the server sends everything anew",
    floor({ mine: [own("gone")], waiting: [card("old")], offers: [offer("o", card("old"))], groups: [billing], tags: ["a"] }),
    [{ ...floor({ mine: [own("s")], waiting: [card("new")], groups: [overseen], tags: ["b"] }), ref: null }],
    floor({ mine: [own("s")], waiting: [card("new")], groups: [overseen], tags: ["b"] }),
  ],
  [
    "typing and the answer to a transfer change nothing here",
    workspace([own("s")], []),
    [
      { type: "typing", chat_session: "s", who: "customer", name: "Ada", on: true },
      { type: "transfer_answered", chat_session: "s", agent: "Tom", outcome: "declined", reason: "" },
    ],
    workspace([own("s")], []),
  ],
]);

describe("what was overtaken", () => {
  it("is a card with an earlier place than what is known", () => {
    const state = fromFrame(workspace([own("s", { last_seq: 5 })], []));
    expect(afterEvent(state, { type: "chat_session", chat_session: card("s", { last_seq: 3 }) })).toBe(state);
  });

  it("is an entry of a session that is not here", () => {
    expect(afterEvent(emptyWorkspace, entry("s", 3, "Hi"))).toBe(emptyWorkspace);
  });

  it("is an offer of what is mine already", () => {
    const state = fromFrame(workspace([own("s")], []));
    expect(afterEvent(state, { type: "offer", now, offer: offer("o", card("s")) })).toBe(state);
  });

  it("is the card on an offer when a later one is known", () => {
    const state = fromFrame(workspace([], [card("s", { last_seq: 4, last_text: "newer" })]));
    const after = afterEvent(state, { type: "offer", now, offer: offer("o", card("s")) });
    expect([after.offers.get("o")?.chat_session.last_text, after.open.get("s")?.last_text]).toEqual(["newer", "newer"]);
  });

  it("is the end of an offer that does not ring here", () => {
    const state = fromFrame(floor());
    expect(afterEvent(state, { type: "offer_ended", offer: "o", chat_session: "s", outcome: "expired" })).toBe(state);
  });
});
