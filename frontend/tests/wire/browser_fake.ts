/** One browser with its storage, lock and tabs, and a server whose acks can be lost. */

import { IDBFactory } from "fake-indexeddb";
import type { Ack, RefusalCode } from "../../src/protocol";
import { Courier } from "../../src/wire/courier";
import { LinkLost, Refused } from "../../src/wire/errors";
import { Outbox } from "../../src/wire/outbox";
import { openIndexedDbShelf } from "../../src/wire/shelf_indexeddb";
import { atOnce, type Exclusively } from "../../src/wire/tabs";
import { FakeClock, FakeServer, fakeTabs } from "./fakes";

export class Browser {
  readonly clock = new FakeClock();
  readonly server = new FakeServer();
  readonly sends: string[] = [];
  readonly left: string[] = [];
  connected = true;
  acksArrive = true;
  followsCustomer = true;
  /** What opening leads to; `null`: nobody takes chats. */
  open: string | null = "s1";
  refusing: { code: RefusalCode; retry_after?: number; in?: string } | null = null;
  exclusively: Exclusively = atOnce;
  readonly #factory = new IDBFactory();
  readonly #newTab = fakeTabs();

  async tab(): Promise<{ outbox: Outbox; courier: Courier }> {
    const outbox = new Outbox(await openIndexedDbShelf(this.#factory, "outbox"), this.#newTab());
    const courier = new Courier({
      outbox,
      clock: this.clock,
      exclusively: (work) => this.exclusively(work),
      followsCustomer: this.followsCustomer,
      openChatSession: () =>
        this.open === null ? Promise.reject(new Refused({ code: "offline", text: "" })) : Promise.resolve(this.open),
      send: async ({ client_id, text }, chatSession) => {
        if (!this.connected) throw new LinkLost();
        this.sends.push(`${client_id}>${chatSession}`);
        await Promise.resolve();
        if (this.refusing !== null && (this.refusing.in ?? chatSession) === chatSession) throw new Refused({ text: "", ...this.refusing });
        const [ack] = this.server.reply({ type: "send", ref: 1, client_id, text });
        if (!this.acksArrive) throw new LinkLost();
        return ack as unknown as Ack;
      },
      leave: async ({ client_id, text, leaves }) => {
        if (!this.connected) throw new LinkLost();
        this.left.push(`${client_id} by ${leaves?.email ?? "nobody"}`);
        await Promise.resolve();
        if (this.refusing !== null) throw new Refused({ text: "", ...this.refusing });
        const [ack] = this.server.reply({ type: "send", ref: 1, client_id, text });
        if (!this.acksArrive) throw new LinkLost();
        return ack as unknown as Ack;
      },
    });
    return { outbox, courier };
  }

  stored = (): string[] => this.server.log.map((entry) => entry.client_id);
}

export const leave = (outbox: Outbox, client_id: string, email: string): Promise<void> =>
  outbox.add({ client_id, chat_session: null, lane: "public", text: client_id, written_at: 0, leaves: { name: "", email } });

export const write = (outbox: Outbox, ...ids: string[]): Promise<void> =>
  ids.reduce(
    (before, client_id) =>
      before.then(() => outbox.add({ client_id, chat_session: null, lane: "public", text: client_id, written_at: 0 })),
    Promise.resolve(),
  );
