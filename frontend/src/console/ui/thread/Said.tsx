/** What somebody wrote: a little markdown, links, order numbers and mentions. Text nodes and elements of ours, nothing else. */

import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";

import type { Lane } from "../../../protocol";
import { type Block, blocksOf, type MarkedLine } from "../../../shared/markdown/blocks";
import type { Inline } from "../../../shared/markdown/inlines";
import { Words } from "./Words";

interface Props {
  text: string;
  lane: Lane;
  /** Whether the Tab key stops at what can be clicked in it. */
  reachable: boolean;
}

const MOST_LARGE = 3;
const FACES = /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\u{fe0f}?|\p{Emoji_Modifier}|\u200d|\s)+$/u;

export function Said({ text, lane, reachable }: Props) {
  const blocks = useMemo(() => blocksOf(text), [text]);
  const large = text.length < 24 && FACES.test(text) && countOf(text) <= MOST_LARGE;
  const inline = (inlines: readonly Inline[]): ComponentChildren => inlines.map((one, index) => <Piece key={index} inline={one} lane={lane} reachable={reachable} />);
  return (
    <div class="fd-said" data-large={large || undefined}>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} inline={inline} />
      ))}
    </div>
  );
}

type Inlines = (inlines: readonly Inline[]) => ComponentChildren;

function BlockView({ block, inline }: { block: Block; inline: Inlines }) {
  const lines = (marked: readonly MarkedLine[]) =>
    marked.map(({ mark, inside }, index) => (
      <li key={index}>
        <span class="fd-said-mark">{mark.trim()}</span>
        <span>{inline(inside)}</span>
      </li>
    ));
  switch (block.kind) {
    case "paragraph":
      return <p>{inline(block.inside)}</p>;
    case "code":
      return (
        <pre dir="ltr">
          <code>{block.text}</code>
        </pre>
      );
    case "quote":
      return (
        <blockquote>
          {block.lines.map(({ inside }, index) => (
            <p key={index}>{inline(inside)}</p>
          ))}
        </blockquote>
      );
    case "list":
      return block.ordered ? <ol>{lines(block.items)}</ol> : <ul>{lines(block.items.map((item) => ({ ...item, mark: "•" })))}</ul>;
  }
}

function Piece({ inline, lane, reachable }: { inline: Inline; lane: Lane; reachable: boolean }) {
  switch (inline.kind) {
    case "text":
      return <Words text={inline.text} lane={lane} reachable={reachable} />;
    case "link":
      return (
        <a href={inline.href} title={inline.before === "" ? undefined : inline.href} target="_blank" rel="noopener noreferrer nofollow ugc">
          {inline.text}
        </a>
      );
    case "code":
      return <code dir="ltr">{inline.text}</code>;
    default: {
      const inside = inline.inside.map((one, index) => <Piece key={index} inline={one} lane={lane} reachable={reachable} />);
      return inline.kind === "strong" ? <strong>{inside}</strong> : <em>{inside}</em>;
    }
  }
}

/** How many pictures, joined ones as one. */
const countOf = (text: string): number => [...text.matchAll(/(\u200d?)\p{Extended_Pictographic}/gu)].filter(([, joint]) => joint === "").length;
