import fc from "fast-check";
import { expect, test } from "vitest";

import { Refused, SignedOut } from "../../src/wire/errors";
import { cancelUpload, upload, type UploadOf } from "../../src/wire/uploads";
import { cardOf, FakeTus } from "./fake_tus";
import { FakeClock } from "./fakes";

const MiB = 1024 * 1024;
const text = (length: number): string => Array.from({ length }, (_, index) => String.fromCharCode(97 + (index % 23))).join("");

function begin(server: FakeTus, content: string, change: Partial<UploadOf> = {}) {
  const clock = new FakeClock();
  const sent: string[] = [];
  const began: (string | null)[] = [];
  const abort = new AbortController();
  const way = { url: "/api/uploads", request: server.request, headers: () => Promise.resolve({ Authorization: "Bearer t" }), clock };
  const of: UploadOf = { blob: new Blob([content]), name: "茶.txt", media_type: "text/plain", voice: false, chatSession: "s1", upload: null, ...change };
  const news = { began: (at: string | null) => began.push(at), progress: (bytes: number, stuck: boolean) => sent.push(`${bytes}${stuck ? " stuck" : ""}`) };
  const done = upload(of, way, news, abort.signal);
  // What it rejects with is looked at later.
  done.catch(() => undefined);
  return { done, clock, sent, began, abort, way };
}

/** Lets time pass until it is over. */
async function end<T>({ done, clock }: { done: Promise<T>; clock: FakeClock }): Promise<T> {
  const state = { over: false };
  const over = () => (state.over = true);
  done.then(over, over);
  while (!state.over) {
    await clock.pass(1_000);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return done;
}

test("a file arrives whole, and says of itself what it is", async () => {
  const server = new FakeTus();
  const run = begin(server, text(100), { voice: true });
  expect(await end(run)).toEqual(cardOf("/api/uploads/1"));
  expect(server.asked).toEqual(["POST", "PATCH"]);
  expect(server.received("/api/uploads/1")).toBe(text(100));
  expect(server.uploads.get("/api/uploads/1")?.said).toEqual({ filename: "6Iy2LnR4dA==", filetype: "dGV4dC9wbGFpbg==", chat_session: "czE=", voice: "MQ==" });
  expect(run.began).toEqual(["/api/uploads/1"]);
});

test("a large one goes in pieces that grow where the line is quick, and tells how far it has come", async () => {
  const server = new FakeTus();
  const run = begin(server, text(3 * MiB));
  await end(run);
  expect(run.sent).toEqual([0.5 * MiB, 1.5 * MiB, 3 * MiB].map(String));
  expect(server.received("/api/uploads/1")).toBe(text(3 * MiB));
});

test("what broke off goes on from what has arrived", async () => {
  const server = new FakeTus();
  server.breakAfter = 70;
  const run = begin(server, text(100));
  await end(run);
  expect(server.asked).toEqual(["POST", "PATCH", "HEAD", "PATCH"]);
  expect(run.sent).toEqual(["0 stuck", "70", "100"]);
  expect(server.received("/api/uploads/1")).toBe(text(100));
});

test("when only the last answer was lost, it is asked for again and nothing is sent twice", async () => {
  const server = new FakeTus();
  const run = begin(server, text(100));
  await run.clock.pass(0);
  server.loseAnswers = 1;
  expect(await end(run)).toEqual(cardOf("/api/uploads/1"));
  expect(server.received("/api/uploads/1")).toBe(text(100));
});

test("an upload of an earlier page is gone on with; one that is gone begins anew, once", async () => {
  const server = new FakeTus();
  server.uploads.set("/api/uploads/old", { size: 100, bytes: [new TextEncoder().encode(text(60))], said: {} });
  const goesOn = begin(server, text(100), { upload: "/api/uploads/old" });
  await end(goesOn);
  expect([server.asked, server.received("/api/uploads/old")]).toEqual([["HEAD", "PATCH"], text(100)]);

  const anew = begin(server, text(50), { upload: "/api/uploads/gone" });
  await end(anew);
  expect(anew.began).toEqual([null, "/api/uploads/2"]);
  server.refusing = [404, 404].map((status) => ({ method: "PATCH", status, body: null }));
  await expect(end(begin(server, text(50)))).rejects.toMatchObject({ code: "unknown" });
});

test("without a network it waits, longer each time, and goes on when it is back", async () => {
  const server = new FakeTus();
  server.network = false;
  const run = begin(server, text(10));
  await run.clock.pass(100_000);
  const waits = run.sent.length;
  expect(waits).toBeGreaterThan(5);
  expect(new Set(run.sent)).toEqual(new Set(["0 stuck"]));
  server.network = true;
  await end(run);
  expect(server.received("/api/uploads/1")).toBe(text(10));
});

test("too fast and unavailable are waited for as long as the server says", async () => {
  const server = new FakeTus();
  server.refusing = [
    { method: "POST", status: 429, body: { code: "too_fast", text: "", retry_after: 7 } },
    { method: "PATCH", status: 502, body: null },
  ];
  const run = begin(server, text(10));
  await run.clock.pass(6_999);
  expect(server.asked).toEqual(["POST"]);
  await run.clock.pass(1);
  expect(server.asked).toEqual(["POST", "POST", "PATCH"]);
  await end(run);
  expect(server.received("/api/uploads/1")).toBe(text(10));
});

test.each([
  ["POST", 413, { code: "too_large", text: "A file may have 20 bytes." }, "too_large"],
  ["POST", 413, null, "too_large"],
  ["PATCH", 415, { code: "not_allowed", text: "" }, "not_allowed"],
  ["PATCH", 429, { code: "quota", text: "" }, "quota"],
  ["POST", 403, { code: "closed", text: "" }, "closed"],
])("a %s refused with %d is not tried again", async (method, status, body, code) => {
  const server = new FakeTus();
  server.refusing = [{ method, status, body }];
  await expect(end(begin(server, text(10)))).rejects.toMatchObject({ name: "Refused", code });
  expect(server.asked.filter((asked) => asked === method)).toHaveLength(1);
});

test("who is signed out is told so", async () => {
  const server = new FakeTus();
  server.refusing = [{ method: "POST", status: 401, body: { code: "forbidden", text: "" } }];
  await expect(end(begin(server, text(10)))).rejects.toBeInstanceOf(SignedOut);
});

test("the person may end it, while it moves or waits", async () => {
  const server = new FakeTus();
  server.network = false;
  const run = begin(server, text(10));
  await run.clock.pass(5_000);
  run.abort.abort();
  await expect(end(run)).rejects.toMatchObject({ name: "AbortError" });
  expect(await end(run).catch((error: unknown) => error instanceof Refused)).toBe(false);

  server.network = true;
  server.uploads.set("/api/uploads/1", { size: 9, bytes: [], said: {} });
  await cancelUpload("/api/uploads/1", run.way);
  expect([...server.uploads]).toEqual([]);
  server.network = false;
  await cancelUpload("/api/uploads/1", run.way);
});

test("whatever breaks, and wherever: the file arrives whole and in order", async () => {
  const fault = fc.oneof(fc.record({ breakAfter: fc.nat(200) }), fc.record({ loseAnswers: fc.constantFrom(1, 2) }), fc.record({ status: fc.constantFrom(408, 409, 500, 503) }));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.array(fault, { maxLength: 6 }), async (length, faults) => {
      const server = new FakeTus();
      const run = begin(server, text(length));
      for (const one of faults) {
        await run.clock.pass(300);
        if ("status" in one) server.refusing.push({ method: "PATCH", status: one.status, body: null });
        else Object.assign(server, one);
      }
      await end(run);
      const [url = ""] = run.began.filter((at) => at !== null).slice(-1);
      expect(server.received(url)).toBe(text(length));
    }),
    { numRuns: 60 },
  );
});
