import { describe, expect, it } from "vitest";

import { lookedAtAfter } from "../../src/console/looked_at";
import { fromFrame } from "../../src/console/workspace";
import type { Entry } from "../../src/protocol";
import { card, entry, floor, me, offer, own, tom, toms, workspace } from "./fakes";

const happened = (seq: number, event: NonNullable<Entry["event"]>) => entry("s", seq, "", { event });

describe("the session on screen", () => {
  const state = fromFrame(workspace([], []));

  it("stays there, closed, when it leaves the lists", () => {
    expect(lookedAtAfter(own("s"), state, happened(3, { name: "closed", by: "agent" })).phase).toBe("closed");
  });

  it("shows whose it is after it was passed on", () => {
    const moved = lookedAtAfter(own("s"), state, happened(3, { name: "transferred", by: me, agent: tom }));
    expect([moved.responsible, moved.last_seq]).toEqual([tom, 3]);
    expect(lookedAtAfter(moved, state, happened(2, { name: "assigned", agent: me }))).toBe(moved);
  });

  it("is nobody's I know of when a fetch no longer has it", () => {
    expect(lookedAtAfter(own("s"), state, workspace([], [])).responsible).toBeNull();
  });

  it("is the card of the lists while it stands there, or of the offer while it rings", () => {
    const listed = fromFrame(workspace([own("s", { last_seq: 8 })], []));
    expect(lookedAtAfter(card("s"), listed, entry("t", 1, "x")).last_seq).toBe(8);
    const rings = fromFrame(floor({ offers: [offer("o", toms("s", { last_seq: 9 }))] }));
    expect(lookedAtAfter(card("s"), rings, entry("t", 1, "x")).last_seq).toBe(9);
  });
});
