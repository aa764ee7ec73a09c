/** Where each row of a long list stands, from heights that are measured or only estimated. Pure. */

/** The top of row 0, 1, … in px and, one further, the height of the whole list. */
export type Offsets = Float64Array;

/** Rows `from` up to, not including, `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What is seen of the list: stays at its end, or with one row at a distance from the upper edge (negative: cut off). */
export type Position = { readonly at: "end" } | { readonly at: "row"; readonly key: string; readonly index: number; readonly fromTop: number };

export const END: Position = { at: "end" };

export function offsetsOf(count: number, heightOf: (index: number) => number): Offsets {
  const tops = new Float64Array(count + 1);
  for (let index = 0; index < count; index++) tops[index + 1] = (tops[index] ?? 0) + heightOf(index);
  return tops;
}

export const countOf = (offsets: Offsets): number => offsets.length - 1;
export const totalOf = (offsets: Offsets): number => offsets[countOf(offsets)] ?? 0;
export const topOf = (offsets: Offsets, index: number): number => offsets[Math.min(index, countOf(offsets))] ?? 0;

/** The row that stands at this height; the nearest one above the first and below the last. */
export function rowAt(offsets: Offsets, px: number): number {
  let [low, high] = [0, Math.max(0, countOf(offsets) - 1)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (topOf(offsets, middle) <= px) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The rows between two heights, and those within `beyondPx` around them. */
export function rangeOf(offsets: Offsets, topPx: number, heightPx: number, beyondPx: number): Range {
  if (countOf(offsets) === 0) return { from: 0, to: 0 };
  return { from: rowAt(offsets, topPx - beyondPx), to: rowAt(offsets, topPx + heightPx + beyondPx) + 1 };
}

export const covers = (outer: Range, inner: Range): boolean => outer.from <= inner.from && outer.to >= inner.to;
export const joined = (a: Range, b: Range): Range => ({ from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) });

/** So many rows more each way, as far as there are any. */
export const widened = ({ from, to }: Range, by: number, count: number): Range => ({ from: Math.max(0, from - by), to: Math.min(count, to + by) });

/** What stays in place while rows come and grow: the first row that is seen. */
export function positionAt(offsets: Offsets, keys: readonly string[], scrollTopPx: number): Position {
  const index = rowAt(offsets, scrollTopPx);
  const key = keys[index];
  return key === undefined ? END : { at: "row", key, index, fromTop: topOf(offsets, index) - scrollTopPx };
}

/** How far to scroll for that. A row that is gone is stood in for by the one that has its place. */
export function scrollTopFor(position: Position, offsets: Offsets, keys: readonly string[], heightPx: number): number {
  const most = Math.max(0, totalOf(offsets) - heightPx);
  if (position.at === "end") return most;
  const found = keys[position.index] === position.key ? position.index : keys.indexOf(position.key);
  const index = found >= 0 ? found : Math.min(position.index, countOf(offsets) - 1);
  return Math.min(most, Math.max(0, topOf(offsets, Math.max(0, index)) - position.fromTop));
}
