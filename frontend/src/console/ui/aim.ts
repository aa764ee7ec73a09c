/** Whether somebody is about to click in the list: then nothing in it may move. */

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** So long after the pointer's last movement, or the last key, an aim is over. */
const AIM_MS = 900;
const SIGNS = ["pointermove", "pointerdown", "keydown"] as const;

export function useAim(list: RefObject<HTMLElement | null>): boolean {
  const [aiming, setAiming] = useState(false);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const rest = () => {
      clearTimeout(timer);
      setAiming(false);
    };
    const aim = () => {
      clearTimeout(timer);
      timer = setTimeout(rest, AIM_MS);
      setAiming(true);
    };
    for (const sign of SIGNS) element.addEventListener(sign, aim, { passive: true });
    element.addEventListener("pointerleave", rest);
    return () => {
      clearTimeout(timer);
      for (const sign of SIGNS) element.removeEventListener(sign, aim);
      element.removeEventListener("pointerleave", rest);
    };
  }, [list]);
  return aiming;
}

/** The value, or while `held` the one from before. */
export function useHeld<Value>(value: Value, held: boolean): Value {
  const shown = useRef(value);
  if (!held) shown.current = value;
  return shown.current;
}
