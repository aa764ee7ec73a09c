/** What a palette shows for what is written into it. Pure. */

export type PaletteGroup = "chats" | "customers" | "canned" | "actions" | "said";

export interface PaletteItem {
  readonly key: string;
  readonly group: PaletteGroup;
  readonly title: string;
  readonly detail: string;
  /** What else it is found by. */
  readonly also?: string;
}

export const GROUPS: readonly PaletteGroup[] = ["chats", "canned", "actions", "said", "customers"];
const MOST_OF_A_GROUP = 6;

/** Lower case, and without accents. */
export const folded = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** Those in which each word of the query stands, the best of each group on top; without a query, all as they come. */
export function ranked<Item extends PaletteItem>(items: readonly Item[], query: string): Item[] {
  const words = folded(query).split(/\s+/u).filter(Boolean);
  const scored = items.map((item) => ({ item, score: scoreOf(item, words) })).filter(({ score }) => score !== null);
  return GROUPS.flatMap((group) =>
    scored
      .filter(({ item }) => item.group === group)
      .sort((a, b) => (a.score ?? 0) - (b.score ?? 0))
      .slice(0, MOST_OF_A_GROUP)
      .map(({ item }) => item),
  );
}

/** The less the better; `null` when a word stands nowhere. */
function scoreOf({ title, detail, also = "" }: PaletteItem, words: readonly string[]): number | null {
  const head = folded(title);
  const rest = folded(`${detail} ${also}`);
  let score = 0;
  for (const word of words) {
    if (head.startsWith(word)) continue;
    if (head.includes(` ${word}`)) score += 1;
    else if (head.includes(word)) score += 2;
    else if (startsWithin(rest, word)) score += 4;
    else return null;
  }
  return score;
}

/** Where a word of it begins so. In writing without spaces, anywhere. */
const startsWithin = (text: string, word: string): boolean =>
  text.startsWith(word) || text.includes(` ${word}`) || (WITHOUT_SPACES.test(word) && text.includes(word));

const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
