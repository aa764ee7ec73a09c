import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import { type Draft, Outbox, type OutboxChange, type Shelf } from "../../src/wire/outbox";
import { openIndexedDbShelf } from "../../src/wire/shelf_indexeddb";
import { MemoryShelf } from "../../src/wire/shelf_memory";
import { noOtherTabs } from "../../src/wire/tabs";
import { fakeTabs } from "./fakes";

const draft = (client_id: string): Draft => ({ client_id, chat_session: null, lane: "public", text: `text ${client_id}`, written_at: 1 });
const ids = async (outbox: Outbox): Promise<string[]> => (await outbox.all()).map((item) => item.client_id);

const shelves: [string, () => Promise<Shelf>][] = [
  ["memory", () => Promise.resolve(new MemoryShelf())],
  ["IndexedDB", () => openIndexedDbShelf(new IDBFactory(), "outbox")],
];

describe.each(shelves)("an outbox on %s", (_name, newShelf) => {
  const newOutbox = async (): Promise<Outbox> => new Outbox(await newShelf(), noOtherTabs);

  test("keeps messages in the order they were written", async () => {
    const outbox = await newOutbox();
    for (const id of ["b", "a", "c"]) await outbox.add(draft(id));
    expect(await ids(outbox)).toEqual(["b", "a", "c"]);
  });

  test("keeps one message once", async () => {
    const outbox = await newOutbox();
    await outbox.add(draft("a"));
    await outbox.add({ ...draft("a"), text: "other" });
    expect((await outbox.all()).map((item) => item.text)).toEqual(["text a"]);
  });

  test("lets go of what was stored, and says so once", async () => {
    const outbox = await newOutbox();
    const changes: OutboxChange[] = [];
    await outbox.add(draft("a"));
    await outbox.add(draft("b"));
    outbox.onChange((change) => changes.push(change));
    await outbox.settle("a");
    await outbox.settle("a");
    expect(await ids(outbox)).toEqual(["b"]);
    expect(changes.map((change) => change.what)).toEqual(["sent"]);
  });

  test("marks what was refused, in its place, and takes the mark off again", async () => {
    const outbox = await newOutbox();
    for (const id of ["a", "b"]) await outbox.add(draft(id));
    await outbox.mark("a", "forbidden");
    expect((await outbox.all()).map((item) => item.failed)).toEqual(["forbidden", null]);
    await outbox.mark("a", null);
    expect((await outbox.all()).map((item) => item.failed)).toEqual([null, null]);
  });

  test("remembers where a message was sent", async () => {
    const outbox = await newOutbox();
    await outbox.add(draft("a"));
    await outbox.address("a", "s1");
    expect((await outbox.all())[0]?.chat_session).toBe("s1");
  });

  test("forgets what was discarded, and knows nothing of strangers", async () => {
    const outbox = await newOutbox();
    await outbox.add(draft("a"));
    await outbox.discard("a");
    await outbox.mark("nobody", "closed");
    expect(await outbox.all()).toEqual([]);
  });
});

test("messages in IndexedDB outlive the page", async () => {
  const factory = new IDBFactory();
  const before = new Outbox(await openIndexedDbShelf(factory, "outbox"), noOtherTabs);
  await before.add(draft("a"));
  before.close();
  const after = new Outbox(await openIndexedDbShelf(factory, "outbox"), noOtherTabs);
  await after.add(draft("b"));
  expect(await ids(after)).toEqual(["a", "b"]);
});

test("what one tab writes, the others hear of and see", async () => {
  const factory = new IDBFactory();
  const newTab = fakeTabs();
  const one = new Outbox(await openIndexedDbShelf(factory, "outbox"), newTab());
  const two = new Outbox(await openIndexedDbShelf(factory, "outbox"), newTab());
  const heard: string[] = [];
  two.onChange((change) => heard.push(change.what));
  await one.add(draft("a"));
  expect(await ids(two)).toEqual(["a"]);
  await one.settle("a");
  expect(await ids(two)).toEqual([]);
  expect(heard).toEqual(["changed", "sent"]);
});
