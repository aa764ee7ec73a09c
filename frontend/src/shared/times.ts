/** Days and times in people's words. Pure: the moment and the language are passed in. */

/** A key that is the same for two moments of one local day. */
export function dayOf(atMs: number): string {
  const at = new Date(atMs);
  return `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;
}

export function dayName(atMs: number, nowMs: number, language: string, say: { today: string; yesterday: string }): string {
  if (dayOf(atMs) === dayOf(nowMs)) return say.today;
  const yesterday = new Date(nowMs);
  yesterday.setDate(yesterday.getDate() - 1);
  if (dayOf(atMs) === dayOf(yesterday.getTime())) return say.yesterday;
  const sameYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
  const year = sameYear ? {} : { year: "numeric" as const };
  return new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", ...year }).format(atMs);
}

export const clockTime = (atMs: number, language: string): string =>
  new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" }).format(atMs);

export const fullTime = (atMs: number, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(atMs);

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
  return { day: { name: new Intl.DateTimeFormat(language, parts).format(atMs) }, time };
}
