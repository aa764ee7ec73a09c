// @vitest-environment happy-dom
/** A menu closes as people expect of it. */

import { beforeEach, expect, it } from "vitest";
import { closeMenus } from "../../src/setup/menus";

const menu = (): HTMLDetailsElement | null => document.querySelector("details");

beforeEach(() => {
  const parsed = new DOMParser().parseFromString('<details data-menu open><summary>M</summary><button>In</button></details><p>Out</p>', "text/html");
  document.body.replaceChildren(...parsed.body.childNodes);
  document.addEventListener("click", closeMenus);
  document.addEventListener("keydown", closeMenus);
});

it("stays for a click inside and closes for one elsewhere", () => {
  document.querySelector("button")?.click();
  expect(menu()?.open).toBe(true);
  document.querySelector("p")?.click();
  expect(menu()?.open).toBe(false);
});

it("closes with Escape, which leads back to it, and with no other key", () => {
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Tab" }));
  expect(menu()?.open).toBe(true);
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  expect(menu()?.open).toBe(false);
  expect(document.activeElement?.tagName).toBe("SUMMARY");
});
