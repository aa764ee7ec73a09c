import { describe, expect, it } from "vitest";

import { CATALOGUES, stringsFor } from "../../src/console/i18n";
import { areas, en } from "../../src/console/i18n/en";
import { duration } from "../../src/console/words";

/** The paths of a catalogue's leaves, and what stands there. */
function leaves(value: unknown, path = ""): [string, string][] {
  if (typeof value !== "object" || value === null) return [[path, typeof value]];
  return Object.entries(value).flatMap(([key, below]) => leaves(below, `${path}.${key}`));
}
const blank = (value: unknown): boolean => (typeof value === "string" ? value.trim() === "" : Object.values(value ?? {}).some(blank));

describe("the catalogues", () => {
  it.each(Object.keys(CATALOGUES))("%s has every string that English has, and no other", (language) => {
    const sorted = (catalogue: unknown) => leaves(catalogue).sort(([a], [b]) => (a < b ? -1 : 1));
    expect(sorted(CATALOGUES[language])).toEqual(sorted(en));
  });

  it.each(Object.keys(CATALOGUES))("no string of %s is blank", (language) => {
    expect(Object.entries(CATALOGUES[language] ?? {}).filter(([, value]) => blank(value))).toEqual([]);
  });

  it("give each name to one area only", () => {
    const names = Object.values(areas).flatMap((area) => Object.keys(area));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it.each([
    ["en-US", CATALOGUES["en"]],
    ["zh-hans", CATALOGUES["zh"]],
    ["ZH-Hans-CN", CATALOGUES["zh"]],
    ["ar", CATALOGUES["en"]],
    ["", CATALOGUES["en"]],
  ])("for %o the right one is found", (language, catalogue) => {
    expect(stringsFor(language)).toBe(catalogue);
  });

  it("say in their own way how long something lasts", () => {
    expect([5_000, 720_000, 11_100_000].map((ms) => duration(ms, stringsFor("zh")))).toEqual(["5 秒", "12 分钟", "3 小时 5 分"]);
  });
});
