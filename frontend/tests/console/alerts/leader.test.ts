import { describe, expect, it } from "vitest";

import { Leader } from "../../../src/console/alerts/leader";
import { settle } from "../../wire/fakes";

/** Web Locks of one browser: one holder for each name, the next in line when it lets go. */
function locks() {
  const held = new Map<string, Promise<unknown>>();
  return {
    request: (name: string, work: () => Promise<unknown>) => {
      const mine = (held.get(name) ?? Promise.resolve()).then(work);
      held.set(name, mine);
      return mine;
    },
  } as unknown as Pick<LockManager, "request">;
}

describe("a leader", () => {
  it("is the first that stands, and the only one", async () => {
    const browser = locks();
    const [one, other] = [new Leader(browser, "sounds"), new Leader(browser, "sounds")];
    one.stand();
    one.stand();
    other.stand();
    await settle();
    expect([one.leads.value, other.leads.value]).toEqual([true, false]);
  });

  it("is nobody before somebody stands", async () => {
    const one = new Leader(locks(), "sounds");
    await settle();
    expect(one.leads.value).toBe(false);
  });

  it("is everybody where tabs cannot agree", async () => {
    const refused = { request: () => Promise.reject(new Error("no")) } as unknown as Pick<LockManager, "request">;
    const all = [new Leader(undefined, "sounds"), new Leader(refused, "sounds")];
    for (const one of all) one.stand();
    await settle();
    expect(all.map(({ leads }) => leads.value)).toEqual([true, true]);
  });
});
