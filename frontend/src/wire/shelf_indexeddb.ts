/** A shelf in IndexedDB: it outlives the tab, and all tabs of one origin see the same items. */

import type { Draft, OutboxItem, Shelf } from "./outbox";

const STORE = "messages";
const BY_CLIENT_ID = "client_id";

/** Opens (or makes) the database of this name. Rejects where the browser forbids storage. */
export async function openIndexedDbShelf(factory: IDBFactory, name: string): Promise<Shelf> {
  const opening = factory.open(name, 1);
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore(STORE, { keyPath: "order", autoIncrement: true });
    store.createIndex(BY_CLIENT_ID, "client_id", { unique: true });
  };
  return new IndexedDbShelf(await result(opening));
}

class IndexedDbShelf implements Shelf {
  readonly #db: IDBDatabase;

  constructor(db: IDBDatabase) {
    this.#db = db;
    db.onversionchange = () => db.close();
  }

  all(): Promise<OutboxItem[]> {
    return result(this.#db.transaction(STORE).objectStore(STORE).getAll() as IDBRequest<OutboxItem[]>);
  }

  async add(draft: Draft): Promise<void> {
    const transaction = this.#db.transaction(STORE, "readwrite");
    const store = transaction.objectStore(STORE);
    const known = await result(store.index(BY_CLIENT_ID).getKey(draft.client_id));
    if (known === undefined) store.add({ ...draft, failed: null });
    await done(transaction);
  }

  async change(clientId: string, change: (item: OutboxItem) => OutboxItem | null): Promise<OutboxItem | null> {
    const transaction = this.#db.transaction(STORE, "readwrite");
    const store = transaction.objectStore(STORE);
    const before = (await result(store.index(BY_CLIENT_ID).get(clientId))) as OutboxItem | undefined;
    if (before !== undefined) {
      const after = change(before);
      if (after === null) store.delete(before.order);
      else store.put(after);
    }
    await done(transaction);
    return before ?? null;
  }

  close(): void {
    this.#db.close();
  }
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("storage failed"));
  });
}

function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("storage failed"));
  });
}
