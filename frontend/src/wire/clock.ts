/** Time and chance, passed in so that tests own them. */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls once after `delayMs`; the returned function calls it off. */
  after(delayMs: number, callback: () => void): () => void;
  /** From 0 up to, not including, 1. */
  random(): number;
}
