import { expect, test } from "vitest";
import { Reception } from "../../src/widget/panel/reception";
import { FakeClock, settle } from "../wire/fakes";
import { FakeLink, refuse } from "./fakes";

const CLOSED = { type: "desk", ref: 1, open: false, reason: "hours", opens_at: "2026-01-06T08:00:00Z" };
const AWAY = { reason: "hours", opensAtMs: Date.parse("2026-01-06T08:00:00Z") };

function setUp({ closed = false } = {}) {
  const clock = new FakeClock();
  const link = new FakeLink();
  link.set("online");
  if (closed) link.answers.get_desk = () => CLOSED;
  const reception = new Reception({ link, clock, language: "zh-CN", changed: () => undefined });
  return { clock, link, reception };
}

test("nothing is asked before somebody looks", async () => {
  const { link, reception } = setUp();
  reception.mind("none", false);
  reception.ask();
  await settle();
  expect(link.asked).toEqual([]);
  reception.mind("none", true);
  reception.mind("none", true);
  await settle();
  expect(link.asked).toEqual([{ type: "get_desk", language: "zh-CN" }]);
});

test("nothing is asked without a connection, which it never makes", async () => {
  const { link, reception } = setUp();
  link.set("stopped");
  reception.mind("none", true);
  await settle();
  expect(link.asked).toEqual([]);
  link.set("polling");
  reception.ask();
  await settle();
  expect(link.types()).toEqual(["get_desk"]);
});

test.each(["waiting", "active"] as const)("nothing is asked, and what was known forgotten, while it is %s", async (phase) => {
  const { link, reception } = setUp({ closed: true });
  reception.mind("none", true);
  await settle();
  expect(reception.away).toEqual(AWAY);
  reception.mind(phase, true);
  reception.ask();
  await settle();
  expect(reception.away).toBeNull();
  expect(link.asked.length).toBe(1);
});

test("closed, it is asked again every minute, until it is open", async () => {
  const { clock, link, reception } = setUp({ closed: true });
  reception.mind("none", true);
  await clock.pass(59_999);
  expect(link.asked.length).toBe(1);
  await clock.pass(60_001);
  expect(link.asked.length).toBe(3);
  expect(reception.away).toEqual(AWAY);
  link.answers.get_desk = () => ({ ...CLOSED, open: true });
  await clock.pass(60_000);
  expect(reception.away).toBeNull();
  await clock.pass(600_000);
  expect(link.asked.length).toBe(4);
});

test("hidden, nobody asks; shown again, it is asked at once, and what was known still shows", async () => {
  const { clock, link, reception } = setUp({ closed: true });
  reception.mind("none", true);
  await settle();
  reception.mind("none", false);
  await clock.pass(600_000);
  expect(link.asked.length).toBe(1);
  expect(reception.away).toEqual(AWAY);
  reception.mind("none", true);
  await settle();
  expect(link.asked.length).toBe(2);
});

test("a refusal means nothing, and a minute later it is asked again", async () => {
  const { clock, link, reception } = setUp();
  link.answers.get_desk = refuse("too_fast");
  reception.mind("none", true);
  await settle();
  expect(reception.away).toBeNull();
  link.answers.get_desk = () => CLOSED;
  await clock.pass(60_000);
  expect(reception.away).toEqual(AWAY);
});

test("a doubt is looked into unless it is known to be closed", async () => {
  const { link, reception } = setUp();
  reception.mind("none", true);
  await settle();
  link.answers.get_desk = () => CLOSED;
  reception.doubt();
  await settle();
  expect(reception.away).toEqual(AWAY);
  reception.doubt();
  await settle();
  expect(link.asked.length).toBe(2);
});
