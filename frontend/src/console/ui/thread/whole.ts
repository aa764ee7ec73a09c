/** When every row is drawn, though most are out of sight: for paper, and for the browser's own search. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

export const whole = signal(false);

/** Two frames later it is on the page. */
const drawn = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

/** Prints the page with the whole thread. */
export async function printWhole(): Promise<void> {
  whole.value = true;
  await drawn();
  window.print();
  whole.value = false;
}

/** While a thread is on screen. It ends with the next word that is written. */
export function useWhole(): boolean {
  useEffect(() => {
    const begin = () => (whole.value = true);
    const end = () => (whole.value = false);
    const onKeyDown = ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
      if (key === "F3" || (key.toLowerCase() === "f" && (ctrlKey || metaKey))) begin();
    };
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener("input", end);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("input", end);
      end();
    };
  }, []);
  return whole.value;
}
