import { describe, expect, it } from "vitest";

import { groupMark, left, longestWaiting, mine, others, ringing, rows, waiting } from "../../src/console/lists";
import { fromFrame } from "../../src/console/workspace";
import { at, card, floor, group, ME, offer, own, T0, toms } from "./fakes";

const ids = (items: { id: string }[]) => items.map(({ id }) => id);

describe("the lists", () => {
  const state = fromFrame(
    floor({
      groups: [group("g"), group("h", { member: true, supervised: true })],
      mine: [own("m2", { unanswered_since: at(5) }), own("m1", { unanswered_since: at(4) })],
      waiting: [card("w3", { order_at: at(9), opened_at: at(-99) }), card("w1"), card("w2", { order_at: at(4) }), card("rings")],
      others: [toms("o2", { group: "h", unanswered_since: at(3) }), toms("o1", { helpers: [ME], unanswered_since: at(2) })],
      left: [card("l2", { phase: "left", order_at: at(2) }), card("l1", { phase: "left", group: "g" })],
      offers: [offer("late", card("x"), { deadline: at(30) }), offer("soon", card("rings"), { deadline: at(10) })],
    }),
  );

  it("show of mine first who waits longest for an answer, then those last answered", () => {
    const asked = (id: string, seconds: number) => own(id, { unanswered_since: at(seconds), last_at: at(99) });
    const answered = (id: string, seconds: number) => own(id, { unanswered_since: null, last_at: at(seconds) });
    const five = floor({ mine: [answered("quiet", 1), asked("asked", 20), answered("just", 50), asked("longest", 5), answered("now", 50)] });
    expect(ids(mine(fromFrame(five)))).toEqual(["longest", "asked", "just", "now", "quiet"]);
  });

  it("show the queue in its own order, without what rings here", () => {
    expect(ids(waiting(state))).toEqual(["w1", "w2", "w3"]);
  });

  it("show what I help in and what I oversee in the same order", () => {
    expect(ids(others(state))).toEqual(["o1", "o2"]);
  });

  it("show left messages, oldest first", () => {
    expect(ids(left(state))).toEqual(["l1", "l2"]);
  });

  it("stand one below the other", () => {
    expect(ids(rows(state))).toEqual(["m1", "m2", "w1", "w2", "w3", "o1", "o2", "l1", "l2"]);
  });

  it("show what rings, the nearest deadline first, until its end should have been heard", () => {
    expect(ids(ringing(state, T0))).toEqual(["soon", "late"]);
    expect(ids(ringing(state, T0 + 12_999))).toEqual(["soon", "late"]);
    expect(ids(ringing(state, T0 + 13_000))).toEqual(["late"]);
  });

  it.each([
    ["microseconds count", "2026-11-23T10:00:00.000002Z", "2026-11-23T10:00:00.000001Z", ["b", "a"]],
    ["a whole second comes before its fractions", "2026-11-23T10:00:00.5Z", "2026-11-23T10:00:00Z", ["b", "a"]],
    ["the same moment: the lower id", "2026-11-23T10:00:00Z", "2026-11-23T10:00:00.000Z", ["a", "b"]],
  ])("order the queue as the server does: %s", (_case, a, b, order) => {
    const queue = floor({ waiting: [card("a", { order_at: a }), card("b", { order_at: b })] });
    expect(ids(waiting(fromFrame(queue)))).toEqual(order);
  });

  it("know who waits longest, who with priorities need not be the first", () => {
    const queue = fromFrame(floor({ waiting: [card("vip", { order_at: at(-99), waiting_since: at(7) }), card("w", { waiting_since: at(3) })] }));
    expect(longestWaiting(waiting(queue))?.id).toBe("w");
    expect(longestWaiting([])).toBeNull();
  });

  it("name a group only where there are several", () => {
    expect(groupMark(state, card("s", { group: "g" }))).toBe("g");
    expect(groupMark(state, card("s"))).toBeNull();
    expect(groupMark(fromFrame(floor({ groups: [group("g")] })), card("s", { group: "g" }))).toBeNull();
  });
});
