import { expect, test } from "vitest";
import type { CarrierListener } from "../../src/wire/carrier";
import { LinkLost, Refused } from "../../src/wire/errors";
import { SocketCarrier } from "../../src/wire/socket";
import { entry, FakeClock, FakeSocket, settle } from "./fakes";

const WELCOME = { type: "welcome", ref: 1, heartbeat_seconds: 25 };

function connect() {
  const clock = new FakeClock();
  const told: string[] = [];
  const listener: CarrierListener = {
    greeted: (frame) => told.push(frame.type),
    event: (frame) => told.push(frame.type),
    ended: (code) => told.push(String(code)),
  };
  const made: FakeSocket[] = [];
  const carrier = new SocketCarrier(
    (handlers) => {
      const socket = new FakeSocket(handlers);
      made.push(socket);
      return socket;
    },
    { type: "hello", token: "t" } as { type: string },
    clock,
    listener,
  );
  const [socket] = made;
  if (socket === undefined) throw new Error("no socket was opened");
  return { clock, told, carrier, socket };
}

async function greeted() {
  const all = connect();
  all.socket.handlers.opened();
  all.socket.give(WELCOME);
  await settle();
  return all;
}

test("it says hello first and passes on the greeting", async () => {
  const { socket, told } = await greeted();
  expect(socket.sent).toEqual([{ type: "hello", token: "t", ref: 1 }]);
  expect(told).toEqual(["welcome"]);
});

test("nothing can be asked before the greeting", async () => {
  const { carrier } = connect();
  await expect(carrier.request({ type: "ping" })).rejects.toThrow(LinkLost);
});

test("replies find whoever asked, in whatever order they come", async () => {
  const { carrier, socket } = await greeted();
  const first = carrier.request({ type: "open" });
  const second = carrier.request({ type: "ping" });
  socket.give({ type: "pong", ref: 3 });
  socket.give({ type: "opened", ref: 2 });
  expect((await first).type).toBe("opened");
  expect((await second).type).toBe("pong");
});

test("a refusal rejects with its code and when to try again", async () => {
  const { carrier, socket } = await greeted();
  const asked = carrier.request({ type: "send" });
  socket.give({ type: "refusal", ref: 2, code: "too_fast", text: "Slowly.", retry_after: 1.5 });
  await expect(asked).rejects.toMatchObject({ code: "too_fast", retryAfterSeconds: 1.5, message: "Slowly." });
  await expect(asked).rejects.toThrow(Refused);
});

test("a refusal that names no request reaches everybody who waits, so that nobody waits for ever", async () => {
  const { carrier, socket, told } = await greeted();
  const both = [carrier.request({ type: "send" }), carrier.request({ type: "read" })];
  socket.give({ type: "refusal", ref: null, code: "too_fast", text: "", retry_after: 1 });
  for (const asked of both) await expect(asked).rejects.toMatchObject({ code: "too_fast", retryAfterSeconds: 1 });
  expect(told).toEqual(["welcome"]);
});

test("events are passed on, and what is no frame is passed over", async () => {
  const { socket, told } = await greeted();
  socket.give(entry(1));
  socket.handlers.message("{");
  socket.handlers.message("[1]");
  expect(told).toEqual(["welcome", "entry"]);
});

test("it pings when nothing was said for a heartbeat, and lives on when the pong comes", async () => {
  const { clock, socket, told } = await greeted();
  await clock.pass(25_000);
  expect(socket.sent.slice(-1)[0]).toEqual({ type: "ping", ref: 2 });
  socket.give({ type: "pong", ref: 2 });
  await clock.pass(15_000);
  expect(told).toEqual(["welcome"]);
});

test("it pings however much comes in: the server wants to hear something too", async () => {
  const { clock, socket } = await greeted();
  const pings = () => socket.sent.filter((frame) => frame["type"] === "ping").length;
  for (let n = 0; n < 5; n++) {
    await clock.pass(10_000);
    socket.give(entry(n + 1));
    if (pings() === 1 && n === 2) socket.give({ type: "pong", ref: 2 });
  }
  expect(pings()).toBe(2);
});

test("silence for 10 s after a ping ends it", async () => {
  const { clock, socket, told } = await greeted();
  await clock.pass(34_999);
  expect(told).toEqual(["welcome"]);
  await clock.pass(1);
  expect(told).toEqual(["welcome", "1006"]);
  expect(socket.closedByClient).toBe(true);
});

test("an unanswered request is looked into after 10 s instead of a whole heartbeat", async () => {
  const { clock, carrier, socket, told } = await greeted();
  const asked = carrier.request({ type: "send" });
  const lost = expect(asked).rejects.toThrow(LinkLost);
  await clock.pass(10_000);
  expect(socket.sent.slice(-1)[0]).toMatchObject({ type: "ping" });
  await clock.pass(10_000);
  expect(told).toEqual(["welcome", "1006"]);
  await lost;
});

test("when the server closes, whoever waits is told, once", async () => {
  const { carrier, socket, told } = await greeted();
  const asked = carrier.request({ type: "send" });
  socket.handlers.closed(1012);
  socket.handlers.closed(1006);
  await expect(asked).rejects.toThrow(LinkLost);
  expect(told).toEqual(["welcome", "1012"]);
});

test("a refused hello ends the attempt", async () => {
  const { socket, told } = connect();
  socket.handlers.opened();
  socket.give({ type: "refusal", ref: 1, code: "unavailable", text: "" });
  await settle();
  expect(told).toEqual(["1006"]);
});

test("after `end` nothing more is heard", async () => {
  const { carrier, socket, told } = await greeted();
  carrier.end();
  socket.give(entry(1));
  socket.handlers.closed(1006);
  expect(told).toEqual(["welcome"]);
  expect(socket.closedByClient).toBe(true);
});
