/** The present moment, to the second; whoever reads it is drawn anew when it changes. */

import { signal } from "@preact/signals";

const now = signal(Date.now());
setInterval(() => (now.value = Date.now()), 1_000);

export const useNow = (): number => now.value;
