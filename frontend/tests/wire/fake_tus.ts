/** An upload server in memory, as the real one promises it; it can be told to misbehave. */

import type { Attachment } from "../../src/protocol";
import type { UploadAnswer, UploadRequest } from "../../src/wire/upload_requests";

interface Kept {
  size: number;
  bytes: Uint8Array[];
  said: Record<string, string>;
}

export class FakeTus {
  readonly uploads = new Map<string, Kept>();
  readonly asked: string[] = [];
  network = true;
  /** Of the next PATCH only so many bytes arrive, and no answer comes. */
  breakAfter: number | null = null;
  /** The next answers are lost, though the work is done. */
  loseAnswers = 0;
  /** What the next requests of this method get instead. */
  refusing: { method: string; status: number; body: object | null }[] = [];

  request: UploadRequest = async (url, { method, headers, body, signal }) => {
    signal.throwIfAborted();
    if (!this.network) throw new TypeError("no network");
    this.asked.push(method);
    const at = this.refusing.findIndex((one) => one.method === method);
    if (at >= 0) {
      const [{ status, body: said } = { status: 500, body: null }] = this.refusing.splice(at, 1);
      return answer(status, {}, said);
    }
    const done = await this.#do(url, method, headers, body);
    if (this.loseAnswers > 0) {
      this.loseAnswers -= 1;
      throw new TypeError("the answer was lost");
    }
    return done;
  };

  received(url: string): string {
    return new TextDecoder().decode(joined(this.uploads.get(url)?.bytes ?? []));
  }

  async #do(url: string, method: string, headers: Record<string, string>, body: Blob | null): Promise<UploadAnswer> {
    if (method === "POST") {
      const location = `/api/uploads/${this.uploads.size + 1}`;
      const said = Object.fromEntries((headers["Upload-Metadata"] ?? "").split(",").map((pair) => pair.split(" ") as [string, string]));
      this.uploads.set(location, { size: Number(headers["Upload-Length"]), bytes: [], said });
      return answer(201, { Location: location });
    }
    const kept = this.uploads.get(url);
    if (kept === undefined) return answer(404, {}, { code: "unknown", text: "" });
    const offset = () => joined(kept.bytes).length;
    if (method === "DELETE") this.uploads.delete(url);
    if (method !== "PATCH") return answer(method === "DELETE" ? 204 : 200, { "Upload-Offset": String(offset()) });
    if (Number(headers["Upload-Offset"]) !== offset()) return answer(409, {}, { code: "conflict", text: "" });
    const bytes = new Uint8Array((await body?.arrayBuffer()) ?? new ArrayBuffer(0));
    const arrives = this.breakAfter ?? bytes.length;
    kept.bytes.push(bytes.slice(0, arrives));
    if (this.breakAfter !== null) {
      this.breakAfter = null;
      throw new TypeError("the connection broke");
    }
    return offset() === kept.size ? answer(200, {}, cardOf(url)) : answer(204, { "Upload-Offset": String(offset()) });
  }
}

export const cardOf = (url: string): Attachment => ({
  id: url,
  kind: "file",
  name: "a.txt",
  media_type: "text/plain",
  bytes: 1,
  url: `/files/${url}`,
});

const answer = (status: number, headers: Record<string, string>, body: object | null = null): UploadAnswer => ({
  status,
  headers: { get: (name) => headers[name] ?? null },
  json: () => (body === null ? Promise.reject(new SyntaxError("no JSON")) : Promise.resolve(body)),
});

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
