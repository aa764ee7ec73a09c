/** The browser's side of the token: where it lies, and how a new one is asked for. */

import type { NewCustomer, TokenStore } from "./token";

export function tokenStore(site: string): TokenStore {
  const key = `frontdesk-token:${site}`;
  let inMemory: string | null = null;
  return {
    read: () => {
      try {
        return localStorage.getItem(key) ?? inMemory;
      } catch {
        return inMemory;
      }
    },
    write: (token) => {
      inMemory = token;
      try {
        if (token === null) localStorage.removeItem(key);
        else localStorage.setItem(key, token);
      } catch {
        // Where storage is forbidden the customer lasts as long as the page.
      }
    },
  };
}

export async function newCustomer(site: string): Promise<NewCustomer> {
  const response = await fetch(`/api/widget/${encodeURIComponent(site)}/customers`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
    cache: "no-store",
  });
  const body = (await response.json().catch(() => ({}))) as { token?: unknown };
  return { status: response.status, token: typeof body.token === "string" ? body.token : null };
}
