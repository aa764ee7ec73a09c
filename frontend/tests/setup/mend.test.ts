// @vitest-environment happy-dom
/** What the theme lacks is added: by keyboard, and by name. */

import { beforeEach, describe, expect, it, vi } from "vitest";
import { en } from "../../src/setup/i18n/en";
import { mend, pressByKey } from "../../src/setup/mend";

const page = (html: string): HTMLElement => {
  document.body.innerHTML = html;
  mend(document, en);
  return document.body;
};
const at = (selector: string): HTMLElement => document.querySelector<HTMLElement>(selector) ?? document.body;
const name = (selector: string): string | null => at(selector).getAttribute("aria-label");

beforeEach(() => {
  document.body.innerHTML = "";
});

describe("what only a mouse could press", () => {
  it("becomes a button that the keyboard reaches and presses", () => {
    page('<a x-on:click="open = true">Filters</a>');
    const pressed = vi.fn();
    at("a").addEventListener("click", pressed);
    expect([at("a").getAttribute("role"), at("a").tabIndex]).toEqual(["button", 0]);
    for (const key of ["Enter", " ", "a"]) {
      const event = new KeyboardEvent("keydown", { key, bubbles: true });
      Object.defineProperty(event, "target", { value: at("a") });
      pressByKey(event);
    }
    expect(pressed).toHaveBeenCalledTimes(2);
  });

  it("is left alone where it is a control already, or only surrounds one", () => {
    page('<button x-on:click="x">A</button><a href="#" x-on:click="x">B</a><div x-on:click="x"><input></div><div x-on:click="x"></div>');
    expect(document.querySelectorAll("[role=button]")).toHaveLength(0);
  });
});

describe("what is shown as an icon", () => {
  it("is called by its title, else by what the icon stands for", () => {
    const icon = (drawn: string): string => `<span class="material-symbols-outlined">${drawn}</span>`;
    page(`<a id="a" href="#" title="Go back">${icon("arrow_back")}</a><button id="b">${icon("search")}</button>
      <span id="c" class="material-symbols-outlined" x-on:click="x">close</span><a id="d" href="#">${icon("add")} Add site</a>`);
    expect(["#a", "#b", "#c", "#d"].map(name)).toEqual(["Go back", "Search", "Close", null]);
    expect(at("#a span").getAttribute("aria-hidden")).toBe("true");
    expect(at("#c").getAttribute("aria-hidden")).toBeNull();
  });
});

describe("what stands in a table", () => {
  const table = `<table><thead><tr><th class="column-level"><span><span>Level<span>*</span></span></span></th><th></th></tr></thead>
    <tbody><tr><td class="field-level"><input name="n"></td><td></td></tr></tbody></table>`;

  it("is called as its column is", () => {
    page(table);
    expect(name("input")).toBe("Level");
  });

  it("has no heading without a name, however often it is mended", () => {
    page(table);
    mend(document, en);
    expect(at("th:last-child").textContent).toBe("Delete");
  });
});

it("a Select2 is called by its label", () => {
  page(`<label for="s">Time zone<span>*</span></label><select id="s" class="select2-hidden-accessible"></select>
    <span class="select2"><span role="combobox" aria-labelledby="x"></span><ul class="select2-selection__rendered"></ul></span>`);
  expect([name("[role=combobox]"), at("[role=combobox]").getAttribute("aria-labelledby")]).toEqual(["Time zone", null]);
  expect(at("ul").getAttribute("role")).toBe("presentation");
});
