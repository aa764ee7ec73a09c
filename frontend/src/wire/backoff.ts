/** How long to wait before coming back. Full jitter: a crowd that was cut off together does not return together. */

const FIRST_MS = 500;
const CAP_MS = 30_000;

/** The delay before the attempt after `failures` failed ones: anything from 0 to twice as much each time, up to 30 s. */
export function backoffMs(failures: number, random: number): number {
  const ceiling = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(failures, 16));
  return Math.round(ceiling * random);
}

export type Return =
  /** Come back after `delayMs`, as the same person. */
  | { how: "again"; delayMs: number; reason: string }
  /** Come back once the credentials were renewed; stop when they cannot be. */
  | { how: "renew"; reason: string };

/** What a close code asks of the client (the table stands in ARCHITECTURE, "Close codes"). */
export function afterClose(code: number, failures: number, random: number): Return {
  switch (code) {
    case 1012:
      return { how: "again", delayMs: Math.round(200 + 2_000 * random), reason: "restarting" };
    case 4400:
      return { how: "again", delayMs: 30_000, reason: "bad_frames" };
    case 4401:
      return { how: "renew", reason: "unauthenticated" };
    case 4403:
      return { how: "renew", reason: "revoked" };
    case 4429:
      return { how: "again", delayMs: Math.round(30_000 + 10_000 * random), reason: "too_many" };
    default:
      return { how: "again", delayMs: backoffMs(failures, random), reason: code === 4503 ? "unavailable" : "lost" };
  }
}
