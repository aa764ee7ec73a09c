/** What is one piece within a line, whatever marks stand in it: code and links. Pure. */

import { hrefOf, partsOf } from "../links";

/** A piece of the text: `before` and `after` are written but not shown. */
export type Atom = { from: number; to: number; before: string; text: string; after: string } & ({ kind: "code" } | { kind: "link"; href: string });

const LINK = /\[([^[\]\n]{1,300})\]\(((?:https?:\/\/|mailto:)[^\s()<>]{1,2000})\)/giu;
/** Something that looks like a host's name. */
const HOST = /[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/giu;

/** In order, none within another. */
export function atomsOf(text: string): Atom[] {
  const marked = withoutOverlap([...codesOf(text), ...linksOf(text)]);
  let from = 0;
  const atoms: Atom[] = [];
  for (const atom of marked) {
    atoms.push(...bareLinks(text, from, atom.from), atom);
    from = atom.to;
  }
  return [...atoms, ...bareLinks(text, from, text.length)];
}

/** Between as many backticks before as after. */
function codesOf(text: string): Atom[] {
  const runs = [...text.matchAll(/`+/gu)].map((match) => ({ at: match.index, length: match[0].length }));
  const ends = new Map<number, number[]>();
  for (const { at, length } of [...runs].reverse()) ends.set(length, [...(ends.get(length) ?? []), at]);
  const atoms: Atom[] = [];
  let done = 0;
  for (const { at, length } of runs) {
    const later = ends.get(length) ?? [];
    while ((later[later.length - 1] ?? Infinity) <= at) later.pop();
    const end = later[later.length - 1];
    if (at < done || end === undefined) continue;
    const mark = "`".repeat(length);
    done = end + length;
    atoms.push({ kind: "code", from: at, to: done, before: mark, text: text.slice(at + length, end), after: mark });
  }
  return atoms;
}

function linksOf(text: string): Atom[] {
  return [...text.matchAll(LINK)].flatMap((match) => {
    const [whole, shown = "", address = ""] = match;
    const href = hrefOf(address);
    if (href === null || shown.trim() === "" || deceives(shown, href)) return [];
    return [{ kind: "link", from: match.index, to: match.index + whole.length, before: "[", text: shown, after: `](${address})`, href }];
  });
}

/** Whether it shows one address and leads to another. */
function deceives(shown: string, href: string): boolean {
  const host = href.startsWith("mailto:") ? href.slice("mailto:".length).toLowerCase() : new URL(href).hostname;
  return [...shown.matchAll(HOST)].some(([name]) => !`.${host}`.endsWith(`.${name.toLowerCase()}`) && !host.endsWith(`@${name.toLowerCase()}`));
}

/** Addresses as they are; marks at their end are not theirs. */
function bareLinks(text: string, from: number, to: number): Atom[] {
  let at = from;
  return partsOf(text.slice(from, to)).flatMap((part) => {
    const start = at;
    at += part.text.length;
    if (part.kind === "text") return [];
    const shown = part.text.replace(/[*_]+$/u, "");
    const href = hrefOf(shown);
    return href === null ? [] : [{ kind: "link", from: start, to: start + shown.length, before: "", text: shown, after: "", href }];
  });
}

function withoutOverlap(atoms: readonly Atom[]): Atom[] {
  const kept: Atom[] = [];
  for (const atom of [...atoms].sort((a, b) => a.from - b.from)) if (atom.from >= (kept[kept.length - 1]?.to ?? 0)) kept.push(atom);
  return kept;
}
