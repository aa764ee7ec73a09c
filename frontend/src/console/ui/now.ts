/** The present moment, to the second; whoever reads it is drawn anew when it changes. */

import { signal } from "@preact/signals";

import { useConsole } from "./context";

const now = signal(Date.now());
setInterval(() => (now.value = Date.now()), 1_000);

export const useNow = (): number => now.value;

/** The same by the server's clock, against which waits and deadlines are counted. */
export const useServerNow = (): number => now.value + useConsole().desk.clockAheadMs.value;
