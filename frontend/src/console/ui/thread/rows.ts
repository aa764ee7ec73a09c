/**
 * Draws of a long list only what is seen, and a screen more each way. What is seen stays in place while rows come and
 * grow; at the end it stays at the end.
 */

import { useCallback, useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";

import { covers, END, offsetsOf, type Offsets, type Position, positionAt, type Range, rangeOf, scrollTopFor, topOf, totalOf, widened } from "../../thread/offsets";
import { keepFocus, keepingSelected, measure, useSelects } from "./drawn";

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

/** Rows are the list's children, in order. So many more are drawn each way as `reach` says. */
export function useRows(keys: readonly string[], estimate: (index: number) => number, reach: number): Rows {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const heights = useRef(new Map<string, number>()).current;
  const guesses = useRef(new Map<string, number>()).current;
  const seen = useRef<{ position: Position; heightPx: number; scrollTop: number }>({ position: END, heightPx: FIRST_GUESS_PX, scrollTop: 0 }).current;
  const drawn = useRef<Range>({ from: 0, to: 0 });
  const selects = useSelects(list);
  const [atEnd, setAtEnd] = useState(true);
  const [firstSeen, setFirstSeen] = useState(0);
  const [drawing, redraw] = useReducer<number, undefined>((n) => n + 1, 0);

  const guessed = (key: string, index: number): number => {
    const guess = guesses.get(key) ?? estimate(index);
    guesses.set(key, guess);
    return guess;
  };
  const measured = (): Offsets => offsetsOf(keys.length, (index) => heights.get(keys[index] ?? "") ?? guessed(keys[index] ?? "", index));
  const learnt = useRef(0);
  const offsets = useMemo(measured, [keys, drawing, learnt.current]);
  /** As the rows stand on the page now, by the heights learnt since they were drawn. */
  const laid = useRef(offsets);
  laid.current = offsets;
  const rangeNow = (of: Offsets): Range =>
    widened(rangeOf(of, scrollTopFor(seen.position, of, keys, seen.heightPx), seen.heightPx, seen.heightPx), reach, keys.length);
  drawn.current = selects.current ? keepingSelected(rangeNow(offsets), drawn.current, keys.length) : rangeNow(offsets);
  const range = drawn.current;

  /** Takes in how far somebody has scrolled. */
  const note = (box: HTMLElement) => {
    const of = laid.current;
    const near = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    seen.position = near ? END : positionAt(of, keys, box.scrollTop);
    seen.scrollTop = box.scrollTop;
    setAtEnd(near);
    setFirstSeen(rangeOf(of, box.scrollTop, seen.heightPx, 0).from);
  };
  /** Learns how high the rows really are, and puts what is seen back in its place. Before anything is painted. */
  const settle = () => {
    const [box, rows] = [scroller.current, list.current];
    if (!box || !rows) return;
    // Scrolled already, though the event has not come yet. At the end more height is no scrolling.
    if (Math.abs(box.scrollTop - seen.scrollTop) > 1) note(box);
    seen.heightPx = box.clientHeight || FIRST_GUESS_PX;
    const changed = measure(rows, keys, drawn.current.from, heights);
    if (changed) {
      laid.current = measured();
      learnt.current += 1;
    }
    const now = laid.current;
    const wanted = seen.position.at === "end" ? box.scrollHeight - box.clientHeight : scrollTopFor(seen.position, now, keys, seen.heightPx);
    if (Math.abs(box.scrollTop - wanted) >= 1) box.scrollTop = wanted;
    seen.scrollTop = box.scrollTop;
    setFirstSeen(rangeOf(now, box.scrollTop, seen.heightPx, 0).from);
    if (changed && !covers(drawn.current, rangeOf(now, box.scrollTop, seen.heightPx, 0))) redraw(undefined);
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
    note(box);
    // Half a screen before the drawn rows end.
    if (!covers(drawn.current, rangeOf(laid.current, box.scrollTop, seen.heightPx, seen.heightPx / 2))) {
      keepFocus(rangeNow(laid.current), drawn.current, list.current, box);
      redraw(undefined);
    }
  };
  const put = useCallback((position: Position) => {
    seen.position = position;
    setAtEnd(position.at === "end");
    redraw(undefined);
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
    const [top, bottom] = [topOf(laid.current, index), topOf(laid.current, index + 1)];
    if (top < box.scrollTop) put({ at: "row", key, index, fromTop: EDGE_PX });
    else if (bottom > box.scrollTop + seen.heightPx) put({ at: "row", key, index, fromTop: seen.heightPx - (bottom - top) - EDGE_PX });
  };
  const [abovePx, belowPx] = [topOf(offsets, range.from), totalOf(offsets) - topOf(offsets, range.to)];
  return { scroller, list, range, abovePx, belowPx, atEnd, firstSeen, onScroll, toEnd, goTo, show };
}
