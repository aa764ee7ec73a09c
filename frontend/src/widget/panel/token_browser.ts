/** The browser's side of the token: where it lies, and how a new one is asked for. */

import { STORAGE_LIMIT_MS, within } from "../../wire/browser";
import type { NewCustomer, TokenStore } from "./token";

const STORE = "token";
const KEY = 0;

/**
 * Where this browser keeps its token for a site. In IndexedDB, whose transactions hold across tabs: what one tab wrote to
 * `localStorage` another may see only a moment later, and become a second customer meanwhile.
 */
export async function tokenStore(factory: () => IDBFactory, site: string): Promise<TokenStore> {
  try {
    const opening = factory().open(`frontdesk-token:${site}`, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    return inDatabase(await within(STORAGE_LIMIT_MS, result(opening)));
  } catch {
    return inMemory(); // Where storage is forbidden the customer lasts as long as the page.
  }
}

function inDatabase(db: IDBDatabase): TokenStore {
  db.onversionchange = () => db.close();
  const held = (mode: IDBTransactionMode): IDBObjectStore => db.transaction(STORE, mode).objectStore(STORE);
  const read = async (store: IDBObjectStore): Promise<string | null> => ((await result(store.get(KEY))) as string | undefined) ?? null;
  return {
    read: () => read(held("readonly")),
    write: async (token) => {
      await result(held("readwrite").put(token, KEY));
    },
    forget: async (token) => {
      const store = held("readwrite");
      if ((await read(store)) === token) await result(store.delete(KEY));
    },
  };
}

export function inMemory(token: string | null = null): TokenStore {
  let kept = token;
  return {
    read: () => Promise.resolve(kept),
    write: (fresh) => {
      kept = fresh;
      return Promise.resolve();
    },
    forget: (dead) => {
      if (kept === dead) kept = null;
      return Promise.resolve();
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

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("storage failed"));
  });
}
