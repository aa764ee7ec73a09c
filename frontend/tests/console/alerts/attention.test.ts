import { describe, expect, it } from "vitest";

import { Attention } from "../../../src/console/alerts/attention";
import type { TabChannel } from "../../../src/wire/tabs";
import { FakeClock } from "../../wire/fakes";

/** Two tabs of one browser. */
function tabs(): [TabChannel, TabChannel] {
  const heard: ((message: unknown) => void)[][] = [[], []];
  const channel = (own: number): TabChannel => ({
    post: (message) => heard[1 - own]?.forEach((listener) => listener(structuredClone(message))),
    listen: (listener) => {
      heard[own]?.push(listener);
      return () => undefined;
    },
    close: () => undefined,
  });
  return [channel(0), channel(1)];
}

function two() {
  const clock = new FakeClock();
  const [first, second] = tabs();
  return { clock, one: new Attention(first, clock, "one"), other: new Attention(second, clock, "other") };
}

describe("attention", () => {
  it("is on the chat that is on screen in whichever tab has the focus", () => {
    const { one, other } = two();
    expect(one.isOn()).toBe(false);
    other.look({ at: "s" });
    expect([one.isOn(), one.isOn("s"), one.isOn("t"), other.isOn("s")]).toEqual([true, true, false, true]);
    other.look({ at: "t" });
    expect([one.isOn("s"), one.isOn("t")]).toEqual([false, true]);
  });

  it("is on the console where no chat is on screen", () => {
    const { one, other } = two();
    other.look({ at: null });
    expect([one.isOn(), one.isOn("s")]).toEqual([true, false]);
  });

  it("ends when somebody looks away", () => {
    const { one, other } = two();
    other.look({ at: "s" });
    other.look(null);
    expect([one.isOn(), other.isOn()]).toEqual([false, false]);
  });

  it("lasts while it does, and is forgotten of a tab that says nothing more", async () => {
    const { clock, one, other } = two();
    other.look({ at: "s" });
    await clock.pass(60_000);
    expect(one.isOn("s")).toBe(true);
    const gone = tabs();
    const last = new Attention(gone[0], clock, "last");
    gone[1].post({ tab: "crashed", at: "s" });
    expect(last.isOn("s")).toBe(true);
    await clock.pass(12_000);
    expect(last.isOn("s")).toBe(false);
  });
});
