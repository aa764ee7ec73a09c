/** The present moment; whoever reads it is drawn anew every second. */

import { signal } from "@preact/signals";

import { useConsole } from "./context";

const ticked = signal(Date.now());
setInterval(() => (ticked.value = Date.now()), 1_000);

/** Not the moment of the last tick: what began since then would have more time left than it was given. */
export const useNow = (): number => Math.max(ticked.value, Date.now());

/** The same by the server's clock, against which waits and deadlines are counted. */
export const useServerNow = (): number => useNow() + useConsole().desk.clockAheadMs.value;
