/** The single requests of an upload, and what their answers mean. */

import type { Refusal } from "../protocol";
import type { Clock } from "./clock";
import { Refused, SignedOut } from "./errors";

export interface UploadAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  json(): Promise<unknown>;
}

/** One request; `fetch`, in a browser. Rejects when the network does, or the signal says so. */
export type UploadRequest = (url: string, init: { method: string; headers: Record<string, string>; body: Blob | null; signal: AbortSignal }) => Promise<UploadAnswer>;

export interface UploadWay {
  readonly url: string;
  readonly request: UploadRequest;
  /** Who uploads. Rejects with `SignedOut` when nobody does any more. */
  readonly headers: () => Promise<Record<string, string>>;
  readonly clock: Clock;
}

const HEADERS = { "Tus-Resumable": "1.0.0" };

export function ask({ request, headers }: UploadWay, url: string, method: string, more: Record<string, string>, body: Blob | null, signal: AbortSignal): Promise<UploadAnswer> {
  return headers().then((who) => request(url, { method, headers: { ...HEADERS, ...who, ...more }, body, signal }));
}

/** What the server said no with; for those who stand between, and for a HEAD, the status has to do. */
export async function refusalOf(answer: UploadAnswer): Promise<Error> {
  if (answer.status === 401) return new SignedOut();
  const said = (await answer.json().catch(() => null)) as Partial<Refusal> | null;
  const code = said?.code ?? (answer.status === 413 ? "too_large" : answer.status === 403 ? "forbidden" : "unavailable");
  const wait = said?.retry_after ?? Number(answer.headers.get("Retry-After"));
  // A body that broke off on the way is no fault of what it held.
  return new Refused({ code: answer.status === 408 ? "unavailable" : code, text: said?.text ?? "", retry_after: wait || null });
}

export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
