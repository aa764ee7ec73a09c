// @vitest-environment happy-dom
/** Copying says so, and then offers itself again. */

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { copyOnClick } from "../../src/setup/copy";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("copies the text, and says so for a while", async () => {
  const written = vi.fn(() => Promise.resolve());
  vi.stubGlobal("navigator", { clipboard: { writeText: written } });
  const parsed = new DOMParser().parseFromString(
    '<code id="it">&lt;script&gt;</code><button data-copy="it" data-copied="Copied"><span aria-live="polite">Copy</span></button>',
    "text/html",
  );
  document.body.replaceChildren(...parsed.body.childNodes);
  const label = document.querySelector("[aria-live]");
  document.addEventListener("click", copyOnClick);
  for (let twice = 0; twice < 2; twice++) document.querySelector("button")?.click();
  await vi.advanceTimersByTimeAsync(0);
  expect(written.mock.calls).toEqual([["<script>"], ["<script>"]]);
  expect(label?.textContent).toBe("Copied");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(label?.textContent).toBe("Copy");
});
