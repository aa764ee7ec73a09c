import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { tokenStore } from "../../src/widget/panel/token_browser";

const twoTabs = async (site = "site") => {
  const browser = new IDBFactory();
  return [await tokenStore(() => browser, site), await tokenStore(() => browser, site)] as const;
};

test("what one tab has written the other reads", async () => {
  const [one, two] = await twoTabs();
  expect(await two.read()).toBe(null);
  await one.write("token");
  expect(await two.read()).toBe("token");
});

test("a token is forgotten, but not the one that another tab has put in its place", async () => {
  const [one, two] = await twoTabs();
  await one.write("dead");
  await two.forget("dead");
  expect(await one.read()).toBe(null);
  await one.write("renewed");
  await two.forget("dead");
  expect(await two.read()).toBe("renewed");
});

test("where storage is forbidden the token lasts as long as the page", async () => {
  const forbidden = (): IDBFactory => {
    throw new DOMException("denied", "SecurityError");
  };
  const store = await tokenStore(forbidden, "site");
  await store.write("token");
  expect(await store.read()).toBe("token");
});
