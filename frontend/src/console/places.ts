/** Where people are, in their own words and hours. Pure: the language is passed in. */

import type { Device } from "../protocol";

export interface LocalTime {
  readonly time: string;
  /** The city that stands for the time zone. */
  readonly city: string;
}

/** What the clock shows where the customer is; `null` for a zone that nobody knows. */
export function localTime(atMs: number, timeZone: string, language: string): LocalTime | null {
  if (timeZone === "") return null;
  try {
    const time = new Intl.DateTimeFormat(language, { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit" }).format(atMs);
    return { time, city: (timeZone.split("/").pop() ?? timeZone).replace(/_/gu, " ") };
  } catch {
    return null;
  }
}

/** A language by its name in another: `zh-CN` is “Chinese (China)” to who reads English. */
export function languageName(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export const deviceName = ({ browser = "", system = "" }: Device): string => [browser, system].filter(Boolean).join(" · ");

/** An address that may be opened: http or https, and nothing else. */
export function safeUrl(url: string): string | null {
  try {
    const { protocol, href } = new URL(url);
    return protocol === "http:" || protocol === "https:" ? href : null;
  } catch {
    return null;
  }
}

/** The text in parts, of which every second one is what was looked for. */
export function marked(text: string, sought: string): string[] {
  const parts: string[] = [];
  const needle = sought.toLowerCase();
  const hay = text.toLowerCase();
  // Lower case may be longer than what it was made of; then nothing is marked.
  if (needle === "" || hay.length !== text.length) return [text];
  let from = 0;
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + needle.length));
    from = at + needle.length;
  }
  return [...parts, text.slice(from)];
}

/** A size in bytes as people say it. */
export function fileSize(bytes: number, language: string): string {
  const unit = bytes >= 1_000_000 ? "megabyte" : "kilobyte";
  const count = bytes / (unit === "megabyte" ? 1_000_000 : 1_000);
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: count < 10 ? 1 : 0 }).format(count);
}
