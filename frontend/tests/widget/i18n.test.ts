import { expect, test } from "vitest";
import { spokenFor, stringsFor } from "../../src/widget/panel/i18n";
import { en } from "../../src/widget/panel/i18n/en";
import { zh } from "../../src/widget/panel/i18n/zh";

test.each([
  ["en-US", "en-US", en],
  ["en", "en", en],
  ["zh-CN", "zh-CN", zh],
  ["ZH-Hant-TW", "ZH-Hant-TW", zh],
  ["fr-FR", "en-GB", en],
  ["ar", "en-GB", en],
  ["", "en-GB", en],
])("a browser that speaks %o is spoken to in %o", (language, spoken, strings) => {
  expect(spokenFor(language)).toBe(spoken);
  expect(stringsFor(language)).toBe(strings);
});
