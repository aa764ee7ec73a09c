import { expect, test } from "vitest";
import { Browser, write } from "./browser_fake";
import { settleStorage } from "./fakes";

test("what is written is sent in order, one at a time, and then let go", async () => {
  const browser = new Browser();
  const { outbox, courier } = await browser.tab();
  courier.start();
  await write(outbox, "a", "b", "c");
  await settleStorage();
  expect(browser.stored()).toEqual(["a", "b", "c"]);
  expect(await outbox.all()).toEqual([]);
});

test("a lost ack makes it send the same client_id again, and one entry stands", async () => {
  const browser = new Browser();
  const { outbox, courier } = await browser.tab();
  browser.acksArrive = false;
  courier.start();
  await write(outbox, "a", "b");
  await settleStorage();
  expect((await outbox.all()).length).toBe(2);
  browser.acksArrive = true;
  courier.poke();
  await settleStorage();
  expect(browser.sends.filter((send) => send === "a>s1").length).toBeGreaterThan(1);
  expect(browser.stored()).toEqual(["a", "b"]);
  expect(await outbox.all()).toEqual([]);
});

test("what was written offline goes out after the greeting, though the page was closed in between", async () => {
  const browser = new Browser();
  browser.connected = false;
  const before = await browser.tab();
  before.courier.start();
  await write(before.outbox, "a", "b");
  await settleStorage();
  before.courier.stop();
  before.outbox.close();
  browser.connected = true;
  const after = await browser.tab();
  after.courier.start();
  await settleStorage();
  expect(browser.stored()).toEqual(["a", "b"]);
});

test("being too fast makes it wait as long as the server says", async () => {
  const browser = new Browser();
  const { outbox, courier } = await browser.tab();
  browser.refusing = { code: "too_fast", retry_after: 5 };
  courier.start();
  await write(outbox, "a");
  await settleStorage();
  browser.refusing = null;
  await browser.clock.pass(4_999);
  expect(browser.stored()).toEqual([]);
  await browser.clock.pass(1);
  await settleStorage();
  expect(browser.stored()).toEqual(["a"]);
});

test.each(["blank", "conflict", "forbidden", "too_large", "bad_frame"] as const)(
  "a message refused as %s is marked, the next ones go on, and a retry is the person's choice",
  async (code) => {
    const browser = new Browser();
    const { outbox, courier } = await browser.tab();
    courier.start();
    browser.refusing = { code };
    await write(outbox, "a");
    await settleStorage();
    browser.refusing = null;
    await write(outbox, "b");
    await settleStorage();
    expect((await outbox.all()).map(({ client_id, failed }) => [client_id, failed])).toEqual([["a", code]]);
    expect(browser.stored()).toEqual(["b"]);
    await outbox.mark("a", null);
    await settleStorage();
    expect(browser.stored()).toEqual(["b", "a"]);
  },
);

test("a customer's message that finds its chat session closed goes into a new one", async () => {
  const browser = new Browser();
  const { outbox, courier } = await browser.tab();
  browser.refusing = { code: "closed", in: "s1" };
  await write(outbox, "a");
  await outbox.address("a", "s1");
  browser.open = "s2";
  courier.start();
  await settleStorage();
  expect(browser.sends).toEqual(["a>s1", "a>s2"]);
});

test("a message sent once is asked for there first, even when another chat session is open by now", async () => {
  const browser = new Browser();
  const { outbox, courier } = await browser.tab();
  browser.acksArrive = false;
  courier.start();
  await write(outbox, "a");
  await settleStorage();
  browser.acksArrive = true;
  browser.open = "s2";
  courier.poke();
  await settleStorage();
  expect(new Set(browser.sends)).toEqual(new Set(["a>s1"]));
  expect(browser.stored()).toEqual(["a"]);
});

test("an agent's message that finds its chat session closed is marked instead", async () => {
  const browser = new Browser();
  browser.followsCustomer = false;
  const { outbox, courier } = await browser.tab();
  browser.refusing = { code: "closed" };
  courier.start();
  await write(outbox, "a");
  await settleStorage();
  expect((await outbox.all()).map(({ failed }) => failed)).toEqual(["closed"]);
});

test("chat sessions that close as fast as they open do not keep it busy for ever", async () => {
  const browser = new Browser();
  const { outbox, courier } = await browser.tab();
  browser.refusing = { code: "closed" };
  courier.start();
  await write(outbox, "a");
  await settleStorage();
  expect(browser.sends.length).toBe(4);
  expect((await outbox.all()).map(({ failed }) => failed)).toEqual(["closed"]);
});

test("two tabs with one lock send each message once", async () => {
  const browser = new Browser();
  let last: Promise<unknown> = Promise.resolve();
  browser.exclusively = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
  const [one, two] = [await browser.tab(), await browser.tab()];
  one.courier.start();
  two.courier.start();
  await write(one.outbox, "a", "b");
  await write(two.outbox, "c");
  await settleStorage();
  await settleStorage();
  expect(browser.sends).toEqual(["a>s1", "b>s1", "c>s1"]);
});

test("two tabs without a lock may send twice, and one entry stands", async () => {
  const browser = new Browser();
  const [one, two] = [await browser.tab(), await browser.tab()];
  one.courier.start();
  two.courier.start();
  await write(one.outbox, "a", "b");
  await settleStorage();
  await settleStorage();
  expect(browser.stored()).toEqual(["a", "b"]);
  expect(await two.outbox.all()).toEqual([]);
});
