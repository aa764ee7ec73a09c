import { expect, it } from "vitest";
import { pageLanguage } from "../../src/shared/page_language";

it.each([
  ["en", ["de", "en-GB", "en-US"], "en-GB"],
  ["en", ["de"], "en"],
  ["", [], "en"],
  ["zh-hans", ["zh-TW", "en"], "zh-hans"],
])("a page in %o for who speaks %o is dated as in %o", (page, spoken, expected) => {
  expect(pageLanguage(page, spoken)).toBe(expected);
});
