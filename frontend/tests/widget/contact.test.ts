import { expect, test } from "vitest";
import { emailFault, withReturned } from "../../src/widget/panel/contact";

test.each([
  ["", false, "emailNeeded"],
  ["  ", false, "emailNeeded"],
  ["", true, null],
  ["kim@shop.example", false, null],
  [" kim@shop.example ", false, null],
  ["kim", true, "emailWrong"],
  ["kim@shop", false, "emailWrong"],
  ["kim @shop.example", false, "emailWrong"],
  ["kim@lee@shop.example", false, "emailWrong"],
  [`${"k".repeat(250)}@shop.example`, false, "emailWrong"],
])("%o of somebody known (%o): %o", (email, known, fault) => {
  expect(emailFault(email, known)).toBe(fault);
});

test.each([
  ["into an empty box", "", "", "a", "a"],
  ["before what is being written", "new", "", "a", "a\nnew"],
  ["the second one below the first", "a", "a", "a\nb", "a\nb"],
  ["the second one above what was written meanwhile", "a\nnew", "a", "a\nb", "a\nb\nnew"],
  ["the second one below the first, which was changed", "A!", "a", "a\nb", "A!\nb"],
  ["all out again", "a\nb", "a\nb", "", ""],
  ["one out again", "a\nb\nnew", "a\nb", "b", "b\nnew"],
  ["what was changed stays", "A!", "a", "", "A!"],
  ["nothing into a box that was sent", "", "a", "", ""],
])("%s", (_name, text, before, after, expected) => {
  expect(withReturned(text, before, after)).toBe(expected);
});
