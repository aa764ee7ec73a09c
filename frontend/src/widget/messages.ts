/** What the loader on the host's page and the panel in its frame tell each other. Everything else is passed over. */

/** The host's page that is open now. */
export interface Whereabout {
  url: string;
  title: string;
  /** The page before it, as the browser tells. */
  referrer: string;
}

export type ToPanel =
  | { frontdesk: "hello" }
  | { frontdesk: "shown" }
  | { frontdesk: "hidden" }
  | ({ frontdesk: "page" } & Whereabout);

export type ToLoader =
  /** The panel listens now. */
  | { frontdesk: "ready" }
  /** The person wants it away. */
  | { frontdesk: "close" }
  | { frontdesk: "unread"; count: number };

/** The message, if it is one of ours in form; who sent it is for the caller to check. */
export const ours = (data: unknown): ToPanel | ToLoader | null =>
  typeof data === "object" && data !== null && "frontdesk" in data ? (data as ToPanel | ToLoader) : null;
