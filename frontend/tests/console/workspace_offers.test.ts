import type { Entry } from "../../src/protocol";
import { eventsTell } from "./events_tell";
import { asked, at, card, entry, floor, group, offer, own, toms } from "./fakes";

const billing = group("billing");
const now = at(0);
const happened = (seq: number, event: NonNullable<Entry["event"]>) => entry("s", seq, "", { event });

eventsTell("offers", [
  ["it rings", floor(), [{ type: "offer", now, offer: offer("o", card("s")) }], floor({ offers: [offer("o", card("s"))], waiting: [card("s")] })],
  [
    "a transfer from a group that is not mine rings",
    floor({ groups: [billing] }),
    [{ type: "offer", now, offer: offer("o", toms("s", { group: "sales" })) }],
    floor({ groups: [billing], offers: [offer("o", toms("s", { group: "sales" }))] }),
  ],
  [
    "the customer writes while it rings",
    floor({ offers: [offer("o", card("s"))], waiting: [card("s")] }),
    [entry("s", 2, "Hello?")],
    floor({
      offers: [offer("o", card("s", asked(2, "Hello?")))],
      waiting: [card("s", asked(2, "Hello?"))],
    }),
  ],
  [
    "it rings no more",
    floor({ offers: [offer("o", card("s"))], waiting: [card("s")] }),
    [{ type: "offer_ended", offer: "o", chat_session: "s", outcome: "expired" }],
    floor({ waiting: [card("s")] }),
  ],
  [
    "it is accepted in another tab",
    floor({ offers: [offer("o", card("s"))], waiting: [card("s")] }),
    [
      { type: "chat_session", chat_session: own("s") },
      { type: "offer_ended", offer: "o", chat_session: "s", outcome: "accepted" },
    ],
    floor({ mine: [own("s")] }),
  ],
  [
    "the customer closes what rings",
    floor({ offers: [offer("o", card("s"))], waiting: [card("s")] }),
    [happened(2, { name: "closed", by: "customer" })],
    floor(),
  ],
]);
