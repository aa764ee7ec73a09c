/** Days and times in people's words. Pure: the moment and the language are passed in. */

/** Making a format takes longer than a hundred uses of it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${Object.entries(parts).join(" ")}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language, parts);
  formats.set(key, known);
  return known;
}

/** A key that is the same for two moments of one local day. */
export function dayOf(atMs: number): string {
  const at = new Date(atMs);
  return `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;
}

/** The same, quickly for many moments in a row: it remembers the day of the last one. */
export function dayTeller(): (atMs: number) => string {
  let [from, to, day] = [0, 0, ""];
  return (atMs) => {
    if (atMs >= from && atMs < to) return day;
    const at = new Date(atMs);
    from = new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
    to = new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1).getTime();
    day = dayOf(atMs);
    return day;
  };
}

export function dayName(atMs: number, nowMs: number, language: string, say: { today: string; yesterday: string }): string {
  if (dayOf(atMs) === dayOf(nowMs)) return say.today;
  const yesterday = new Date(nowMs);
  yesterday.setDate(yesterday.getDate() - 1);
  if (dayOf(atMs) === dayOf(yesterday.getTime())) return say.yesterday;
  const sameYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
  const year = sameYear ? {} : { year: "numeric" as const };
  return format(language, { weekday: "long", day: "numeric", month: "long", ...year }).format(atMs);
}

export const clockTime = (atMs: number, language: string): string =>
  format(language, { hour: "2-digit", minute: "2-digit" }).format(atMs);

export const fullTime = (atMs: number, language: string): string =>
  format(language, { dateStyle: "medium", timeStyle: "short" }).format(atMs);

/** A moment to come, as one speaks of it: which day, by its name unless it is near, and what time. */
export function momentToCome(atMs: number, nowMs: number, language: string): { day: "today" | "tomorrow" | { name: string }; time: string } {
  const time = clockTime(atMs, language);
  const now = new Date(nowMs);
  const inDays = (days: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  if (dayOf(atMs) === dayOf(nowMs)) return { day: "today", time };
  if (dayOf(atMs) === dayOf(inDays(1).getTime())) return { day: "tomorrow", time };
  // A week from now has today's name.
  const near = atMs < inDays(7).getTime();
  const parts = near ? { weekday: "long" as const } : { day: "numeric" as const, month: "long" as const };
  return { day: { name: format(language, parts).format(atMs) }, time };
}
