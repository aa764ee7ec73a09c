/**
 * A little markdown within a line: `code`, **bold**, *italic*, _italic_ and links. Marks must lean on a word from outside:
 * 2*3*4 and file_name_x stay as they are, in Chinese no space is asked for. What is no markdown stays text.
 */

import { type Atom, atomsOf } from "./atoms";

export type Inline =
  | { kind: "text"; text: string }
  /** `before` and `after` are written but not shown. */
  | { kind: "link"; before: string; text: string; after: string; href: string }
  | { kind: "code"; mark: string; text: string }
  | { kind: "strong" | "em"; mark: string; inside: Inline[] };

interface Open {
  mark: string;
  /** What stood before it on the same level. */
  before: Inline[];
}

const RUN = /\*+|_+/gu;
const KINDS: Readonly<Record<string, "strong" | "em">> = { "**": "strong", "*": "em", _: "em" };
/** Nobody writes more marks within each other. */
const MOST_OPEN = 6;
/** A blank line ends whatever is open. */
const BLANK_LINE = /(\n[^\S\n]*\n)/u;

export const inlinesOf = (text: string): Inline[] => text.split(BLANK_LINE).flatMap((part) => (part === "" ? [] : new Reader(part).read()));

/** What was written, marks and all. */
export function sourceOf(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      switch (inline.kind) {
        case "text":
          return inline.text;
        case "link":
          return inline.before + inline.text + inline.after;
        case "code":
          return inline.mark + inline.text + inline.mark;
        default:
          return inline.mark + sourceOf(inline.inside) + inline.mark;
      }
    })
    .join("");
}

class Reader {
  readonly #text: string;
  readonly #open: Open[] = [];
  #level: Inline[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  read(): Inline[] {
    let from = 0;
    for (const atom of atomsOf(this.#text)) {
      this.#readMarks(from, atom.from);
      this.#level.push(inlineOf(atom));
      from = atom.to;
    }
    this.#readMarks(from, this.#text.length);
    while (this.#open.length > 0) this.#giveUp();
    return this.#level;
  }

  #readMarks(from: number, to: number): void {
    let done = from;
    for (const match of this.#text.slice(from, to).matchAll(RUN)) {
      const at = from + match.index;
      this.#say(this.#text.slice(done, at));
      done = at + match[0].length;
      this.#take(match[0], this.#text.slice(0, at), this.#text.slice(done, done + 2));
    }
    this.#say(this.#text.slice(done, to));
  }

  #take(run: string, before: string, after: string): void {
    const marks = run === "***" ? ["**", "*"] : run in KINDS ? [run] : [];
    const [last, next] = [lastOf(before), firstOf(after)];
    if (marks.length > 0 && isFull(last) && isOutside(next) && this.#close([...marks].reverse())) return;
    const opens = marks.length > 0 && this.#open.length < MOST_OPEN && isFull(next) && isOutside(last);
    if (opens) this.#open.push(...marks.map((mark) => this.#opened(mark)));
    else this.#say(run);
  }

  #opened(mark: string): Open {
    const open = { mark, before: this.#level };
    this.#level = [];
    return open;
  }

  /** All of these, from the inside out, or none. */
  #close(marks: readonly string[]): boolean {
    if (marks.length > 1 && !marks.every((mark, index) => this.#open[this.#open.length - 1 - index]?.mark === mark)) return false;
    for (const mark of marks) {
      const at = this.#open.map((open) => open.mark).lastIndexOf(mark);
      if (at < 0) return false;
      while (this.#open.length > at + 1) this.#giveUp();
      const opened = this.#open[at];
      if (opened === undefined || !says(this.#level)) return false;
      this.#open.pop();
      const { before } = opened;
      before.push({ kind: KINDS[mark] ?? "em", mark, inside: this.#level });
      this.#level = before;
    }
    return true;
  }

  /** The mark opened last was none. */
  #giveUp(): void {
    const last = this.#open.pop();
    if (last === undefined) return;
    const inside = this.#level;
    this.#level = last.before;
    this.#say(last.mark);
    for (const inline of inside) {
      if (inline.kind === "text") this.#say(inline.text);
      else this.#level.push(inline);
    }
  }

  #say(text: string): void {
    const last = this.#level[this.#level.length - 1];
    if (last?.kind === "text") last.text += text;
    else if (text !== "") this.#level.push({ kind: "text", text });
  }
}

function inlineOf(atom: Atom): Inline {
  const { kind, before, text, after } = atom;
  return kind === "link" ? { kind, before, text, after, href: atom.href } : { kind, mark: before, text };
}

const firstOf = (text: string): string => Array.from(text.slice(0, 2))[0] ?? "";
const lastOf = (text: string): string => Array.from(text.slice(-2)).pop() ?? "";
const isFull = (char: string): boolean => char !== "" && !/\s/u.test(char);
/** Where a word may end: not within one, nor in a face such as ^_^. Scripts without spaces between words end anywhere. */
const isOutside = (char: string): boolean =>
  char === "" || /[\s\p{P}\p{Extended_Pictographic}\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}]/u.test(char);
const says = (inlines: readonly Inline[]): boolean => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(sourceOf(inlines));
