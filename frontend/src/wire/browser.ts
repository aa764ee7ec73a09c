/** The browser's side of the transport: real time, sockets, HTTP, storage and tabs. Nothing here decides anything. */

import type { Incoming } from "./carrier";
import type { Clock } from "./clock";
import type { Exchange } from "./exchange";
import { Outbox } from "./outbox";
import { openIndexedDbShelf } from "./shelf_indexeddb";
import { MemoryShelf } from "./shelf_memory";
import type { OpenSocket } from "./socket";
import { atOnce, type Exclusively, noOtherTabs, type TabChannel } from "./tabs";
import type { UploadWay } from "./upload_requests";

const SUBPROTOCOL = "frontdesk.v1";
/** A browser that does not answer for so long has no storage. */
export const STORAGE_LIMIT_MS = 2_000;

export const browserClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** Opens `/ws/…` at the page's own server. */
export function browserSocket(path: string): OpenSocket {
  return (handlers) => {
    const url = new URL(path, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url, SUBPROTOCOL);
    socket.onopen = () => handlers.opened();
    socket.onmessage = ({ data }) => handlers.message(String(data));
    socket.onclose = ({ code }) => handlers.closed(code);
    return {
      send: (text) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      close: () => socket.close(),
    };
  };
}

/** One POST to `/wire/…` at the page's own server, with the headers of the moment. */
export function browserExchange(path: string, headers: () => Promise<Record<string, string>>): Exchange {
  return async (body, signal) => {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(await headers()) },
      body,
      signal,
      cache: "no-store",
    });
    const answer = (await response.json().catch(() => ({}))) as { frames?: Incoming[] };
    return { status: response.status, frames: answer.frames ?? [] };
  };
}

/** Uploads at the page's own server, by whom the headers say. */
export const browserUploads = (headers: () => Promise<Record<string, string>>): UploadWay => ({
  url: "/api/uploads",
  request: (url, init) => fetch(url, { ...init, cache: "no-store" }),
  headers,
  clock: browserClock,
});

/** What this tab has learnt about sockets; forgotten with the tab. */
export function browserPreference(): { polling: () => boolean; remember: (polling: boolean) => void } {
  const key = "frontdesk-polling";
  let polling = attempt(() => sessionStorage.getItem(key) === "1", false);
  return {
    polling: () => polling,
    remember: (value) => {
      polling = value;
      attempt(() => (value ? sessionStorage.setItem(key, "1") : sessionStorage.removeItem(key)), undefined);
    },
  };
}

export function browserTabs(name: string): TabChannel {
  if (typeof BroadcastChannel === "undefined") return noOtherTabs;
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    listen: (listener) => {
      const hear = ({ data }: MessageEvent): void => listener(data);
      channel.addEventListener("message", hear);
      return () => channel.removeEventListener("message", hear);
    },
    close: () => channel.close(),
  };
}

export function browserExclusively(name: string): Exclusively {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (locks === undefined) return atOnce;
  return <T>(work: () => Promise<T>) => locks.request(name, work) as Promise<T>;
}

/** The outbox of this name; `durable` is false where the browser forbids storage and it lasts only as long as the page. */
export async function browserOutbox(name: string): Promise<{ outbox: Outbox; durable: boolean }> {
  const tabs = browserTabs(name);
  try {
    const shelf = await within(STORAGE_LIMIT_MS, openIndexedDbShelf(indexedDB, name));
    return { outbox: new Outbox(shelf, tabs), durable: true };
  } catch {
    return { outbox: new Outbox(new MemoryShelf(), tabs), durable: false };
  }
}

/** Calls when waiting has become pointless: the network is back, or somebody looks at the page again. */
export function onChanceToConnect(listener: () => void): () => void {
  const seen = (): void => {
    if (document.visibilityState === "visible") listener();
  };
  addEventListener("online", listener);
  document.addEventListener("visibilitychange", seen);
  return () => {
    removeEventListener("online", listener);
    document.removeEventListener("visibilitychange", seen);
  };
}

export function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("took too long")), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}
