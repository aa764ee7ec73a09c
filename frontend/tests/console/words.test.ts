import { describe, expect, it } from "vitest";

import { stringsFor } from "../../src/console/strings";
import { customerName, dayName, duration, initials, whyReadOnly } from "../../src/console/words";
import { card, ME, own, T0 } from "./fakes";

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
    expect(duration(ms)).toBe(words);
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
    expect(customerName({ id: "0198-abcdef", name: "", email: "", verified: false }, say)).toBe("Customer abcdef");
    expect(customerName({ id: "x", name: "", email: "a@b.example", verified: false }, say)).toBe("a@b.example");
  });

  it("say why nothing can be written", () => {
    expect(whyReadOnly(own("s"), ME, say)).toBeNull();
    expect(whyReadOnly(card("s"), ME, say)).toBe(say.readOnly.waiting);
    expect(whyReadOnly(own("s", { phase: "closed" }), ME, say)).toBe(say.readOnly.closed);
    expect(whyReadOnly(own("s"), "another", say)).toBe(say.readOnly.other("Mina"));
    expect(whyReadOnly(own("s", { responsible: null }), ME, say)).toBe(say.readOnly.gone);
  });

  it("fall back to English for a language that is not there", () => {
    expect(stringsFor("xx-YY")).toBe(say);
    expect(stringsFor("en-GB")).toBe(say);
  });
});
