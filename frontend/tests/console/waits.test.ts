import { describe, expect, it } from "vitest";

import { stringsFor } from "../../src/console/i18n";
import { levelOf, running, waitsSince } from "../../src/console/waits";
import { fromFrame } from "../../src/console/workspace";
import { at, card, floor, group, own, toms } from "./fakes";

const viewer = fromFrame(floor({ groups: [group("g", { supervised: true })] }));
const slow = new Map([["g", group("g", { warn_answer_seconds: 300, late_answer_seconds: 900 })]]);

describe("waits", () => {
  it.each([
    ["in the queue, since they began to wait", card("s", { waiting_since: at(3), unanswered_since: at(5) }), at(3)],
    ["with a left message, since it was left", card("s", { phase: "left", waiting_since: at(3) }), at(3)],
    ["in my talk, since they asked", own("s", { unanswered_since: at(5) }), at(5)],
    ["in a colleague's talk, since they asked", toms("s", { group: "g", unanswered_since: at(5) }), at(5)],
    ["not at all when they were answered", own("s", { unanswered_since: null }), null],
    ["not at all when it is over", own("s", { phase: "closed", unanswered_since: at(5) }), null],
  ])("run %s", (_case, chatSession, since) => {
    expect(waitsSince(chatSession, viewer)).toBe(since);
  });

  it.each([
    [59_999, "fresh"],
    [60_000, "warn"],
    [179_999, "warn"],
    [180_000, "late"],
  ])("of %d ms are %s where the group says nothing", (ms, level) => {
    expect(levelOf(ms, own("s"), new Map())).toBe(level);
  });

  it.each([
    [299_999, "fresh"],
    [300_000, "warn"],
    [900_000, "late"],
  ])("of %d ms are %s in a group that takes its time", (ms, level) => {
    expect(levelOf(ms, own("s", { group: "g" }), slow)).toBe(level);
  });

  it("are never too long for a left message", () => {
    expect(levelOf(86_400_000, card("s", { phase: "left" }), new Map())).toBe("fresh");
  });

  it.each([
    [-5, "0:00"],
    [5_900, "0:05"],
    [723_000, "12:03"],
    [3_600_000, "1 h"],
    [11_100_000, "3 h 5 min"],
  ])("of %d ms read %s", (ms, words) => {
    expect(running(ms, stringsFor("en"))).toBe(words);
  });
});
