import { expect, test } from "vitest";

import { dayOf, dayTeller } from "../../src/shared/times";

test("a teller says of every moment what is said of each alone, in whatever order they come", () => {
  const noon = new Date(2026, 2, 29, 12).getTime();
  const moments = [0, 1, 11.99, 12, 12.01, -11.99, -12, -12.01, 36, -36, 400 * 24].map((hours) => noon + hours * 3_600_000);
  const tell = dayTeller();
  expect(moments.map(tell)).toEqual(moments.map(dayOf));
});
