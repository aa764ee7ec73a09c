/** Who is called by name in a note. Pure. */

interface Named {
  id: string;
  name: string;
}

export interface MentionPart {
  text: string;
  /** Whom it calls; `null` for plain words. */
  who: string | null;
}

/** The text in parts; joined together they are the text again. Of two names that fit, the longer is meant. */
export function mentionParts(text: string, colleagues: readonly Named[]): MentionPart[] {
  const parts: MentionPart[] = [];
  const byLength = [...colleagues].filter(({ name }) => name !== "").sort((a, b) => b.name.length - a.name.length);
  let from = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    if (at < from || /[\p{L}\p{N}]/u.test(text.slice(Math.max(0, at - 1), at))) continue;
    const called = byLength.find(({ name }) => startsWith(text, at + 1, name));
    if (called === undefined) continue;
    if (at > from) parts.push({ text: text.slice(from, at), who: null });
    from = at + 1 + called.name.length;
    parts.push({ text: text.slice(at, from), who: called.id });
  }
  if (from < text.length) parts.push({ text: text.slice(from), who: null });
  return parts;
}

/** Everybody who is called, once each. */
export const mentioned = (text: string, colleagues: readonly Named[]): string[] => [
  ...new Set(mentionParts(text, colleagues).flatMap(({ who }) => (who === null ? [] : [who]))),
];

/** The whole name, not the beginning of a longer word. */
function startsWith(text: string, at: number, name: string): boolean {
  const end = at + name.length;
  if (text.slice(at, end).toLowerCase() !== name.toLowerCase()) return false;
  return !/^[\p{L}\p{N}]/u.test(text.slice(end)) || /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]$/u.test(name);
}
