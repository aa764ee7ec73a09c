/** A little markdown across lines: blocks of code, lists and quotes. Everything else is a paragraph, written as it is. */

import { type Inline, inlinesOf, sourceOf } from "./inlines";

export interface MarkedLine {
  /** Written, but shown in another way. */
  mark: string;
  inside: Inline[];
}

export type Block =
  | { kind: "paragraph"; inside: Inline[] }
  /** `open` and `close` are whole lines. */
  | { kind: "code"; open: string; text: string; close: string }
  | { kind: "quote"; lines: MarkedLine[] }
  | { kind: "list"; ordered: boolean; items: (MarkedLine & { number: number })[] };

const FENCE = /^```[\w+#-]{0,20}\s*$/u;
const FENCE_END = /^```\s*$/u;
const QUOTED = /^(?:> +(?=\S)|>$)/u;
const BULLET = /^[^\S\n]{0,3}[-*•] +(?=\S)/u;
const NUMBER = /^[^\S\n]{0,3}(\d{1,9})[.)] +(?=\S)/u;
/** Nothing of the kind: most messages. */
const PLAIN = /^[^*_`>[\-•\d]*$/u;

/** The text in blocks; `writtenAs` of them is the text again. */
export function blocksOf(text: string): Block[] {
  if (PLAIN.test(text)) return [{ kind: "paragraph", inside: inlinesOf(text) }];
  const lines = text.split("\n");
  const blocks: Block[] = [];
  let plain: string[] = [];
  const endParagraph = () => {
    if (plain.length > 0) blocks.push({ kind: "paragraph", inside: inlinesOf(plain.join("\n")) });
    plain = [];
  };
  for (let at = 0; at < lines.length; ) {
    const found = codeAt(lines, at) ?? runOf(lines, at, quoted) ?? runOf(lines, at, bulleted) ?? runOf(lines, at, numbered);
    if (found === null) {
      plain.push(lines[at] ?? "");
      at += 1;
      continue;
    }
    endParagraph();
    blocks.push(found.block);
    at += found.lines;
  }
  endParagraph();
  return blocks;
}

/** What was written, marks and all. */
export const writtenAs = (blocks: readonly Block[]): string => blocks.map(written).join("\n");

function written(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return sourceOf(block.inside);
    case "code":
      return [block.open, ...(block.text === "" ? [] : [block.text]), block.close].join("\n");
    case "quote":
      return block.lines.map(markedAs).join("\n");
    case "list":
      return block.items.map(markedAs).join("\n");
  }
}

const markedAs = ({ mark, inside }: MarkedLine): string => mark + sourceOf(inside);

interface Found {
  block: Block;
  lines: number;
}

function codeAt(lines: readonly string[], at: number): Found | null {
  const open = lines[at] ?? "";
  if (!FENCE.test(open)) return null;
  const end = lines.findIndex((line, index) => index > at && FENCE_END.test(line));
  const inside = lines.slice(at + 1, end);
  // A single empty line could not be told from none.
  if (end < 0 || inside.join("\n") === "") return null;
  return { block: { kind: "code", open, text: inside.join("\n"), close: lines[end] ?? "" }, lines: end + 1 - at };
}

type Marked = (line: string) => (MarkedLine & { number: number }) | null;

const marked = (line: string, mark: string | undefined, number = 0) => (mark === undefined ? null : { mark, inside: inlinesOf(line.slice(mark.length)), number });
const quoted: Marked = (line) => marked(line, QUOTED.exec(line)?.[0]);
const bulleted: Marked = (line) => marked(line, BULLET.exec(line)?.[0]);
const numbered: Marked = (line) => {
  const match = NUMBER.exec(line);
  return marked(line, match?.[0], Number(match?.[1]));
};

/** The lines from here on that are of this kind. */
function runOf(lines: readonly string[], at: number, kind: Marked): Found | null {
  const run: (MarkedLine & { number: number })[] = [];
  for (let line = kind(lines[at] ?? ""); line !== null && at + run.length < lines.length; line = kind(lines[at + run.length] ?? "")) run.push(line);
  if (run.length === 0) return null;
  const block: Block = kind === quoted ? { kind: "quote", lines: run.map(({ mark, inside }) => ({ mark, inside })) } : { kind: "list", ordered: kind === numbered, items: run };
  return { block, lines: run.length };
}
