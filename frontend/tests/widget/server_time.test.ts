import { expect, test } from "vitest";
import { ServerTime } from "../../src/widget/panel/server_time";

const at = (seconds: number): string => new Date(seconds * 1000).toISOString();

test("until it is told, the clocks agree", () => {
  expect(new ServerTime().here(at(100))).toBe(100_000);
});

test("a moment of the server's is told by this device's clock", () => {
  const time = new ServerTime();
  time.hear(at(3_700), 100_000);
  expect(time.here(at(3_730))).toBe(130_000);
});

test("what was long on its way does not count", () => {
  const time = new ServerTime();
  time.hear(at(50), 100_000);
  time.hear(at(99), 100_000);
  time.hear(at(1), 100_000);
  expect(time.here(at(130))).toBe(131_000);
});
