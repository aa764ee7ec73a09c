// @vitest-environment happy-dom
/** A button for each variable writes it where the cursor is. */

import { expect, it } from "vitest";
import { en } from "../../src/setup/i18n/en";
import { offerVariables } from "../../src/setup/variables";

const offered = (attributes: Record<string, string>): HTMLTextAreaElement => {
  const text = document.createElement("textarea");
  document.body.replaceChildren(text);
  text.value = "Hello !";
  for (const [name, value] of Object.entries(attributes)) text.setAttribute(name, value);
  offerVariables(text, en);
  return text;
};
const buttons = (): HTMLButtonElement[] => [...document.querySelectorAll("button")];

it("writes the variable where the cursor is", () => {
  const text = offered({ "data-variables": "customer.name site.name" });
  expect(buttons().map((button) => [button.textContent, button.type])).toEqual([["{customer.name}", "button"], ["{site.name}", "button"]]);
  text.setSelectionRange(6, 6);
  buttons()[0]?.click();
  expect(text.value).toBe("Hello {customer.name}!");
});

it("offers nothing where nothing can be written", () => {
  offered({ "data-variables": "customer.name", readonly: "" });
  expect(buttons()).toEqual([]);
  offered({ "data-variables": "" });
  expect(buttons()).toEqual([]);
});
