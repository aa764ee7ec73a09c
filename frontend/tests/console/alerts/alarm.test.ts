import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";

import { Alarm } from "../../../src/console/alerts/alarm";
import type { Shown } from "../../../src/console/alerts/notifications";
import { type Choices, Device } from "../../../src/console/device";
import { stringsFor } from "../../../src/console/i18n";
import { emptyWorkspace, fromFrame } from "../../../src/console/workspace";
import type { Workspace } from "../../../src/protocol";
import { FakeClock } from "../../wire/fakes";
import { at, card, floor, offer, own, T0, tom } from "../fakes";

interface Set {
  leads?: boolean;
  looks?: boolean | string;
  choices?: Partial<Choices>;
}

function set({ leads = true, looks = false, choices = {} }: Set = {}) {
  const played: string[] = [];
  const shown: Shown[] = [];
  const closed: string[] = [];
  const went: (string | null)[] = [];
  const clock = new FakeClock();
  const began = clock.now();
  const device = new Device({ getItem: () => null, setItem: () => undefined });
  device.choose(choices);
  const leader = { leads: signal(leads) };
  const attention = { isOn: (session?: string) => (typeof looks === "string" ? session === undefined || session === looks : looks) };
  const alarm = new Alarm({
    sounds: { play: (sound, volume) => played.push(`${sound} ${volume}`) },
    notifications: { show: (one) => shown.push(one), close: (tag) => closed.push(tag) },
    leaders: { sound: leader, desktop: leader },
    attention,
    device,
    clock,
    serverNow: () => T0 + clock.now() - began,
    say: stringsFor("en"),
    goTo: (session) => went.push(session),
  });
  alarm.hear(emptyWorkspace);
  alarm.hear(fromFrame(floor()));
  return { alarm, clock, played, shown, closed, went, hear: (frame: Workspace) => alarm.hear(fromFrame(frame)) };
}

const rings = floor({ offers: [offer("1", card("s", { last_text: "Hello?" }), { deadline: at(20) })] });
const mine = (seq: number) => own("m", { last_text: "Hi", last_text_seq: seq, unanswered_since: at(1) });

describe("the alarm", () => {
  it("rings until it is accepted", async () => {
    const { clock, played, hear } = set();
    hear(rings);
    expect(played).toEqual(["ring 0.7"]);
    await clock.pass(6_000);
    expect(played).toHaveLength(3);
    hear(floor({ mine: [own("s")] }));
    await clock.pass(20_000);
    expect(played).toHaveLength(3);
  });

  it("rings no longer than the deadline, even when its end is not heard", async () => {
    const { clock, played, hear } = set();
    hear(rings);
    await clock.pass(60_000);
    expect(played).toHaveLength(7);
  });

  it("rings once for each while somebody looks", async () => {
    const { clock, played, hear } = set({ looks: true });
    hear(rings);
    await clock.pass(9_000);
    expect(played).toHaveLength(1);
    hear(floor({ offers: [...rings.offers, offer("2", card("t"), { deadline: at(30) })] }));
    await clock.pass(9_000);
    expect(played).toHaveLength(2);
  });

  it("keeps ringing while somebody looks, where that was chosen", async () => {
    const { clock, played, hear } = set({ looks: true, choices: { ringOn: true } });
    hear(rings);
    await clock.pass(6_000);
    expect(played).toHaveLength(3);
  });

  it("says that a chat was given to me, unless I have just accepted it, here or in another tab", async () => {
    const { clock, played, shown, hear } = set();
    hear(rings);
    hear(floor());
    hear(floor({ mine: [own("s")] }));
    expect([played.length, shown.length]).toEqual([1, 1]);
    hear(floor());
    await clock.pass(6_000);
    hear(floor({ mine: [own("s")] }));
    expect([played.length, shown.length]).toEqual([2, 2]);
  });

  it("is silent in a tab that does not lead, and where sounds are off", () => {
    for (const quiet of [set({ leads: false }), set({ choices: { ringSound: false, desktop: false } })]) {
      quiet.hear(rings);
      expect([quiet.played, quiet.shown]).toEqual([[], []]);
    }
  });

  it("knocks for a message, once for many", async () => {
    const { clock, played, hear } = set();
    for (const seq of [1, 2, 3]) hear(floor({ mine: [mine(seq)] }));
    expect(played).toEqual(["ring 0.7", "message 0.7"]);
    await clock.pass(2_000);
    hear(floor({ mine: [mine(4)] }));
    expect(played).toEqual(["ring 0.7", "message 0.7", "message 0.7"]);
  });

  it("is quiet about the chat that I look at, not about another", () => {
    for (const [looks, sounds] of [
      ["m", 0],
      ["other", 1],
    ] as const) {
      const { played, hear } = set({ looks });
      hear(floor({ mine: [mine(1)] }));
      played.length = 0;
      hear(floor({ mine: [mine(2)] }));
      expect(played).toHaveLength(sounds);
    }
  });

  it("shows on the desktop what happens while nobody looks, and takes it away when it is over", () => {
    const { shown, closed, went, hear } = set();
    hear(rings);
    expect(shown).toMatchObject([{ tag: "offer 1", title: "Ada is ringing", body: "Hello?", stays: true }]);
    hear(floor({ mine: [mine(1)] }));
    expect(closed).toEqual(["offer 1"]);
    hear(floor({ mine: [mine(2)], mentions: [{ chat_session: "m", seq: 1, by: tom, text: "look", at: at(1) }] }));
    expect(shown.slice(1)).toMatchObject([
      { tag: "m", title: "The chat with Ada is yours now" },
      { tag: "m", title: "Ada", body: "Hi", stays: false },
      { tag: "mention m", title: "Tom mentioned you", body: "look" },
    ]);
    for (const { onClick } of shown) onClick();
    expect(went).toEqual([null, "m", "m", "m"]);
  });

  it("keeps what customers wrote off the desktop where that was chosen", () => {
    const { shown, hear } = set({ choices: { showText: false } });
    hear(rings);
    expect(shown).toMatchObject([{ body: "" }]);
  });

  it("shows nothing on the desktop while somebody looks", () => {
    const { shown, hear } = set({ looks: true });
    hear(rings);
    expect(shown).toEqual([]);
  });
});
