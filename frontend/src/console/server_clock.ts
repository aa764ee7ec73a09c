/** Deadlines are the server's: they are counted against its clock, whatever this device believes. */

/** How far the server's clock is ahead, in ms, when what it said at `serverTime` has come just now. */
export const aheadMs = (serverTime: string, receivedAtMs: number): number => Date.parse(serverTime) - receivedAtMs;

/** What is left until a moment of the server's, in whole seconds; 0 when it is over. */
export const secondsLeft = (until: string, serverNowMs: number): number =>
  Math.max(0, Math.ceil((Date.parse(until) - serverNowMs) / 1_000));

/** What is left of a span, from 1 down to 0. */
export function shareLeft(from: string, until: string, serverNowMs: number): number {
  const whole = Date.parse(until) - Date.parse(from);
  return whole <= 0 ? 0 : Math.min(1, Math.max(0, (Date.parse(until) - serverNowMs) / whole));
}
