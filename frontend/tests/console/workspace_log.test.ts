import type { Entry } from "../../src/protocol";
import { eventsTell } from "./events_tell";
import { agent, at, card, entry, floor, group, last, me, ME, own, TOM, tom, toms, workspace } from "./fakes";

const billing = group("billing");
const happened = (seq: number, event: NonNullable<Entry["event"]>) => entry("s", seq, "", { event });

eventsTell("entries of the log", [
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
    "the entry of an assignment alone says it too",
    workspace([], [card("s")]),
    [happened(2, { name: "assigned", agent: me })],
    workspace([own("s", last(2))], []),
  ],
  [
    "mine is closed, told twice",
    workspace([own("s")], []),
    [
      happened(3, { name: "closed", by: "customer" }),
      { type: "chat_session", chat_session: own("s", { phase: "closed", last_seq: 3 }) },
    ],
    workspace([], []),
  ],
  [
    "mine is transferred to a colleague",
    workspace([own("s")], []),
    [happened(3, { name: "transferred", by: me, agent: tom })],
    workspace([], []),
  ],
  [
    "a colleague's is transferred to me, who helped in it",
    floor({ others: [toms("s", { helpers: [ME], absent_until: at(9) })] }),
    [happened(3, { name: "transferred", by: tom, agent: me })],
    floor({ mine: [own("s", last(3))] }),
  ],
  [
    "mine is transferred to the queue of a group of mine",
    floor({ groups: [billing], mine: [own("s")] }),
    [happened(3, { name: "transferred", by: me, agent: null, group: "billing" })],
    floor({ groups: [billing], waiting: [card("s", { ...last(3), group: "billing" })] }),
  ],
  [
    "mine is transferred to the queue of a group that is not mine",
    floor({ groups: [billing], mine: [own("s", { group: "billing" })] }),
    [happened(3, { name: "transferred", by: me, agent: null, group: "sales" })],
    floor({ groups: [billing] }),
  ],
  [
    "mine goes back to the queue, at the place it had",
    workspace([own("s", { order_at: at(-9), absent_until: at(30) })], [card("w")]),
    [happened(3, { name: "requeued", reason: "agent_gone" })],
    workspace([], [card("s", { ...last(3), order_at: at(-9) }), card("w")]),
  ],
  [
    "one that waits becomes a left message",
    workspace([], [card("s")]),
    [happened(2, { name: "left_message" })],
    floor({ left: [card("s", { ...last(2), phase: "left" })] }),
  ],
  [
    "the customer of a left message is here again, and it waits",
    floor({ left: [card("s", { phase: "left" })] }),
    [happened(2, { name: "reopened" })],
    floor({ waiting: [card("s", last(2))] }),
  ],
  [
    "Tom joins mine",
    workspace([own("s")], []),
    [happened(3, { name: "joined", agent: tom })],
    workspace([own("s", { ...last(3), helpers: [TOM] })], []),
  ],
  [
    "Tom leaves mine",
    workspace([own("s", { helpers: [TOM] })], []),
    [happened(3, { name: "parted", agent: tom })],
    workspace([own("s", last(3))], []),
  ],
  [
    "I leave Tom's",
    floor({ others: [toms("s", { helpers: [ME] })] }),
    [happened(3, { name: "parted", agent: me })],
    floor(),
  ],
  [
    "a silent customer is warned",
    workspace([own("s")], []),
    [happened(3, { name: "idle_warned", closes_at: at(300) })],
    workspace([own("s", last(3))], []),
  ],
]);
