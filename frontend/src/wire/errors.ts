/** Why a request had no good reply. */

import type { Refusal, RefusalCode } from "../protocol";

/** The server said no, and kept nothing of the request. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: RefusalCode;
  readonly retryAfterSeconds: number | null;

  constructor(refusal: Pick<Refusal, "code" | "text" | "retry_after">) {
    super(refusal.text);
    this.code = refusal.code;
    this.retryAfterSeconds = refusal.retry_after ?? null;
  }
}

/** The connection went before the reply came: the request may or may not have been done. */
export class LinkLost extends Error {
  override readonly name = "LinkLost";
}

/** The server no longer takes these credentials, and new ones cannot be had without the person. */
export class SignedOut extends Error {
  override readonly name = "SignedOut";
}
