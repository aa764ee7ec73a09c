/** Where a customer who leaves a message can be reached. Pure. */

import type { OutboxItem } from "../../wire/outbox";

export const MOST_NAME_CHARS = 80;
export const MOST_EMAIL_CHARS = 254;
/** The server's own rule: no more than what every address has. */
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

export type EmailFault = "emailNeeded" | "emailWrong";

/** What is wrong with it; it may be left out by whoever is known already. */
export function emailFault(email: string, known: boolean): EmailFault | null {
  const given = email.trim();
  if (given === "") return known ? null : "emailNeeded";
  return EMAIL.test(given) && given.length <= MOST_EMAIL_CHARS ? null : "emailWrong";
}

/** What came back unsent, as one text. */
export const textOf = (returned: readonly OutboxItem[]): string => returned.map(({ text }) => text).join("\n");

/**
 * The text in the writing box once what came back unsent is in it: `before` is what had come back by then, `after` what
 * has by now. Nothing the person has written is touched.
 */
export function withReturned(text: string, before: string, after: string): string {
  if (before !== "" && text.startsWith(before)) return joined(after, text.slice(before.length).replace(/^\n/, ""));
  if (!after.startsWith(before)) return text;
  const fresh = after.slice(before.length).replace(/^\n/, "");
  return before === "" ? joined(fresh, text) : joined(text, fresh);
}

const joined = (...texts: string[]): string => texts.filter((text) => text !== "").join("\n");
