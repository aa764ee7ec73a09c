import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { orderParts, orderPattern } from "../../src/shared/orders";

const pattern = orderPattern("\\b[A-Z]{1,5}-?\\d{5,12}\\b|#\\d{4,12}\\b");
const found = (text: string) => orderParts(text, pattern).flatMap(({ kind, text: shown }) => (kind === "order" ? [shown] : []));

describe("order numbers", () => {
  it.each([
    ["Where is FD-20481 and #10023?", ["FD-20481", "#10023"]],
    ["订单号FD12345，谢谢", ["FD12345"]],
    ["订单号 FD12345，谢谢", ["FD12345"]],
    ["call 555-1234 at 10:30, room B12, #1", []],
  ])("%s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it("the parts are the text again, whatever the pattern", () => {
    const patterns = fc.constantFrom("\\d+", "[a-z]", "x|", "(?=a)", ".").map(orderPattern);
    fc.assert(fc.property(fc.string(), patterns, (text, one) => orderParts(text, one).map((part) => part.text).join("") === text));
  });

  it.each(["", "[A-Z", "x*", "(?P<name>x)"])("%o is no pattern, and finds nothing", (source) => {
    expect(orderParts("FD-20481", orderPattern(source))).toEqual([{ kind: "text", text: "FD-20481" }]);
  });
});
