import { describe, expect, it } from "vitest";

import { type PaletteItem, ranked } from "../../src/console/palette";

const item = (title: string, change: Partial<PaletteItem> = {}): PaletteItem => ({ key: title, group: "chats", title, detail: "", ...change });
const titles = (items: readonly PaletteItem[], query: string) => ranked(items, query).map(({ title }) => title);

describe("the palette", () => {
  const people = [item("Tomás Rivera", { also: "tomas@example.com" }), item("Ada Lovelace", { detail: "Mine" }), item("Grace Adeyemi"), item("王小明", { also: "橡木桌什么时候有货" })];

  it.each([
    ["nothing finds everything, as it comes", "", ["Tomás Rivera", "Ada Lovelace", "Grace Adeyemi", "王小明"]],
    ["accents and case do not matter", "TOMAS", ["Tomás Rivera"]],
    ["what begins so comes before what has a word that does", "ad", ["Ada Lovelace", "Grace Adeyemi"]],
    ["every word must be found", "ada mine", ["Ada Lovelace"]],
    ["a word that stands nowhere finds nothing", "ada queue", []],
    ["something else is found by too, where a word of it begins", "tomas@", ["Tomás Rivera"]],
    ["not in the middle of it", "xample", []],
    ["but anywhere where words have no spaces", "什么时候", ["王小明"]],
  ])("%s", (_case, query, found) => {
    expect(titles(people, query)).toEqual(found);
  });

  it("shows groups one after the other, six of each", () => {
    const many = [item("Close", { group: "actions" }), ...Array.from({ length: 9 }, (_, n) => item(`Customer ${n}`))];
    expect(titles(many, "c")).toEqual([...Array.from({ length: 6 }, (_, n) => `Customer ${n}`), "Close"]);
  });
});
