/** What the form of a site says at this moment, as its preview shows it. */

import type { Shown, View } from "../preview/shown";
import type { Question } from "../widget/panel/questions";

export function shownOf(page: ParentNode, view: View): Shown {
  return {
    frontdesk: "preview",
    view,
    name: valueOf(page, "name"),
    greeting: valueOf(page, "greeting"),
    accent: valueOf(page, "accent_color"),
    questions: questionsIn(page),
    peeked: checked(page, "sneak_peek"),
  };
}

/** In the order of their places, those without one last. */
function questionsIn(page: ParentNode): Question[] {
  const rows = [...page.querySelectorAll('[name$="-text"]')].flatMap((field) => {
    const prefix = /^(questions-\d+)-text$/.exec(field.getAttribute("name") ?? "")?.[1];
    return prefix === undefined || checked(page, `${prefix}-DELETE`) ? [] : [prefix];
  });
  const asked = rows.map((prefix) => ({
    place: placeOf(valueOf(page, `${prefix}-place`)),
    text: valueOf(page, `${prefix}-text`).trim(),
    choices: linesOf(valueOf(page, `${prefix}-choices`)),
    required: checked(page, `${prefix}-required`),
  }));
  return asked
    .filter(({ text }) => text !== "")
    .sort((a, b) => (a.place === b.place ? 0 : a.place - b.place))
    .map(({ text, choices, required }) => ({ text, choices, required }));
}

const placeOf = (typed: string): number => (typed.trim() === "" ? Infinity : Number(typed));
const linesOf = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter(Boolean);

const named = (page: ParentNode, name: string): HTMLInputElement | null => page.querySelector(`[name="${name}"]`);
const valueOf = (page: ParentNode, name: string): string => named(page, name)?.value ?? "";
const checked = (page: ParentNode, name: string): boolean => named(page, name)?.checked ?? false;
