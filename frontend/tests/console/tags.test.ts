import { describe, expect, it } from "vitest";

import { suggestions } from "../../src/console/tags";

const known = ["delivery", "refund", "new customer", "re-delivery"];

describe("a tag field offers", () => {
  it.each([
    ["all that are not chosen", "", ["refund"], ["delivery", "new customer", "re-delivery"]],
    ["first what begins so, whatever the case", "RE", [], ["refund", "re-delivery", "+RE"]],
    ["what holds it anywhere", "deliv", [], ["delivery", "re-delivery", "+deliv"]],
    ["what is new as new, without spaces around it", " late ", [], ["+late"]],
    ["nothing new of what is known in other letters", "Refund", [], ["refund"]],
    ["nothing that is chosen already", "refund", ["refund"], []],
  ])("%s", (_case, written, chosen, offered) => {
    expect(suggestions(written, known, chosen).map(({ tag, isNew }) => (isNew ? `+${tag}` : tag))).toEqual(offered);
  });

  it("six known ones at most", () => {
    expect(suggestions("t", ["t1", "t2", "t3", "t4", "t5", "t6", "t7"], [])).toHaveLength(7);
  });
});
