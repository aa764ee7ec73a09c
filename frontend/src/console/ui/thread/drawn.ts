/** What the drawn rows of a list tell, and what must not be lost when they go. */

import { useEffect, useRef } from "preact/hooks";

import { joined, type Range } from "../../thread/offsets";

/** Learns the rows' real heights; whether one turned out to be of another than was thought. */
export function measure(rows: HTMLOListElement, keys: readonly string[], from: number, heights: Map<string, number>): boolean {
  let changed = false;
  let index = from;
  for (let row = rows.firstElementChild; row !== null; row = row.nextElementSibling) {
    const key = keys[index++] ?? "";
    const { height } = row.getBoundingClientRect();
    if (Math.abs((heights.get(key) ?? -1) - height) < 0.5) continue;
    heights.set(key, height);
    changed = true;
  }
  return changed;
}

/** Whether something is selected in the list. */
export function useSelects(list: { current: HTMLElement | null }): { current: boolean } {
  const selects = useRef(false);
  useEffect(() => {
    const look = () => {
      const selection = document.getSelection();
      selects.current = selection !== null && !selection.isCollapsed && list.current?.contains(selection.anchorNode) === true;
    };
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, []);
  return selects;
}

/** Rows in which something is selected stay drawn, or the selection would be lost. */
export const keepingSelected = (wanted: Range, before: Range, count: number): Range =>
  joined(wanted, { from: Math.min(before.from, count), to: Math.min(before.to, count) });

/** A row that goes out of sight hands its focus to the list. */
export function keepFocus(wanted: Range, before: Range, list: HTMLOListElement | null, box: HTMLElement): void {
  const focused = [...(list?.children ?? [])].findIndex((row) => row.contains(document.activeElement));
  const index = before.from + focused;
  if (focused >= 0 && (index < wanted.from || index >= wanted.to)) box.focus({ preventScroll: true });
}
