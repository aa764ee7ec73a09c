import { describe, expect, it } from "vitest";

import { stringsFor } from "../../src/console/i18n";
import { countdown, customerName, dayName, duration, eventWords, initials, whyReadOnly } from "../../src/console/words";
import { fromFrame } from "../../src/console/workspace";
import type { Entry, Sender } from "../../src/protocol";
import { at, card, entry, floor, me, ME, own, T0, TOM, tom, toms } from "./fakes";

const say = stringsFor("en");

describe("words", () => {
  it.each([
    [-5, "0 s"],
    [59_999, "59 s"],
    [60_000, "1 min"],
    [3_600_000, "1 h"],
    [11_100_000, "3 h 5 min"],
    [180_000_000, "2 d"],
  ])("%d ms lasts %s", (ms, words) => {
    expect(duration(ms, say)).toBe(words);
  });

  it("name the day as people do", () => {
    expect(dayName(T0, T0, "en", say)).toBe("Today");
    expect(dayName(T0 - 86_400_000, T0, "en", say)).toBe("Yesterday");
    expect(dayName(Date.parse("2025-03-02T12:00:00Z"), T0, "en", say)).toBe("Sunday, March 2, 2025");
  });

  it.each([
    ["Ada Lovelace", "AL"],
    ["茶", "茶"],
    ["ada", "A"],
    ["", ""],
  ])("%s is shortened to %s", (name, letters) => {
    expect(initials(name)).toBe(letters);
  });

  it("call a customer by the best name there is", () => {
    expect(customerName({ id: "0198-abcdef", name: "", email: "", verified: false, priority: 0 }, say)).toBe("Customer abcdef");
    expect(customerName({ id: "x", name: "", email: "a@b.example", verified: false, priority: 0 }, say)).toBe("a@b.example");
  });

  it("count down in minutes and seconds", () => {
    expect([countdown(0), countdown(23), countdown(605)]).toEqual(["0:00", "0:23", "10:05"]);
  });

  it("say why nothing can be written", () => {
    const state = fromFrame(floor());
    expect(whyReadOnly(own("s"), state, say)).toBeNull();
    expect(whyReadOnly(toms("s", { helpers: [ME] }), state, say)).toBeNull();
    expect(whyReadOnly(card("s"), state, say)).toBe(say.readOnly.waiting);
    expect(whyReadOnly(card("s", { phase: "left" }), state, say)).toBe(say.readOnly.left);
    expect(whyReadOnly(own("s", { phase: "closed" }), state, say)).toBe(say.readOnly.closed);
    expect(whyReadOnly(toms("s"), state, say)).toBe(say.readOnly.other("Tom"));
    expect(whyReadOnly(own("s", { responsible: null }), state, say)).toBe(say.readOnly.gone);
  });

  it.each<[NonNullable<Entry["event"]>, Sender | null, string]>([
    [{ name: "opened" }, null, "Chat opened"],
    [{ name: "assigned", agent: me }, null, "Assigned to you"],
    [{ name: "assigned", agent: tom }, null, "Assigned to Tom"],
    [{ name: "transferred", by: me, agent: tom }, me, "You transferred this chat to Tom"],
    [{ name: "transferred", by: tom, agent: me }, tom, "Tom transferred this chat to you"],
    [{ name: "transferred", by: tom, group: "Billing" }, tom, "Tom transferred this chat to Billing"],
    [{ name: "transferred", by: me, agent: me }, tom, "You took over this chat"],
    [{ name: "transferred", by: tom, agent: tom }, me, "Tom took over this chat"],
    [{ name: "requeued", reason: "agent_gone" }, tom, "Tom lost the connection: the chat is back in the queue"],
    [{ name: "requeued", reason: "agent_gone" }, null, "Back in the queue: the agent lost the connection"],
    [{ name: "requeued", reason: "given_back" }, me, "You gave this chat back to the queue"],
    [{ name: "requeued", reason: "overflow" }, null, "Moved to another queue: the wait was too long"],
    [{ name: "joined", agent: tom }, me, "Tom joined"],
    [{ name: "parted", agent: me }, tom, "You left"],
    [{ name: "left_message" }, null, "Nobody was available: left as a message"],
    [{ name: "reopened" }, null, "The customer wrote again: the chat goes on"],
    [{ name: "closed", by: "agent" }, me, "Closed by you"],
    [{ name: "closed", by: "agent" }, tom, "Closed by Tom"],
    [{ name: "closed", by: "customer" }, tom, "Closed by the customer"],
    [{ name: "closed", by: "system", reason: "idle" }, tom, "Closed because the customer was silent"],
  ])("tell what happened: %j", (event, responsible, words) => {
    const line = { kind: "event" as const, key: "k", atMs: T0, entry: entry("s", 1, "", { event }), responsible };
    expect(eventWords(line, ME, say, "en")).toBe(words);
  });

  it("tell until when a silent customer has time", () => {
    const closes = entry("s", 1, "", { event: { name: "idle_warned", closes_at: at(0) } });
    const line = { kind: "event" as const, key: "k", atMs: T0, entry: closes, responsible: { ...tom, id: TOM } };
    expect(eventWords(line, ME, say, "en")).toMatch(/^The customer is silent and was told that the chat closes at \d\d:\d\d/);
  });

  it("fall back to English for a language that is not there", () => {
    expect(stringsFor("xx-YY")).toBe(say);
    expect(stringsFor("en-GB")).toBe(say);
  });
});
