/** Which tags a field offers. Pure. */

export interface Suggestion {
  readonly tag: string;
  /** Nobody has used it yet. */
  readonly isNew: boolean;
}

const MOST = 6;

const folded = (text: string): string => text.trim().toLowerCase();

/** Known ones that fit what is written, those that begin with it first, and last the written one itself where it is new. */
export function suggestions(written: string, known: readonly string[], chosen: readonly string[]): Suggestion[] {
  const sought = folded(written);
  const taken = new Set(chosen.map(folded));
  const fitting = known.filter((tag) => folded(tag).includes(sought) && !taken.has(folded(tag)));
  const begins = (tag: string) => folded(tag).startsWith(sought);
  const sorted = [...fitting.filter(begins), ...fitting.filter((tag) => !begins(tag))].slice(0, MOST).map((tag) => ({ tag, isNew: false }));
  const isNew = sought !== "" && !taken.has(sought) && !known.some((tag) => folded(tag) === sought);
  return isNew ? [...sorted, { tag: written.trim(), isNew }] : sorted;
}
