import { expect, test } from "vitest";
import { Browser, leave, write } from "./browser_fake";
import { settleStorage } from "./fakes";

test("a message that is left is sent as one, in its turn, and no chat session is opened for it", async () => {
  const browser = new Browser();
  const { outbox, courier } = await browser.tab();
  courier.start();
  await leave(outbox, "a", "kim@shop.example");
  await write(outbox, "b");
  await settleStorage();
  expect(browser.left).toEqual(["a by kim@shop.example"]);
  expect(browser.sends).toEqual(["b>s1"]);
  expect(browser.stored()).toEqual(["a", "b"]);
  expect(await outbox.all()).toEqual([]);
});

test("a message left without a network goes out later, from another page, and stands once though its ack is lost", async () => {
  const browser = new Browser();
  browser.connected = false;
  const before = await browser.tab();
  before.courier.start();
  await leave(before.outbox, "a", "kim@shop.example");
  await settleStorage();
  before.courier.stop();
  before.outbox.close();
  browser.connected = true;
  browser.acksArrive = false;
  const after = await browser.tab();
  after.courier.start();
  await settleStorage();
  browser.acksArrive = true;
  after.courier.poke();
  await settleStorage();
  expect(new Set(browser.left)).toEqual(new Set(["a by kim@shop.example"]));
  expect(browser.stored()).toEqual(["a"]);
  expect(await after.outbox.all()).toEqual([]);
});

test("what no chat session is opened for is marked, and was sent nowhere", async () => {
  const browser = new Browser();
  const { outbox, courier } = await browser.tab();
  browser.open = null;
  courier.start();
  await write(outbox, "a", "b");
  await settleStorage();
  expect((await outbox.all()).map(({ client_id, failed, chat_session }) => [client_id, failed, chat_session])).toEqual([
    ["a", "offline", null],
    ["b", "offline", null],
  ]);
  expect(browser.sends).toEqual([]);
});
