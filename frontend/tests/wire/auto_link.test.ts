import { expect, test } from "vitest";
import type { CustomerAsk, CustomerEvent, CustomerReply, Welcome } from "../../src/protocol";
import { AutoLink } from "../../src/wire/auto_link";
import type { Credentials } from "../../src/wire/credentials";
import { LinkLost, SignedOut } from "../../src/wire/errors";
import { PollCarrier } from "../../src/wire/longpoll";
import { SocketCarrier } from "../../src/wire/socket";
import { FakeClock, FakeServer, settle } from "./fakes";

const MANNER = { opening: { type: "get_state" }, refreshEveryMs: 60_000, refreshAfter: [], refreshed: () => null };

function setUp({ polling = false, credentials = {} }: { polling?: boolean; credentials?: Partial<Credentials> } = {}) {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  const phases: string[] = [];
  let greetings = 0;
  let preferred = polling;
  const link = new AutoLink<CustomerAsk, CustomerReply, CustomerEvent, Welcome>({
    clock,
    credentials: {
      hello: () => Promise.resolve({ type: "hello", token: "t" }),
      headers: () => Promise.resolve({}),
      renew: () => Promise.resolve(false),
      accepted: () => undefined,
      ...credentials,
    },
    openSocket: (hello, listener) => new SocketCarrier(server.open, hello, clock, listener),
    openPolling: (listener) => new PollCarrier(server.exchange, MANNER, clock, listener),
    preference: { polling: () => preferred, remember: (value) => (preferred = value) },
  });
  link.onState(({ phase }) => phases.push(phase));
  link.onGreeting(() => (greetings += 1));
  return { clock, server, link, phases, greetings: () => greetings, preferred: () => preferred };
}

test("it connects by socket and greets", async () => {
  const { link, phases, greetings } = setUp();
  link.start();
  await settle();
  expect(phases).toEqual(["connecting", "online"]);
  expect(greetings()).toBe(1);
});

test("a lost socket comes back after the backoff and greets again", async () => {
  const { link, clock, server, phases, greetings } = setUp();
  link.start();
  await settle();
  server.closeAll(1006);
  expect(link.state).toEqual({ phase: "waiting", retryAt: clock.now() + 250, reason: "lost" });
  await clock.pass(250);
  expect(phases).toEqual(["connecting", "online", "waiting", "connecting", "online"]);
  expect(greetings()).toBe(2);
});

test("while nothing is connected, asking fails at once", async () => {
  await expect(setUp().link.request({ type: "ping" })).rejects.toThrow(LinkLost);
});

test("two sockets that fail before the greeting make it poll", async () => {
  const { link, clock, server, phases, preferred } = setUp();
  server.socketsWork = false;
  link.start();
  await clock.pass(1_000);
  expect(phases).toEqual(["connecting", "waiting", "connecting", "connecting", "polling"]);
  expect(preferred()).toBe(true);
});

test("a socket that is not greeted within 8 s makes it poll", async () => {
  const { link, clock, server, phases } = setUp();
  server.losing.add("hello");
  link.start();
  await clock.pass(7_999);
  expect(phases).toEqual(["connecting"]);
  await clock.pass(1);
  expect(phases).toEqual(["connecting", "connecting", "polling"]);
});

test("while polling it tries a socket after 15 s, then every 60 s, and goes back to it", async () => {
  const { link, clock, server, phases, greetings, preferred } = setUp({ polling: true });
  server.socketsWork = false;
  link.start();
  await clock.pass(14_999);
  expect(server.sockets.length).toBe(0);
  await clock.pass(1);
  expect(server.sockets.length).toBe(1);
  server.socketsWork = true;
  await clock.pass(60_000);
  expect(phases).toEqual(["connecting", "polling", "online"]);
  expect(greetings()).toBe(2);
  expect(preferred()).toBe(false);
});

test("a request cut off by the way back rejects, so that it is sent anew", async () => {
  const { link, clock, server } = setUp({ polling: true });
  link.start();
  await clock.pass(14_000);
  const cutOff = expect(Promise.race([link.request({ type: "ping" }), Promise.resolve("polled")])).resolves.toBeDefined();
  await clock.pass(2_000);
  await cutOff;
  expect(link.state.phase).toBe("online");
  expect(server.sockets.length).toBe(1);
});

test("when polling fails as well, it keeps taking turns with growing waits", async () => {
  const { link, clock, server } = setUp();
  server.socketsWork = false;
  server.httpWorks = false;
  link.start();
  await clock.pass(60_000);
  server.socketsWork = true;
  await clock.pass(30_000);
  expect(link.state.phase).toBe("online");
});

test("hurry ends a wait at once", async () => {
  const { link, server } = setUp();
  link.start();
  await settle();
  server.closeAll(4503);
  link.hurry();
  await settle();
  expect(link.state.phase).toBe("online");
});

test("hurry does not shorten a wait that the server asked for", async () => {
  const { link, server } = setUp();
  link.start();
  await settle();
  server.closeAll(4429);
  link.hurry();
  await settle();
  expect(link.state).toMatchObject({ phase: "waiting", reason: "too_many" });
});

test("dead credentials that can be renewed bring it back", async () => {
  const codes: number[] = [];
  const { link, clock, server } = setUp({ credentials: { renew: (code: number) => Promise.resolve(codes.push(code) > 0) } });
  link.start();
  await settle();
  server.closeAll(4401);
  await clock.pass(1_000);
  expect(codes).toEqual([4401]);
  expect(link.state.phase).toBe("online");
});

test("dead credentials that cannot be renewed stop it", async () => {
  const { link, clock, server } = setUp();
  link.start();
  await settle();
  server.closeAll(4403);
  await clock.pass(60_000);
  expect(link.state).toEqual({ phase: "stopped", retryAt: null, reason: "revoked" });
  expect(server.sockets.length).toBe(0);
});

test("somebody signed out is not tried again", async () => {
  const { link, clock, server } = setUp({ credentials: { hello: () => Promise.reject(new SignedOut()) } });
  link.start();
  await clock.pass(60_000);
  expect(link.state).toEqual({ phase: "stopped", retryAt: null, reason: "signed_out" });
  expect(server.sockets.length).toBe(0);
});

test("credentials that cannot be had just now are asked for again", async () => {
  let works = false;
  const hello = () => (works ? Promise.resolve({ type: "hello" }) : Promise.reject(new Error("no network")));
  const { link, clock } = setUp({ credentials: { hello } });
  link.start();
  await settle();
  expect(link.state).toMatchObject({ phase: "waiting", reason: "unavailable" });
  works = true;
  await clock.pass(1_000);
  expect(link.state.phase).toBe("online");
});

test("after stop nothing happens any more, and start begins anew", async () => {
  const { link, clock, server } = setUp();
  link.start();
  await settle();
  link.stop();
  await clock.pass(120_000);
  expect(server.sockets.length).toBe(1);
  link.start();
  await settle();
  expect(link.state.phase).toBe("online");
});
