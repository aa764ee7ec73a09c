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
