/** When more of the thread is drawn than is seen: all of it for paper, and bit by bit for the browser's own search. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** So many rows beyond those that are seen. */
export const reach = signal(0);
/** In one frame without a hitch. */
const ROWS_A_FRAME = 60;

let growing = 0;

function grow(most: number): void {
  cancelAnimationFrame(growing);
  if (reach.value >= most) return;
  reach.value += ROWS_A_FRAME;
  growing = requestAnimationFrame(() => grow(most));
}

function drawAll(): void {
  cancelAnimationFrame(growing);
  reach.value = Infinity;
}

function drawSeen(): void {
  cancelAnimationFrame(growing);
  reach.value = 0;
}

/** Prints the page with the whole thread. */
export async function printWhole(): Promise<void> {
  drawAll();
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  window.print();
  drawSeen();
}

/** Of a thread of so many rows, while it is on screen. It ends with the next word that is written. */
export function useReach(count: number): number {
  useEffect(() => {
    const onKeyDown = ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
      if (key === "F3" || (key.toLowerCase() === "f" && (ctrlKey || metaKey))) grow(count);
    };
    window.addEventListener("beforeprint", drawAll);
    window.addEventListener("afterprint", drawSeen);
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener("input", drawSeen);
    return () => {
      window.removeEventListener("beforeprint", drawAll);
      window.removeEventListener("afterprint", drawSeen);
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("input", drawSeen);
    };
  }, [count]);
  useEffect(() => drawSeen, []);
  return reach.value;
}
