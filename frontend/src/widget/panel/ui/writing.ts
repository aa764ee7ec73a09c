import { useEffect, useRef, useState } from "preact/hooks";
import { textOf, withReturned } from "../contact";
import type { DeskState } from "../desk";
import type { Given } from "../questions";

/** What the person is writing: it stays whatever stands below the log meanwhile. */
export interface Writing {
  text: string;
  name: string;
  email: string;
  /** What was answered before the chat. */
  given: Given;
  change: (change: Partial<Omit<Writing, "change">>) => void;
}

/** What could not be sent comes back into the box, and leaves it when another tab has dealt with it. */
export function useWriting({ returned }: DeskState): Writing {
  const [writing, setWriting] = useState({ text: "", name: "", email: "", given: {} });
  const inBox = useRef("");
  const back = textOf(returned);
  useEffect(() => {
    const before = inBox.current;
    inBox.current = back;
    if (back !== before) setWriting((now) => ({ ...now, text: withReturned(now.text, before, back) }));
  }, [back]);
  return { ...writing, change: (change) => setWriting((now) => ({ ...now, ...change })) };
}
