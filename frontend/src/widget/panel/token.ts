/** The customer's token: kept in this browser for this site, shared by its tabs, made when first needed. */

import type { Outgoing } from "../../wire/carrier";
import type { Credentials } from "../../wire/credentials";
import { SignedOut } from "../../wire/errors";
import type { Exclusively } from "../../wire/tabs";

/** Where the token lies. What one tab has written, every other reads from then on. */
export interface TokenStore {
  read(): Promise<string | null>;
  write(token: string): Promise<void>;
  /** Takes this token away, unless another tab has replaced it. */
  forget(token: string): Promise<void>;
}

export interface NewCustomer {
  status: number;
  token: string | null;
}

export interface TokenParts {
  store: TokenStore;
  /** `POST /api/widget/<site>/customers`. Rejects when the network does. */
  create: () => Promise<NewCustomer>;
  /** Two tabs that start together become one customer. */
  exclusively: Exclusively;
}

export class CustomerToken implements Credentials {
  readonly #parts: TokenParts;
  #used: string | null = null;
  #renewed = false;

  constructor(parts: TokenParts) {
    this.#parts = parts;
  }

  /** Whether this browser has been a customer here before. */
  async exists(): Promise<boolean> {
    return (await this.#parts.store.read()) !== null;
  }

  async hello(): Promise<Outgoing> {
    return { type: "hello", token: await this.#token() } as Outgoing;
  }

  async headers(): Promise<Record<string, string>> {
    return { Authorization: `Bearer ${await this.#token()}` };
  }

  /** Once; a server that takes no fresh token either will not take a third. */
  async renew(): Promise<boolean> {
    const first = !this.#renewed;
    this.#renewed = true;
    if (this.#used !== null) await this.#parts.store.forget(this.#used);
    return first;
  }

  accepted(): void {
    this.#renewed = false;
  }

  async #token(): Promise<string> {
    const { store, create, exclusively } = this.#parts;
    this.#used =
      (await store.read()) ??
      (await exclusively(async () => {
        const meanwhile = await store.read();
        if (meanwhile !== null) return meanwhile;
        const { status, token } = await create();
        if (status === 403 || status === 404) throw new SignedOut("this site takes no customers");
        if (token === null) throw new Error(`no token: HTTP ${status}`);
        await store.write(token);
        return token;
      }));
    return this.#used;
  }
}
