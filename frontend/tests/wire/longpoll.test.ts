import { expect, test } from "vitest";
import type { Incoming } from "../../src/wire/carrier";
import { LinkLost, Refused } from "../../src/wire/errors";
import type { Exchange, PollingManner } from "../../src/wire/exchange";
import { PollCarrier } from "../../src/wire/longpoll";
import { FakeClock, FakeServer, settle } from "./fakes";

const manner: PollingManner = {
  opening: { type: "get_state" },
  refreshEveryMs: 60_000,
  refreshAfter: [],
  refreshed: () => null,
};
const RESUME = { type: "resume", chat_session: "s1", lane: "public", after_seq: 0 };

async function poll(clock = new FakeClock(), server = new FakeServer(clock), exchange: Exchange = server.exchange) {
  const events: Incoming[] = [];
  const told: string[] = [];
  const carrier = new PollCarrier(exchange, manner, clock, {
    greeted: (frame) => told.push(frame.type),
    event: (frame) => events.push(frame),
    ended: (code) => told.push(String(code)),
  });
  await settle();
  const seqs = (): unknown[] => events.map((event) => (event as { seq?: number }).seq);
  return { clock, carrier, server, events, told, seqs };
}

test("it begins by asking for the state, and waits without anything to follow", async () => {
  const { server, told } = await poll();
  expect(told).toEqual(["welcome"]);
  expect(server.exchanges.map(({ frames, wait }) => [frames[0]?.["type"], wait])).toEqual([
    ["get_state", 0],
    ["ping", 25],
  ]);
});

test("a resumed lane is followed from the end of its page, and new entries come as events", async () => {
  const { server, carrier, seqs } = await poll();
  server.append();
  const page = (await carrier.request(RESUME)) as Incoming & { entries: unknown[] };
  expect(page.entries.length).toBe(1);
  await settle();
  expect(server.exchanges.slice(-1)[0]).toMatchObject({ wait: 25, frames: [{ type: "resume", after_seq: 1 }] });
  server.append();
  await settle();
  server.append();
  await settle();
  expect(seqs()).toEqual([2, 3]);
});

const UNFOLLOW = { type: "unfollow", chat_session: "s1" };
const WAITS_FOR_NOTHING = { wait: 25, frames: [{ type: "ping" }] };

test("an unfollowed chat session is named no more", async () => {
  const { clock, server, carrier, seqs } = await poll();
  await carrier.request(RESUME);
  await settle();
  expect(server.exchanges.slice(-1)[0]).toMatchObject({ wait: 25, frames: [RESUME] });
  expect(await carrier.request(UNFOLLOW)).toMatchObject({ type: "ok" });
  await clock.pass(25_000);
  expect(server.exchanges.slice(-1)[0]).toMatchObject(WAITS_FOR_NOTHING);
  server.append();
  await clock.pass(2_000);
  expect(seqs()).toEqual([]);
  await carrier.request(RESUME);
  await settle();
  expect(server.exchanges.slice(-1)[0]).toMatchObject({ wait: 25, frames: [{ ...RESUME, after_seq: 1 }] });
});

test("a page that comes after the unfollowing follows nothing", async () => {
  const { server, carrier } = await poll();
  const asked = carrier.request(RESUME);
  await carrier.request(UNFOLLOW);
  expect(await asked).toMatchObject({ type: "page" });
  await settle();
  expect(server.exchanges.filter(({ wait }) => wait > 0)).toMatchObject([WAITS_FOR_NOTHING]);
});

test("more than a page of news is fetched at once, in order, without repeats", async () => {
  const { server, carrier, seqs } = await poll();
  await carrier.request(RESUME);
  await settle();
  for (let n = 0; n < 7; n++) server.log.push({ ...server.append(), seq: server.log.length + 1, client_id: `x${n}` });
  await settle();
  expect(seqs()).toEqual(Array.from({ length: 14 }, (_, i) => i + 1));
});

test("what is asked goes beside the waiting exchange, and moments are shared", async () => {
  const { server, carrier } = await poll();
  const before = server.exchanges.length;
  const both = Promise.all([carrier.request({ type: "read" }), carrier.request({ type: "typing" })]);
  expect((await both).map((reply) => reply.type)).toEqual(["ok", "ok"]);
  expect(server.exchanges.slice(before).map(({ frames, wait }) => [frames.length, wait])).toEqual([[2, 0]]);
});

test("typing names what it follows in the same exchange, for the server keeps nothing between two", async () => {
  const { server, carrier } = await poll();
  await carrier.request(RESUME);
  const before = server.exchanges.length;
  await carrier.request({ type: "typing", chat_session: "s1", on: true } as { type: string });
  const asked = server.exchanges.slice(before).find(({ wait }) => wait === 0);
  expect(asked?.frames.map((frame) => frame["type"])).toEqual(["resume", "typing"]);
});

test.each([
  [401, "4401"],
  [403, "4403"],
  [429, "4429"],
  [503, "4503"],
  [500, "1006"],
])("HTTP %i ends it with %s", async (status, code) => {
  const { told } = await poll(undefined, undefined, () => Promise.resolve({ status, frames: [] }));
  expect(told).toEqual([code]);
});

test("when the network goes, whoever waits is told", async () => {
  const { server, carrier, told } = await poll();
  server.httpWorks = false;
  await expect(carrier.request({ type: "send" })).rejects.toThrow(LinkLost);
  expect(told).toEqual(["welcome", "1006"]);
});

test("one refusal for a whole body reaches everybody who asked in it", async () => {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  const { carrier } = await poll(clock, server, async (body, signal) =>
    body.includes("send")
      ? { status: 413, frames: [{ type: "refusal", ref: null, code: "too_large", text: "Too large." } as Incoming] }
      : server.exchange(body, signal),
  );
  await expect(carrier.request({ type: "send" })).rejects.toThrow(Refused);
});

test("a lane that the server does not know is let go, and the loop never spins", async () => {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  let refusing = false;
  const { carrier } = await poll(clock, server, async (body, signal) => {
    const asked = JSON.parse(body) as { frames: Record<string, unknown>[]; wait_seconds: number };
    if (!refusing || asked.wait_seconds === 0 || asked.frames[0]?.["type"] !== "resume") return server.exchange(body, signal);
    server.exchanges.push({ frames: asked.frames, wait: 25 });
    return { status: 200, frames: [{ type: "refusal", ref: asked.frames[0]["ref"], code: "unknown", text: "" } as Incoming] };
  });
  refusing = true;
  await carrier.request(RESUME);
  await clock.pass(5_000);
  expect(server.exchanges.filter(({ frames, wait }) => wait === 25 && frames[0]?.["type"] === "resume").length).toBe(1);
});

test("the state is asked again once a minute", async () => {
  const { server, clock } = await poll();
  await clock.pass(61_000);
  expect(server.exchanges.filter(({ frames }) => frames[0]?.["type"] === "get_state").length).toBe(2);
});

test("a waiting exchange that never answers ends it", async () => {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  const { told } = await poll(clock, server, (body, signal) =>
    body.includes('"wait_seconds":25') ? new Promise(() => undefined) : server.exchange(body, signal),
  );
  await clock.pass(35_000);
  expect(told).toEqual(["welcome", "1006"]);
});
