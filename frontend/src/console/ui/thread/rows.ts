/**
 * Draws of a long list only what is seen, and a screen more each way. What is seen stays in place while rows come and
 * grow; at the end it stays at the end.
 */

import { useCallback, useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";

import { covers, END, joined, offsetsOf, type Offsets, type Position, positionAt, type Range, rangeOf, scrollTopFor, topOf, totalOf } from "../../thread/offsets";

export interface Rows {
  readonly scroller: { current: HTMLDivElement | null };
  readonly list: { current: HTMLOListElement | null };
  readonly range: Range;
  /** The room of the rows that are not drawn. */
  readonly abovePx: number;
  readonly belowPx: number;
  /** Nothing stands below what is seen. */
  readonly atEnd: boolean;
  /** The first row that is seen. */
  readonly firstSeen: number;
  readonly onScroll: () => void;
  readonly toEnd: () => void;
  /** Brings a row into sight, a third from the top. */
  readonly goTo: (index: number) => void;
  /** The same, no further than needed. */
  readonly show: (index: number) => void;
}

/** So near the end counts as at the end. */
const NEAR_PX = 48;
const FIRST_GUESS_PX = 900;
/** Left free above or below what was brought into sight. */
const EDGE_PX = 8;

/** Rows are the list's children, in order. With `all`, every one is drawn. */
export function useRows(keys: readonly string[], estimate: (index: number) => number, all: boolean): Rows {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const heights = useRef(new Map<string, number>()).current;
  const seen = useRef<{ position: Position; heightPx: number }>({ position: END, heightPx: FIRST_GUESS_PX }).current;
  const drawn = useRef<Range>({ from: 0, to: 0 });
  const [atEnd, setAtEnd] = useState(true);
  const [firstSeen, setFirstSeen] = useState(0);
  const [drawing, redraw] = useReducer((n: number) => n + 1, 0);

  const measured = (): Offsets => offsetsOf(keys.length, (index) => heights.get(keys[index] ?? "") ?? estimate(index));
  const offsets = useMemo(measured, [keys, drawing]);
  const rangeNow = (of: Offsets): Range => rangeOf(of, scrollTopFor(seen.position, of, keys, seen.heightPx), seen.heightPx, seen.heightPx);
  drawn.current = all ? { from: 0, to: keys.length } : keepingSelected(rangeNow(offsets), drawn.current, list.current, keys.length);
  const range = drawn.current;

  /** Learns how high the rows really are, and puts what is seen back in its place. Before anything is painted. */
  const settle = () => {
    const [box, rows] = [scroller.current, list.current];
    if (!box || !rows || all) return;
    seen.heightPx = box.clientHeight || FIRST_GUESS_PX;
    const changed = measure(rows, keys, drawn.current.from, heights);
    const now = changed ? measured() : offsets;
    const wanted = seen.position.at === "end" ? box.scrollHeight - box.clientHeight : scrollTopFor(seen.position, now, keys, seen.heightPx);
    if (Math.abs(box.scrollTop - wanted) >= 1) box.scrollTop = wanted;
    setFirstSeen(rangeOf(now, box.scrollTop, seen.heightPx, 0).from);
    if (changed && !covers(drawn.current, rangeOf(now, box.scrollTop, seen.heightPx, 0))) redraw(null);
  };
  const settleNow = useRef(settle);
  settleNow.current = settle;
  useLayoutEffect(() => settle());
  useLayoutEffect(() => {
    const resized = new ResizeObserver(() => settleNow.current());
    for (const element of [scroller.current, list.current]) if (element) resized.observe(element);
    return () => resized.disconnect();
  }, []);

  const onScroll = () => {
    const box = scroller.current;
    if (!box) return;
    const near = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    seen.position = near ? END : positionAt(offsets, keys, box.scrollTop);
    setAtEnd(near);
    setFirstSeen(rangeOf(offsets, box.scrollTop, seen.heightPx, 0).from);
    // Half a screen before the drawn rows end.
    if (!covers(drawn.current, rangeOf(offsets, box.scrollTop, seen.heightPx, seen.heightPx / 2))) {
      keepFocus(rangeNow(offsets), drawn.current, list.current, box);
      redraw(null);
    }
  };
  const put = useCallback((position: Position) => {
    seen.position = position;
    setAtEnd(position.at === "end");
    redraw(null);
  }, []);
  const toEnd = useCallback(() => put(END), []);
  const goTo = useCallback(
    (index: number) => {
      const key = keys[index];
      if (key !== undefined) put({ at: "row", key, index, fromTop: seen.heightPx / 3 });
    },
    [keys],
  );
  const show = (index: number) => {
    const [key, box] = [keys[index], scroller.current];
    if (key === undefined || !box) return;
    const [top, bottom] = [topOf(offsets, index), topOf(offsets, index + 1)];
    if (top < box.scrollTop) put({ at: "row", key, index, fromTop: EDGE_PX });
    else if (bottom > box.scrollTop + seen.heightPx) put({ at: "row", key, index, fromTop: seen.heightPx - (bottom - top) - EDGE_PX });
  };
  const [abovePx, belowPx] = [topOf(offsets, range.from), totalOf(offsets) - topOf(offsets, range.to)];
  return { scroller, list, range, abovePx, belowPx, atEnd, firstSeen, onScroll, toEnd, goTo, show };
}

/** Whether a row turned out to be of another height than was thought. */
function measure(rows: HTMLOListElement, keys: readonly string[], from: number, heights: Map<string, number>): boolean {
  let changed = false;
  [...rows.children].forEach((row, index) => {
    const key = keys[from + index] ?? "";
    const { height } = row.getBoundingClientRect();
    if (Math.abs((heights.get(key) ?? -1) - height) < 0.5) return;
    heights.set(key, height);
    changed = true;
  });
  return changed;
}

/** Rows in which something is selected stay drawn, or the selection would be lost. */
function keepingSelected(wanted: Range, before: Range, list: HTMLOListElement | null, count: number): Range {
  const selection = document.getSelection();
  const selects = list !== null && selection !== null && !selection.isCollapsed && list.contains(selection.anchorNode);
  return selects ? joined(wanted, { from: Math.min(before.from, count), to: Math.min(before.to, count) }) : wanted;
}

/** A row that goes out of sight hands its focus to the list. */
function keepFocus(wanted: Range, before: Range, list: HTMLOListElement | null, box: HTMLElement): void {
  const focused = [...(list?.children ?? [])].findIndex((row) => row.contains(document.activeElement));
  const index = before.from + focused;
  if (focused >= 0 && (index < wanted.from || index >= wanted.to)) box.focus({ preventScroll: true });
}
