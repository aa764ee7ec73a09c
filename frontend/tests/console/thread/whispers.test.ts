import { describe, expect, it } from "vitest";

import { emptyTalk, type Talk } from "../../../src/console/talk";
import { whispersIn } from "../../../src/console/thread/whispers";
import type { Entry } from "../../../src/protocol";
import { at, entry, me, tom } from "../fakes";

const talk = (open: Entry[], staff: Entry[]): Talk => ({
  ...emptyTalk,
  lanes: { public: { entries: open, early: new Map() }, staff: { entries: staff, early: new Map() } },
});
const note = (seq: number, sender: typeof me, seconds: number) => entry("s", seq, "look", { lane: "staff", sender, at: at(seconds), client_id: `n${seq}` });
const assigned = (seq: number, agent: typeof me) => entry("s", seq, "", { event: { name: "assigned", agent }, at: at(seq) });

describe("whispers", () => {
  it.each([
    ["none of who answers", [assigned(1, me)], [note(1, me, 5)], []],
    ["those of who has no part in it", [assigned(1, me)], [note(1, tom, 5)], ["n1"]],
    ["none of who helps", [assigned(1, me), entry("s", 2, "", { event: { name: "joined", agent: tom }, at: at(2) })], [note(1, tom, 5)], []],
    ["those from before one had a part", [assigned(1, me), assigned(8, tom)], [note(1, tom, 5), note(2, tom, 9)], ["n1"]],
    ["none of who passed it on", [assigned(1, me), entry("s", 2, "", { event: { name: "transferred", by: tom, agent: me }, at: at(5) })], [note(1, tom, 5)], []],
    ["no events", [], [entry("s", 1, "", { lane: "staff", event: { name: "opened" } })], []],
  ])("are %s", (_case, open, staff, whispered) => {
    expect(whispersIn(talk(open, staff))).toEqual(whispered);
  });
});
