import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { type Block, blocksOf, writtenAs } from "../../../src/shared/markdown/blocks";
import { type Inline, inlinesOf, sourceOf } from "../../../src/shared/markdown/inlines";

/** As tags, which stand for the nodes they become. */
const html = (inlines: readonly Inline[]): string =>
  inlines
    .map((inline) => {
      switch (inline.kind) {
        case "text":
          return inline.text;
        case "link":
          return `<a ${inline.href}>${inline.text}</a>`;
        case "code":
          return `<code>${inline.text}</code>`;
        default:
          return `<${inline.kind}>${html(inline.inside)}</${inline.kind}>`;
      }
    })
    .join("");

const kinds = (text: string): string[] => blocksOf(text).map(({ kind }) => kind);
const shown = (block: Block | undefined): unknown =>
  block?.kind === "quote" ? block.lines.map(({ inside }) => html(inside)) : block?.kind === "list" ? block.items.map(({ mark, inside }) => mark + html(inside)) : undefined;

/** Texts that are all marks, brackets, spaces and a few words. */
const marksy = fc
  .array(fc.constantFrom("*", "**", "_", "`", "```", "\n", "\n\n", " ", "a", "重", "- ", "1. ", "> ", "[", "](", ")", "https://a.example/x", "b@c.example", "😀", "#12345"), { maxLength: 60 })
  .map((parts) => parts.join(""));

describe("within a line", () => {
  it.each([
    ["**bold** and *italic* and _italic_", "<strong>bold</strong> and <em>italic</em> and <em>italic</em>"],
    ["***both***", "<strong><em>both</em></strong>"],
    ["**bold with *italic* in it**", "<strong>bold with <em>italic</em> in it</strong>"],
    ["这是**重点**内容", "这是<strong>重点</strong>内容"],
    ["(**yes**), \"*so*\"!", "(<strong>yes</strong>), \"<em>so</em>\"!"],
    ["2*3*4 = 24, 2 * 3 * 4, 2**3**4", "2*3*4 = 24, 2 * 3 * 4, 2**3**4"],
    ["file_name_x and __init__ and a_b", "file_name_x and __init__ and a_b"],
    ["*never closed", "*never closed"],
    ["**across\na line**", "<strong>across\na line</strong>"],
    ["**not across\n\na blank one**", "**not across\n\na blank one**"],
    ["`code *as* it is` and ``a ` in it``", "<code>code *as* it is</code> and <code>a ` in it</code>"],
    ["`never closed *but* so", "`never closed <em>but</em> so"],
    ["* * * and **** and **", "* * * and **** and **"],
    [">_< ^_^ *_* T_T", ">_< ^_^ *_* T_T"],
  ])("%s", (text, expected) => {
    expect(html(inlinesOf(text))).toBe(expected);
  });

  it.each([
    ["[the shop](https://shop.example/a_b)", "<a https://shop.example/a_b>the shop</a>"],
    ["**[bold](mailto:a@b.example)**", "<strong><a mailto:a@b.example>bold</a></strong>"],
    ["**https://a.example/x**", "<strong><a https://a.example/x>https://a.example/x</a></strong>"],
    ["https://a.example/a_b_c and *x*", "<a https://a.example/a_b_c>https://a.example/a_b_c</a> and <em>x</em>"],
    ["[shop.example](https://www.shop.example/)", "<a https://www.shop.example/>shop.example</a>"],
    ["[click](javascript:alert(1)) [x](data:text/html,x) [y](//a.example)", "[click](javascript:alert(1)) [x](data:text/html,x) [y](//a.example)"],
    ["<b>no</b> <img src=x onerror=alert(1)>", "<b>no</b> <img src=x onerror=alert(1)>"],
  ])("links: %s", (text, expected) => {
    expect(html(inlinesOf(text))).toBe(expected);
  });

  it("no link shows one address and leads to another", () => {
    const text = "[https://bank.example](https://evil.example/) or [bank.example](https://bank.example.evil.example)";
    expect(inlinesOf(text).flatMap((one) => (one.kind === "link" ? [[one.text, one.href]] : []))).toEqual([
      ["https://bank.example.evil.example", "https://bank.example.evil.example/"],
    ]);
  });
});

describe("across lines", () => {
  it("a block of code keeps what stands in it", () => {
    expect(blocksOf("see:\n```js\nif (a) {\n  **b**\n}\n```\nthat is it")).toEqual([
      { kind: "paragraph", inside: [{ kind: "text", text: "see:" }] },
      { kind: "code", open: "```js", text: "if (a) {\n  **b**\n}", close: "```" },
      { kind: "paragraph", inside: [{ kind: "text", text: "that is it" }] },
    ]);
    expect(kinds("```\nnever closed")).toEqual(["paragraph"]);
  });

  it("lists keep the numbers as they were written", () => {
    const [list] = blocksOf("2. two\n5) **five**");
    expect([list?.kind, shown(list)]).toEqual(["list", ["2. two", "5) <strong>five</strong>"]]);
    expect(kinds("- a\n* b\n• c\n1. d")).toEqual(["list", "list"]);
    expect(kinds("-5 degrees\n1.5 litres\n-\n* ")).toEqual(["paragraph"]);
  });

  it("quotes end with the first line that is none", () => {
    const [quote, rest] = blocksOf("> first *line*\n>\n> third\nmine");
    expect(shown(quote)).toEqual(["first <em>line</em>", "", "third"]);
    expect(rest).toEqual({ kind: "paragraph", inside: [{ kind: "text", text: "mine" }] });
    expect(kinds(">_< so sad\n>> no")).toEqual(["paragraph"]);
  });

  it("plain text is one paragraph, blank lines and all", () => {
    const text = "Hello,\n\n  how are you?\n";
    expect(blocksOf(text).map((block) => (block.kind === "paragraph" ? html(block.inside) : ""))).toEqual([text]);
  });
});

describe("whatever is written", () => {
  it("nothing of it is lost: the source of the parts is the text again", () => {
    fc.assert(fc.property(fc.oneof(marksy, fc.string({ unit: "binary", maxLength: 200 })), (text) => writtenAs(blocksOf(text)) === text), { numRuns: 3_000 });
    fc.assert(fc.property(marksy, (text) => sourceOf(inlinesOf(text)) === text), { numRuns: 3_000 });
  });

  it("links lead to http, https and mailto only", () => {
    const hrefs = (inlines: readonly Inline[]): string[] =>
      inlines.flatMap((one) => (one.kind === "link" ? [one.href] : one.kind === "strong" || one.kind === "em" ? hrefs(one.inside) : []));
    const address = fc.tuple(fc.constantFrom("javascript:", "data:", "HTTPS://", "mailto:", "vbscript:", "file:", "https:"), fc.string({ maxLength: 20 })).map((both) => both.join(""));
    fc.assert(
      fc.property(fc.tuple(fc.string({ maxLength: 5 }), address), ([label, to]) => hrefs(inlinesOf(`[${label}](${to}) ${to}`)).every((href) => /^(https?|mailto):/u.test(href))),
      { numRuns: 2_000 },
    );
  });

  it.each(["*a ", "**a", "_a*", "[a](", "`", "``a`", "> ", "- ", "```\n", "https://", "*_", "a@"])("8,000 characters of %s take no time", (piece) => {
    const text = piece.repeat(8_000 / piece.length);
    const began = performance.now();
    expect(writtenAs(blocksOf(text))).toBe(text);
    // Quadratic would be seconds.
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
