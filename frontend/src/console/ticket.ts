/** How an agent's link authenticates: the login session and a one-time ticket. */

import type { Credentials } from "../wire/credentials";
import { SignedOut } from "../wire/errors";

type Fetch = (url: string, init: RequestInit) => Promise<Pick<Response, "ok" | "status" | "json">>;

export function agentCredentials(ticketUrl: string, csrf: string, send: Fetch): Credentials {
  const headers = { "X-CSRFToken": csrf };
  return {
    async hello() {
      const response = await send(ticketUrl, { method: "POST", headers, cache: "no-store" });
      if (response.status === 401 || response.status === 403) throw new SignedOut();
      if (!response.ok) throw new Error(`ticket: ${response.status}`);
      const { ticket } = (await response.json()) as { ticket: string };
      return { type: "hello", ticket };
    },
    headers: () => Promise.resolve(headers),
    // A ticket may just have been too old; a revoked agent would only be turned away again.
    renew: (code) => Promise.resolve(code === 4401),
    accepted: () => undefined,
  };
}
