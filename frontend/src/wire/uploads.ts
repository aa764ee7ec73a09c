/**
 * Takes one file to the server by tus 1.0.0 (https://tus.io/protocols/resumable-upload): in pieces, going on from wherever
 * it broke off, be it on another day.
 */

import type { Attachment } from "../protocol";
import { backoffMs } from "./backoff";
import { Refused, SignedOut } from "./errors";
import { ask, base64, refusalOf, type UploadAnswer, type UploadWay } from "./upload_requests";

export interface UploadOf {
  readonly blob: Blob;
  readonly name: string;
  readonly media_type: string;
  readonly voice: boolean;
  readonly chatSession: string;
  /** Where an earlier try stands; `null` for the first. */
  readonly upload: string | null;
}

export interface UploadNews {
  /** From now on it can be gone on with from here; `null`: it has to begin anew. */
  began(upload: string | null): void;
  /** `stuck`: the network or the server lets it wait. */
  progress(sentBytes: number, stuck: boolean): void;
}

const FIRST_PIECE_BYTES = 512 * 1024;
const LEAST_PIECE_BYTES = 128 * 1024;
const MOST_PIECE_BYTES = 4 * 1024 * 1024;
/** A piece should take about so long: short enough to see it move, long enough not to ask all the time. */
const PIECE_MS = 1_000;
/** What passes by itself. */
const PASSING: ReadonlySet<string> = new Set(["too_fast", "unavailable"]);
const GONE: ReadonlySet<number> = new Set([404, 410]);

/**
 * The attachment, ready to be sent. Goes on through broken networks until it is done or `signal` ends it.
 *
 * Rejects with `Refused` when the server will not have it, `SignedOut`, or the signal's reason.
 */
export async function upload(of: UploadOf, way: UploadWay, news: UploadNews, signal: AbortSignal): Promise<Attachment> {
  return new Upload(of, way, news, signal).run();
}

/** Tells the server that an upload will not go on; it finds out by itself too. */
export async function cancelUpload(url: string, way: UploadWay): Promise<void> {
  await ask(way, url, "DELETE", {}, null, new AbortController().signal).catch(() => undefined);
}

class Upload {
  readonly #of: UploadOf;
  readonly #way: UploadWay;
  readonly #news: UploadNews;
  readonly #signal: AbortSignal;
  #url: string | null;
  /** How much the server has; `null` when it has to be asked. */
  #offset: number | null = null;
  #sentBytes = 0;
  #pieceBytes = FIRST_PIECE_BYTES;
  #failures = 0;
  #begunAnew = false;

  constructor(of: UploadOf, way: UploadWay, news: UploadNews, signal: AbortSignal) {
    this.#of = of;
    this.#way = way;
    this.#news = news;
    this.#signal = signal;
    this.#url = of.upload;
  }

  async run(): Promise<Attachment> {
    for (;;) {
      this.#signal.throwIfAborted();
      try {
        const done = await this.#step();
        this.#failures = 0;
        if (done !== null) return done;
      } catch (error) {
        await this.#pause(error);
      }
    }
  }

  async #step(): Promise<Attachment | null> {
    if (this.#url === null) await this.#begin();
    else if (this.#offset === null) await this.#askHowFar(this.#url);
    else return this.#sendPiece(this.#url, this.#offset);
    return null;
  }

  async #begin(): Promise<void> {
    const { blob, name, media_type, voice, chatSession } = this.#of;
    const said = { filename: name, filetype: media_type, chat_session: chatSession, voice: voice ? "1" : "0" };
    const metadata = Object.entries(said)
      .map(([key, value]) => `${key} ${base64(value)}`)
      .join(",");
    const answer = await this.#ask(this.#way.url, "POST", { "Upload-Length": String(blob.size), "Upload-Metadata": metadata }, null);
    if (answer.status !== 201) throw await refusalOf(answer);
    this.#url = answer.headers.get("Location");
    this.#offset = 0;
    this.#news.began(this.#url);
  }

  async #askHowFar(url: string): Promise<void> {
    const answer = await this.#ask(url, "HEAD", {}, null);
    if (GONE.has(answer.status)) this.#beginAnew();
    else if (answer.status === 200) this.#take(Number(answer.headers.get("Upload-Offset")));
    else throw await refusalOf(answer);
  }

  async #sendPiece(url: string, offset: number): Promise<Attachment | null> {
    const { blob } = this.#of;
    const began = this.#way.clock.now();
    const piece = blob.slice(offset, offset + this.#pieceBytes, "application/offset+octet-stream");
    // Until its answer has come nobody knows how much of it has arrived.
    this.#offset = null;
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) };
    const answer = await this.#ask(url, "PATCH", headers, piece);
    if (answer.status === 200) {
      this.#news.progress(blob.size, false);
      return (await answer.json()) as Attachment;
    }
    if (answer.status === 204) {
      this.#paceBy(this.#way.clock.now() - began);
      this.#take(Number(answer.headers.get("Upload-Offset")));
    } else if (GONE.has(answer.status)) this.#beginAnew();
    else if (answer.status !== 409) throw await refusalOf(answer);
    return null;
  }

  #take(offset: number): void {
    this.#offset = offset;
    this.#sentBytes = offset;
    this.#news.progress(offset, false);
  }

  /** Once: what is gone a second time is refused. */
  #beginAnew(): void {
    if (this.#begunAnew) throw new Refused({ code: "unknown", text: "The upload is lost." });
    this.#begunAnew = true;
    this.#url = null;
    this.#news.began(null);
    this.#take(0);
  }

  #paceBy(ms: number): void {
    const wanted = this.#pieceBytes * Math.min(2, Math.max(0.5, PIECE_MS / Math.max(1, ms)));
    this.#pieceBytes = Math.round(Math.min(MOST_PIECE_BYTES, Math.max(LEAST_PIECE_BYTES, wanted)));
  }

  /** Waits for what passes by itself; rejects with what does not. */
  async #pause(error: unknown): Promise<void> {
    const refused = error instanceof Refused ? error : null;
    if (this.#signal.aborted || error instanceof SignedOut || (refused !== null && !PASSING.has(refused.code))) throw error;
    const { clock } = this.#way;
    this.#failures += 1;
    this.#offset = null;
    this.#news.progress(this.#sentBytes, true);
    const delayMs = refused?.retryAfterSeconds ? refused.retryAfterSeconds * 1_000 : backoffMs(this.#failures, clock.random());
    await new Promise<void>((resolve) => {
      const go = () => {
        stop();
        this.#signal.removeEventListener("abort", go);
        resolve();
      };
      const stop = clock.after(delayMs, go);
      this.#signal.addEventListener("abort", go);
    });
  }

  #ask(url: string, method: string, headers: Record<string, string>, body: Blob | null): Promise<UploadAnswer> {
    return ask(this.#way, url, method, headers, body, this.#signal);
  }
}
