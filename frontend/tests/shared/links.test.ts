import { describe, expect, it } from "vitest";

import { partsOf } from "../../src/shared/links";

const links = (text: string) => partsOf(text).flatMap((part) => (part.kind === "link" ? [[part.text, part.href]] : []));

describe("links", () => {
  it.each([
    ["see https://a.example/x.", [["https://a.example/x", "https://a.example/x"]]],
    ["(http://a.example/y_(z))", [["http://a.example/y_(z)", "http://a.example/y_(z)"]]],
    ["write to ada@example.com!", [["ada@example.com", "mailto:ada@example.com"]]],
    ["mailto:ada@example.com", [["mailto:ada@example.com", "mailto:ada@example.com"]]],
    ["看 https://a.example/茶。", [["https://a.example/茶", "https://a.example/%E8%8C%B6"]]],
    ["javascript:alert(1) data:text/html,x ftp://a.example vbscript:x", []],
    ["https:// nothing", []],
    ["<img src=x onerror=alert(1)>", []],
  ])("%s", (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  it.each(["", "plain", "a https://a.example b mailto:x@y.example, c", '"https://a.example"<b>', "https://a.example https://b.example"])(
    "the parts are the text again: %s",
    (text) => {
      expect(partsOf(text).map((part) => part.text).join("")).toBe(text);
    },
  );
});
