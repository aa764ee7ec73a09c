import { expect, test } from "vitest";
import { afterClose, backoffMs } from "../../src/wire/backoff";

test.each([
  [0, 1, 500],
  [1, 1, 1_000],
  [3, 0.5, 2_000],
  [10, 1, 30_000],
  [5_000, 1, 30_000],
  [7, 0, 0],
])("after %i failures with chance %f it waits %i ms", (failures, chance, expected) => {
  expect(backoffMs(failures, chance)).toBe(expected);
});

test.each([
  [1012, { how: "again", delayMs: 1_200, reason: "restarting" }],
  [4400, { how: "again", delayMs: 30_000, reason: "bad_frames" }],
  [4401, { how: "renew", reason: "unauthenticated" }],
  [4403, { how: "renew", reason: "revoked" }],
  [4408, { how: "again", delayMs: 250, reason: "lost" }],
  [4413, { how: "again", delayMs: 250, reason: "lost" }],
  [4429, { how: "again", delayMs: 35_000, reason: "too_many" }],
  [4503, { how: "again", delayMs: 250, reason: "unavailable" }],
  [1006, { how: "again", delayMs: 250, reason: "lost" }],
])("close code %i is followed by its own manner of coming back", (code, expected) => {
  expect(afterClose(code, 0, 0.5)).toEqual(expected);
});
