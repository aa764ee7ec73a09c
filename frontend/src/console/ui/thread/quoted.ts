/** What is quoted, in words. */

import type { Strings } from "../../i18n";
import type { Quoted } from "../../lines";

const MOST_CHARS = 200;

export const quotedName = ({ from, name }: Pick<Quoted, "from" | "name">, say: Strings, customer: string): string =>
  from === "me" ? say.you : from === "customer" ? customer : name;

/** Its text in one line, else what kind of thing it is. */
export function quotedWords({ text, kind, recalled }: Pick<Quoted, "text" | "kind" | "recalled">, say: Strings): string {
  if (recalled) return say.recalled;
  const words = text.slice(0, MOST_CHARS).replace(/\s+/gu, " ").trim();
  return words === "" && kind !== "text" ? say.kinds[kind] : words;
}
