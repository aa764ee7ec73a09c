import { expect, test } from "vitest";

import type { RefusalCode } from "../../src/protocol";
import { nextToSend } from "../../src/wire/courier";
import { LinkLost, Refused } from "../../src/wire/errors";
import { type KeptFile, Outbox, type OutboxItem } from "../../src/wire/outbox";
import { type Carrying, Porter } from "../../src/wire/porter";
import { MemoryShelf } from "../../src/wire/shelf_memory";
import { atOnce, noOtherTabs } from "../../src/wire/tabs";
import type { UploadNews } from "../../src/wire/uploads";
import { cardOf } from "./fake_tus";
import { FakeClock, settle } from "./fakes";

const file = (change: Partial<KeptFile> = {}): KeptFile => ({
  blob: new Blob(["x"]),
  name: "a.txt",
  media_type: "text/plain",
  voice: null,
  upload: null,
  attachment: null,
  ...change,
});

interface Run {
  to: string;
  from: string | null;
  news: UploadNews;
  signal: AbortSignal;
  done: () => void;
  fail: (error: Error) => void;
}

/** A porter whose uploads the test ends. */
async function set(followsCustomer = false) {
  const outbox = new Outbox(new MemoryShelf(), noOtherTabs);
  const clock = new FakeClock();
  const runs = new Map<string, Run>();
  const cancelled: string[] = [];
  const opening = { fails: false };
  let carried: ReadonlyMap<string, Carrying> = new Map();
  const porter = new Porter({
    outbox,
    clock,
    exclusively: atOnce,
    followsCustomer,
    openChatSession: () => (opening.fails ? Promise.reject(new LinkLost("gone")) : Promise.resolve("opened")),
    cancel: (upload) => cancelled.push(upload),
    upload: ({ name, upload }, to, news, signal) =>
      new Promise((resolve, reject) => {
        runs.set(name, { to, from: upload, news, signal, done: () => resolve(cardOf(name)), fail: reject });
        signal.addEventListener("abort", () => reject(new Error("aborted")));
      }),
  });
  porter.onNews((news) => (carried = news));
  porter.start();
  const write = async (...names: string[]) => {
    for (const name of names)
      await outbox.add({ client_id: name, chat_session: followsCustomer ? null : "s", lane: "public", text: "", written_at: 0, file: file({ name }) });
    await settle();
  };
  const state = async () => (await outbox.all()).map((item) => [item.client_id, item.file?.attachment ?? item.failed]);
  await settle();
  return { outbox, clock, porter, runs, cancelled, opening, write, state, carried: () => [...carried] };
}

test("files are carried three at once, and the next one when one has arrived", async () => {
  const { runs, write, state } = await set();
  await write("a", "b", "c", "d");
  expect([...runs.keys()]).toEqual(["a", "b", "c"]);
  runs.get("b")?.done();
  await settle();
  expect([...runs.keys()]).toEqual(["a", "b", "c", "d"]);
  expect(await state()).toEqual([["a", null], ["b", "b"], ["c", null], ["d", null]]);
});

test("it tells how far each has come, and no more of one that has arrived", async () => {
  const { runs, write, carried } = await set();
  await write("a", "b");
  runs.get("a")?.news.progress(1, false);
  runs.get("b")?.news.progress(0, true);
  expect(carried()).toEqual([["a", { sentBytes: 1, stuck: false }], ["b", { sentBytes: 0, stuck: true }]]);
  runs.get("a")?.done();
  await settle();
  expect(carried().map(([name]) => name)).toEqual(["b"]);
});

test("where an upload stands is kept, for a page to come", async () => {
  const { outbox, runs, write } = await set();
  await write("a");
  runs.get("a")?.news.began("/api/uploads/7");
  await settle();
  expect((await outbox.all())[0]?.file?.upload).toBe("/api/uploads/7");
});

test("who discards a message ends its upload, here and at the server", async () => {
  const { outbox, runs, write, cancelled } = await set();
  await write("a", "b");
  runs.get("a")?.news.began("/api/uploads/7");
  await outbox.discard("a");
  await outbox.discard("b");
  await settle();
  expect([runs.get("a")?.signal.aborted, runs.get("b")?.signal.aborted, cancelled]).toEqual([true, true, ["/api/uploads/7"]]);
});

test("what the server refuses is marked, and a retry begins anew", async () => {
  const { outbox, runs, write, state } = await set();
  await write("a");
  runs.get("a")?.news.began("/api/uploads/7");
  runs.get("a")?.fail(new Refused({ code: "too_large", text: "" }));
  await settle();
  expect(await state()).toEqual([["a", "too_large"]]);
  runs.clear();
  await outbox.mark("a", null);
  await settle();
  expect(runs.get("a")?.from).toBeNull();
});

test.each(["too_fast", "unavailable"] as const)("what is %s rests for a moment, and is not asked for all the time", async (code) => {
  const { clock, runs, write, state } = await set();
  await write("a");
  runs.get("a")?.fail(new Refused({ code, text: "" }));
  await settle();
  runs.clear();
  await write("b");
  expect([[...runs.keys()], await state()]).toEqual([["b"], [["a", null], ["b", null]]]);
  await clock.pass(2_000);
  expect([...runs.keys()]).toEqual(["b", "a"]);
});

test("a customer's file waits until a chat session can be opened for it", async () => {
  const { outbox, opening, porter, runs, write } = await set(true);
  opening.fails = true;
  await write("a");
  expect([...runs.keys()]).toEqual([]);
  opening.fails = false;
  porter.poke();
  await settle();
  expect([runs.get("a")?.to, (await outbox.all())[0]?.chat_session]).toEqual(["opened", "opened"]);
});

test.each([
  ["closed", true, null],
  ["unknown", true, null],
  ["closed", false, "closed"],
] satisfies [RefusalCode, boolean, string | null][])("a file refused as %s, of a customer %s", async (code, followsCustomer, failed) => {
  const { outbox, runs, write } = await set(followsCustomer);
  await write("a");
  runs.get("a")?.news.began("/api/uploads/7");
  runs.get("a")?.fail(new Refused({ code, text: "" }));
  await settle();
  const [item] = await outbox.all();
  expect([item?.failed, item?.file?.upload]).toEqual([failed, null]);
});

test("a message that has to move takes its file along", async () => {
  const { outbox, runs, write } = await set(true);
  await write("a");
  runs.get("a")?.done();
  await settle();
  runs.clear();
  await outbox.address("a", null);
  await outbox.mark("a", null);
  await settle();
  expect(runs.get("a")?.from).toBeNull();
});

test("nothing overtakes a file that is still on its way, but in another chat session", () => {
  const item = (client_id: string, chat_session: string | null, change: Partial<OutboxItem> = {}): OutboxItem => ({
    client_id,
    chat_session,
    lane: "public",
    text: client_id,
    written_at: 0,
    order: 0,
    failed: null,
    ...change,
  });
  const next = (followsCustomer: boolean, ...items: OutboxItem[]) => nextToSend(items, followsCustomer)?.client_id;
  const [carried, arrived] = [{ file: file() }, { file: file({ attachment: "x" }) }];
  expect(next(false, item("a", "s", carried), item("b", "s"))).toBeUndefined();
  expect(next(false, item("a", "s", carried), item("b", "s"), item("c", "t"))).toBe("c");
  expect(next(false, item("a", "s", arrived), item("b", "s"))).toBe("a");
  expect(next(false, item("a", "s", { ...carried, failed: "too_large" }), item("b", "s"))).toBe("b");
  expect(next(true, item("a", "s", carried), item("b", null))).toBeUndefined();
});
