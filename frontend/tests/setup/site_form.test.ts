// @vitest-environment happy-dom
/** What the form of a site says at this moment. */

import { expect, it } from "vitest";
import { shownOf } from "../../src/setup/site_form";

const row = (number: number | string, fields: { place?: string; text: string; choices?: string; required?: boolean; gone?: boolean }): string => `
  <input name="questions-${number}-place" value="${fields.place ?? ""}"><input name="questions-${number}-text" value="${fields.text}">
  <textarea name="questions-${number}-choices">${fields.choices ?? ""}</textarea>
  <input type="checkbox" name="questions-${number}-required" ${fields.required === true ? "checked" : ""}>
  <input type="checkbox" name="questions-${number}-DELETE" ${fields.gone === true ? "checked" : ""}>`;

const form = (...rows: string[]): HTMLElement => {
  const made = document.createElement("form");
  made.setAttribute("data-test", "");
  const parsed = new DOMParser().parseFromString(
    `<input name="name" value="Acorn"><input name="greeting" value="Hello"><input name="accent_color" value="#112233">
     <input type="checkbox" name="sneak_peek" checked>${rows.join("")}`,
    "text/html",
  );
  made.append(...parsed.body.childNodes);
  return made;
};

it("tells name, greeting, colour and whether staff peek", () => {
  const { name, greeting, accent, peeked, view, questions } = shownOf(form(), "chat");
  expect({ name, greeting, accent, peeked, view, questions }).toEqual({
    name: "Acorn",
    greeting: "Hello",
    accent: "#112233",
    peeked: true,
    view: "chat",
    questions: [],
  });
});

it("asks by the places, without one last, and nothing that is empty, removed or the row to copy", () => {
  const { questions } = shownOf(
    form(
      row(0, { text: "Last" }),
      row(1, { place: "2", text: "Second", choices: " Tea \n\nPots\n" }),
      row(2, { place: "0", text: "First", required: true }),
      row(3, { text: "Gone", gone: true }),
      row(4, { text: "  " }),
      row("__prefix__", { text: "Template" }),
    ),
    "before",
  );
  expect(questions).toEqual([
    { text: "First", choices: [], required: true },
    { text: "Second", choices: ["Tea", "Pots"], required: false },
    { text: "Last", choices: [], required: false },
  ]);
});
