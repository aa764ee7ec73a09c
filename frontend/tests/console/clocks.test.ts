import { describe, expect, it } from "vitest";

import { Activity } from "../../src/console/activity";
import { aheadMs, secondsLeft, shareLeft } from "../../src/console/server_clock";
import { TraceWatch } from "../../src/console/trace_watch";
import type { Trace } from "../../src/protocol";
import { FakeClock, settle } from "../wire/fakes";
import { at, T0 } from "./fakes";

describe("the server's clock", () => {
  it("may be ahead of or behind this device's", () => {
    expect([aheadMs(at(5), T0), aheadMs(at(0), T0 + 2_000)]).toEqual([5_000, -2_000]);
  });

  it.each([
    [0, 20, 1],
    [500, 20, 0.975],
    [15_001, 5, 0.24995],
    [20_000, 0, 0],
    [99_000, 0, 0],
  ])("%d ms after an offer of 20 s, %d s are left", (ms, seconds, share) => {
    expect(secondsLeft(at(20), T0 + ms)).toBe(seconds);
    expect(shareLeft(at(0), at(20), T0 + ms)).toBeCloseTo(share, 5);
  });
});

describe("activity", () => {
  const set = (heard: boolean) => {
    const clock = new FakeClock();
    const told: number[] = [];
    const tell = () => {
      told.push(clock.now());
      return Promise.resolve(heard);
    };
    return { clock, told, activity: new Activity(tell, clock) };
  };

  it("is told at once and then at most once a minute", async () => {
    const { clock, told, activity } = set(true);
    const start = clock.now();
    for (let second = 0; second < 130; second++) {
      activity.seen();
      await clock.pass(1_000);
    }
    expect(told.map((ms) => ms - start)).toEqual([0, 60_000, 120_000]);
  });

  it("is told again soon when the server did not hear it", async () => {
    const { clock, told, activity } = set(false);
    const start = clock.now();
    for (let second = 0; second < 8; second++) {
      activity.seen();
      await clock.pass(1_000);
    }
    expect(told.map((ms) => ms - start)).toEqual([0, 5_000]);
  });
});

describe("the answer to why", () => {
  const trace = (session: string): Trace => ({ type: "trace", ref: 0, chat_session: session, steps: [], still_waiting: [] });
  const set = () => {
    const clock = new FakeClock();
    const asked: [string, number][] = [];
    const parts = { clock, asked, begin: clock.now(), answers: true };
    const watch = new TraceWatch((session) => {
      asked.push([session, clock.now() - parts.begin]);
      return Promise.resolve(parts.answers ? trace(session) : null);
    }, clock);
    return { ...parts, parts, watch };
  };

  it("comes at once, and anew every five seconds while it is read", async () => {
    const { clock, asked, watch } = set();
    watch.watch("s");
    watch.watch("s");
    expect(watch.watched.value).toEqual({ session: "s", trace: null, failed: false });
    await clock.pass(11_000);
    expect(asked).toEqual([["s", 0], ["s", 5_000], ["s", 10_000]]);
    expect(watch.watched.value).toEqual({ session: "s", trace: trace("s"), failed: false });
    watch.stop();
    await clock.pass(60_000);
    expect(asked).toHaveLength(3);
  });

  it("follows what happens, but asks at most once a second", async () => {
    const { clock, asked, watch } = set();
    watch.watch("s");
    await settle();
    watch.poke("s");
    watch.poke("other");
    watch.poke("s");
    await clock.pass(3_000);
    watch.poke("s");
    await clock.pass(100);
    expect(asked).toEqual([["s", 0], ["s", 1_000], ["s", 3_000]]);
  });

  it("keeps the last answer when there is no new one", async () => {
    const { clock, parts, watch } = set();
    watch.watch("s");
    await settle();
    parts.answers = false;
    await clock.pass(5_000);
    expect(watch.watched.value).toEqual({ session: "s", trace: trace("s"), failed: true });
  });

  it("drops an answer for what is no longer looked at", async () => {
    const { watch } = set();
    watch.watch("s");
    watch.watch("t");
    await settle();
    expect(watch.watched.value?.trace).toEqual(trace("t"));
  });
});
