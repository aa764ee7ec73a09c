import { expect, test } from "vitest";
import { accentOr, DEFAULT_ACCENT, textOn } from "../../src/widget/colour";

test.each([undefined, "", "red", "#fff", "#12345g", "#123456; } * { display: none", "url(x)"])("%s is no accent of ours", (colour) => {
  expect(accentOr(colour)).toBe(DEFAULT_ACCENT);
});

test.each([
  ["#2f6f4f", "#ffffff"],
  ["#000000", "#ffffff"],
  ["#ffd400", "#101413"],
  ["#ffffff", "#101413"],
])("on %s one writes in %s", (colour, text) => {
  expect(accentOr(colour)).toBe(colour);
  expect(textOn(colour)).toBe(text);
});
