/** What the page of a site tells the preview beside it. */

import type { Question } from "../widget/panel/questions";

export type View = "before" | "chat";

export interface Shown {
  frontdesk: "preview";
  view: View;
  name: string;
  greeting: string;
  accent: string;
  questions: Question[];
  peeked: boolean;
}

/** The preview has loaded, and may be told. */
export const READY = "preview-ready";

export const shownIn = (data: unknown): Shown | null =>
  typeof data === "object" && data !== null && "frontdesk" in data && data.frontdesk === "preview" ? (data as Shown) : null;
