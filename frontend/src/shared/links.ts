/** Finds links in what people wrote. What is not surely http, https or mailto stays plain text. */

export type Part = { kind: "text"; text: string } | { kind: "link"; text: string; href: string };

const CANDIDATE = /\bhttps?:\/\/[^\s<>"'`]+|\bmailto:[^\s<>"'`]+|\b[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+\b/giu;
const TRAILING = /[.,;:!?…，。；：！？、）】》]+$/u;

/** The text in parts; joined together they are the text again. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const shown = trimmed(match[0]);
    const href = hrefOf(shown);
    if (href === null) continue;
    if (match.index > from) parts.push({ kind: "text", text: text.slice(from, match.index) });
    parts.push({ kind: "link", text: shown, href });
    from = match.index + shown.length;
  }
  if (from < text.length) parts.push({ kind: "text", text: text.slice(from) });
  return parts;
}

/** Without the punctuation that ends the sentence, and without a bracket that was opened before the link. */
function trimmed(found: string): string {
  let shown = found.replace(TRAILING, "");
  while (shown.endsWith(")") && shown.split(")").length > shown.split("(").length) {
    shown = shown.slice(0, -1).replace(TRAILING, "");
  }
  return shown;
}

/** The address that stands for it, when it is one that may be followed. */
export function hrefOf(shown: string): string | null {
  const address = /^[a-z]+:/iu.test(shown) ? shown : `mailto:${shown}`;
  try {
    const url = new URL(address);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
