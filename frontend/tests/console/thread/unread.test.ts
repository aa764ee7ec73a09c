import { describe, expect, it } from "vitest";

import { linesOf } from "../../../src/console/lines";
import { emptyTalk, type Talk } from "../../../src/console/talk";
import { firstUnread } from "../../../src/console/thread/unread";
import type { Entry } from "../../../src/protocol";
import { emptyTimeline, receivePage } from "../../../src/wire/timeline";
import { entry, ME, me } from "../fakes";

const talk = (entries: Entry[], agentRead = 0): Talk => ({
  ...emptyTalk,
  lanes: { ...emptyTalk.lanes, public: receivePage(emptyTimeline, entries) },
  read: { customer: 0, agent: agentRead },
});
const open = [entry("s", 1, "", { event: { name: "opened" } }), entry("s", 2, "a"), entry("s", 3, "b", { sender: me }), entry("s", 4, "c"), entry("s", 5, "d")];
const kinds = (of: Talk, from: number | null) => linesOf(of, { justSent: [], unsent: [] }, ME, () => "day", from).map((line) => (line.kind === "unread" ? `unread ${line.count}` : line.kind));

describe("what is new", () => {
  it("begins with the customer's first message that nobody has read", () => {
    expect([firstUnread(talk(open), 0), firstUnread(talk(open, 2), 0), firstUnread(talk(open, 2), 4), firstUnread(talk(open, 5), 0)]).toEqual([2, 4, 5, null]);
  });

  it("is parted by a line that counts the customer's messages after it", () => {
    expect(kinds(talk(open), 4)).toEqual(["day", "event", "message", "message", "unread 2", "message", "message"]);
    expect(kinds(talk(open), null)).not.toContain("unread 2");
    expect(kinds(talk(open), 6)).toEqual(["day", "event", "message", "message", "message", "message"]);
  });

  it("begins a group of its own", () => {
    const said = linesOf(talk(open), { justSent: [], unsent: [] }, ME, () => "day", 5).filter((line) => line.kind === "message");
    expect(said.map(({ continues, foot }) => [continues, foot])).toEqual([[false, true], [false, true], [false, true], [false, true]]);
  });
});
