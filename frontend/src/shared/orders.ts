/** Finds order numbers in what people wrote, by the pattern of this installation. Pure. */

export interface OrderPart { kind: "text" | "order"; text: string }

/** The pattern as set; `null` where none is, or it is none for a browser. */
export function orderPattern(source: string): RegExp | null {
  try {
    const pattern = source === "" ? null : new RegExp(source, "gu");
    return pattern === null || pattern.test("") ? null : pattern;
  } catch {
    return null;
  }
}

/** The text in parts; joined together they are the text again. */
export function orderParts(text: string, pattern: RegExp | null): OrderPart[] {
  const parts: OrderPart[] = [];
  let from = 0;
  for (const match of pattern === null ? [] : text.matchAll(pattern)) {
    if (match[0] === "") continue;
    if (match.index > from) parts.push({ kind: "text", text: text.slice(from, match.index) });
    parts.push({ kind: "order", text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ kind: "text", text: text.slice(from) });
  return parts;
}
