import { describe, expect, it } from "vitest";

import { en } from "../../src/console/i18n/en";
import { HELP, hint, is, keysOf, namesOf, type Stroke } from "../../src/console/keymap";

const stroke = (key: string, change: Partial<Stroke> = {}): Stroke => ({
  key,
  code: /^[a-z]$/iu.test(key) ? `Key${key.toUpperCase()}` : key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...change,
});

describe("the table of keys", () => {
  it("stands in the help in full, each key once, each with words", () => {
    const helped = Object.values(HELP).flat() as string[];
    expect([...helped].sort()).toEqual(Object.keys(en.keyWords).sort());
    expect(new Set(helped).size).toBe(helped.length);
    expect(Object.keys(HELP)).toEqual(Object.keys(en.keyGroups));
  });

  it.each([
    ["the letter that Alt makes of it does not matter", stroke("†", { altKey: true, code: "KeyT" }), ["take", "transfer"]],
    ["Ctrl with a letter", stroke("k", { ctrlKey: true }), ["palette"]],
    ["⌘ with a letter", stroke("k", { metaKey: true }), ["palette"]],
    ["a letter alone means nothing", stroke("t"), []],
    ["AltGr is no Alt", stroke("t", { altKey: true, ctrlKey: true }), []],
    ["Shift makes another key of it", stroke("K", { ctrlKey: true, shiftKey: true }), []],
    ["Alt with an arrow", stroke("ArrowDown", { altKey: true }), ["next"]],
  ])("says what a stroke means anywhere: %s", (_case, made, names) => {
    expect(namesOf(made, "anywhere")).toEqual(names);
  });

  it("knows a sign by what is written, whatever it takes to write it", () => {
    expect(is("help", stroke("?", { shiftKey: true, code: "Slash" }))).toBe(true);
    expect(is("help", stroke("?", { code: "Minus" }))).toBe(true);
  });

  it("means one thing at a time, in each scope", () => {
    expect(namesOf(stroke("j"), "list")).toEqual(["row_down"]);
    expect(namesOf(stroke("j"), "thread")).toEqual(["message_down"]);
    expect(namesOf(stroke("x"), "list")).toEqual(["select_row"]);
  });

  it("is written as on the keyboard", () => {
    expect(keysOf("row_down")).toEqual([["↓"], ["J"]]);
    expect([hint("transfer"), hint("palette"), hint("next")]).toEqual(["Alt+T", "Ctrl+K", "Alt+↓"]);
    expect([hint("transfer", true), hint("palette", true)]).toEqual(["⌥T", "⌘K"]);
  });
});
