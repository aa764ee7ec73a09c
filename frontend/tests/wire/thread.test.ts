import { expect, test } from "vitest";
import { AutoLink } from "../../src/wire/auto_link";
import type { CustomerLink } from "../../src/wire/link";
import { PollCarrier } from "../../src/wire/longpoll";
import { SocketCarrier } from "../../src/wire/socket";
import { Thread } from "../../src/wire/thread";
import { entry, FakeClock, FakeServer, settle } from "./fakes";

const MANNER = { opening: { type: "get_state" }, refreshEveryMs: 60_000, refreshAfter: [], refreshed: () => null };

async function follow({ stored = 0, polling = false } = {}) {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  for (let n = 0; n < stored; n++) server.append();
  const link: CustomerLink = new AutoLink({
    clock,
    credentials: {
      hello: () => Promise.resolve({ type: "hello" }),
      headers: () => Promise.resolve({}),
      renew: () => Promise.resolve(false),
      accepted: () => undefined,
    },
    openSocket: (hello, listener) => new SocketCarrier(server.open, hello, clock, listener),
    openPolling: (listener) => new PollCarrier(server.exchange, MANNER, clock, listener),
    preference: { polling: () => polling, remember: (value) => (polling = value) },
  });
  const thread = new Thread({ link, clock, chatSession: "s1", lane: "public", me: "customer" });
  thread.open();
  link.start();
  await settle();
  const seqs = (): number[] => thread.state.timeline.entries.map(({ seq }) => seq);
  const asked = (type: string): object[] => server.sockets.flatMap((socket) => socket.sent.filter((frame) => frame["type"] === type));
  return { clock, server, link, thread, seqs, asked };
}

test("on the greeting it fetches everything, page by page", async () => {
  const { thread, seqs } = await follow({ stored: 8 });
  expect(seqs()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(thread.state.loaded).toBe(true);
});

test("live entries are added", async () => {
  const { server, seqs } = await follow({ stored: 1 });
  server.append();
  expect(seqs()).toEqual([1, 2]);
});

test("a gap is filled by asking again from the last place held", async () => {
  const { server, seqs, asked } = await follow({ stored: 1 });
  server.log.push(entry(2));
  server.append();
  await settle();
  expect(seqs()).toEqual([1, 2, 3]);
  expect(asked("resume").slice(-1)[0]).toMatchObject({ after_seq: 1 });
});

test("after a reconnect only what is new is asked for", async () => {
  const { server, clock, seqs, asked } = await follow({ stored: 2 });
  server.closeAll(1006);
  server.append();
  await clock.pass(1_000);
  expect(seqs()).toEqual([1, 2, 3]);
  expect(asked("resume")).toMatchObject([{ after_seq: 2 }]);
});

test("polling keeps it as complete as a socket does, and the way back loses nothing", async () => {
  const { server, clock, link, seqs } = await follow({ stored: 4, polling: true });
  expect(link.state.phase).toBe("polling");
  server.append();
  await settle();
  server.append();
  await clock.pass(15_000);
  expect(link.state.phase).toBe("online");
  server.append();
  await settle();
  expect(seqs()).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("entries of other chat sessions and lanes are none of its business", async () => {
  const { server, seqs } = await follow();
  server.sockets[0]?.give(entry(1, { chat_session: "s2" }));
  server.sockets[0]?.give(entry(1, { lane: "staff" }));
  expect(seqs()).toEqual([]);
});

test("another's typing shows until it ends, they write, or 6 s pass", async () => {
  const { server, clock, thread } = await follow();
  const typing = (on: boolean): void =>
    server.sockets[0]?.give({ type: "typing", chat_session: "s1", who: "agent", name: "Ada", on });
  typing(true);
  expect(thread.state.typing).toEqual({ who: "agent", name: "Ada" });
  typing(false);
  expect(thread.state.typing).toBeNull();
  typing(true);
  server.append();
  expect(thread.state.typing).toBeNull();
  typing(true);
  await clock.pass(5_999);
  expect(thread.state.typing).not.toBeNull();
  await clock.pass(1);
  expect(thread.state.typing).toBeNull();
});

test("my own typing is told when it begins, every 4 s, and when it ends", async () => {
  const { clock, thread, asked } = await follow();
  thread.typing(false);
  for (let key = 0; key < 5; key++) {
    thread.typing(true);
    await clock.pass(1_000);
  }
  thread.typing(false);
  thread.typing(false);
  expect(asked("typing").map((frame) => (frame as { on: boolean }).on)).toEqual([true, true, false]);
});

test("reading is told at once, then at most once a second, then the furthest place", async () => {
  const { clock, thread, asked } = await follow({ stored: 3 });
  for (const seq of [1, 2, 3]) thread.saw(seq);
  await clock.pass(3_000);
  expect(asked("read").map((frame) => (frame as { seq: number }).seq)).toEqual([1, 3]);
  expect(thread.state.read.customer).toBe(3);
});

test("read marks only grow", async () => {
  const { server, thread } = await follow();
  for (const agent of [3, 2]) server.sockets[0]?.give({ type: "read", chat_session: "s1", read: { customer: 0, agent } });
  expect(thread.state.read).toEqual({ customer: 0, agent: 3 });
});

test("reading that could not be told is told after the reconnect", async () => {
  const { server, clock, thread, asked } = await follow({ stored: 1 });
  server.closeAll(1006);
  thread.saw(1);
  await clock.pass(1_000);
  expect(asked("read")).toMatchObject([{ seq: 1 }]);
});

test("closed while pages come it asks for nothing more, and sets no timer", async () => {
  const { server, clock, thread, asked } = await follow();
  for (let n = 0; n < 8; n++) server.log.push(entry(n + 1));
  const before = asked("resume").length;
  server.append();
  thread.close();
  await clock.pass(10_000);
  expect(asked("resume").length).toBe(before + 1);
});

test("once closed it hears nothing more", async () => {
  const { server, thread, seqs } = await follow();
  thread.close();
  server.append();
  expect(seqs()).toEqual([]);
});
