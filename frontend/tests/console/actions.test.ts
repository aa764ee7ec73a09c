import { describe, expect, it } from "vitest";

import { actionsFor } from "../../src/console/actions";
import { fromFrame } from "../../src/console/workspace";
import type { ChatSessionCard } from "../../src/protocol";
import { card, floor, group, ME, own, toms } from "./fakes";

const state = fromFrame(floor({ groups: [group("plain"), group("overseen", { member: true, supervised: true })] }));

describe("what may be done", () => {
  it.each<[string, ChatSessionCard, string[]]>([
    ["mine", own("s"), ["write", "transfer", "requeue", "invite", "close"]],
    ["mine in a group I oversee", own("s", { group: "overseen" }), ["write", "transfer", "requeue", "invite", "close"]],
    ["one I help in", toms("s", { helpers: [ME] }), ["write", "leave"]],
    ["one I help in and oversee", toms("s", { helpers: [ME], group: "overseen" }), ["write", "leave", "take_over", "assign", "close"]],
    ["one I oversee", toms("s", { group: "overseen" }), ["take_over", "assign", "close"]],
    ["a colleague's", toms("s", { group: "plain" }), []],
    ["one that waits", card("s", { group: "plain" }), ["take"]],
    ["one that waits, overseen", card("s", { group: "overseen" }), ["take", "assign", "close"]],
    ["a left message", card("s", { phase: "left" }), ["take"]],
    ["a closed one of mine", own("s", { phase: "closed" }), []],
  ])("with %s", (_case, session, actions) => {
    expect([...actionsFor(session, state)]).toEqual(actions);
  });
});
