import { expect, test } from "vitest";
import { CustomerToken, type NewCustomer } from "../../src/widget/panel/token";
import { inMemory as store } from "../../src/widget/panel/token_browser";
import { SignedOut } from "../../src/wire/errors";
import { atOnce, type Exclusively } from "../../src/wire/tabs";

const fresh = () => {
  let made = 0;
  return () => Promise.resolve({ status: 201, token: `token ${++made}` });
};

test("a known customer keeps their token", async () => {
  const token = new CustomerToken({ store: store("old"), create: fresh(), exclusively: atOnce });
  expect(await token.exists()).toBe(true);
  expect(await token.hello()).toEqual({ type: "hello", token: "old" });
  expect(await token.headers()).toEqual({ Authorization: "Bearer old" });
});

test("two tabs that begin together become one customer", async () => {
  let last: Promise<unknown> = Promise.resolve();
  const exclusively: Exclusively = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine;
    return mine;
  };
  const shared = { store: store(), create: fresh(), exclusively };
  const hellos = await Promise.all([new CustomerToken(shared).hello(), new CustomerToken(shared).hello()]);
  expect(hellos).toEqual([{ type: "hello", token: "token 1" }, { type: "hello", token: "token 1" }]);
});

test("a dead token is replaced once, and again only after the new one was accepted", async () => {
  const token = new CustomerToken({ store: store("dead"), create: fresh(), exclusively: atOnce });
  await token.hello();
  expect(await token.renew()).toBe(true);
  expect(await token.hello()).toEqual({ type: "hello", token: "token 1" });
  expect(await token.renew()).toBe(false);
  token.accepted();
  expect(await token.renew()).toBe(true);
});

test("a token that another tab has renewed already is taken, not thrown away", async () => {
  const shared = store("dead");
  const token = new CustomerToken({ store: shared, create: fresh(), exclusively: atOnce });
  await token.hello();
  await shared.write("renewed elsewhere");
  expect(await token.renew()).toBe(true);
  expect(await token.hello()).toEqual({ type: "hello", token: "renewed elsewhere" });
});

test.each<[NewCustomer, new () => Error]>([
  [{ status: 404, token: null }, SignedOut],
  [{ status: 403, token: null }, SignedOut],
  [{ status: 429, token: null }, Error],
  [{ status: 500, token: null }, Error],
])("no token: %o", async (answer, error) => {
  const token = new CustomerToken({ store: store(), create: () => Promise.resolve(answer), exclusively: atOnce });
  const asked = token.hello();
  await expect(asked).rejects.toThrow(error);
  if (error === Error) await expect(asked).rejects.not.toThrow(SignedOut);
});
