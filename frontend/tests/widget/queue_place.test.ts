import { expect, test } from "vitest";
import { QueuePlace } from "../../src/widget/panel/queue_place";
import { FakeClock, settle } from "../wire/fakes";
import { FakeLink } from "./fakes";

const place = (at: number | null, chat_session = "s1") => ({ type: "place", ref: null, chat_session, place: at, wait: null }) as const;

async function setUp({ polling = false } = {}) {
  const clock = new FakeClock();
  const link = new FakeLink();
  link.set(polling ? "polling" : "online");
  link.answers.get_place = ({ chat_session }) => place(7, chat_session);
  const queue = new QueuePlace({ link, clock, changed: () => undefined });
  queue.follow("s1");
  await settle();
  return { clock, link, queue };
}

test("it is asked for once, and events tell the rest", async () => {
  const { link, queue } = await setUp();
  queue.follow("s1");
  expect(link.asked).toEqual([{ type: "get_place", chat_session: "s1" }]);
  expect(queue.state).toEqual({ place: 7, wait: null });
  queue.hear({ ...place(6), wait: { low_minutes: 2, high_minutes: 4 } });
  expect(queue.state).toEqual({ place: 6, wait: { low_minutes: 2, high_minutes: 4 } });
});

test("a place of null is none, and so is that of who waits no more", async () => {
  const { queue } = await setUp();
  queue.hear(place(null));
  expect(queue.state).toBeNull();
  queue.hear(place(3));
  queue.follow(null);
  expect(queue.state).toBeNull();
});

test("the places of others are none of its business", async () => {
  const { queue } = await setUp();
  queue.hear(place(1, "s2"));
  expect(queue.state).toEqual({ place: 7, wait: null });
});

test("a reply older than an event does not undo it", async () => {
  const { link, queue } = await setUp();
  queue.ask();
  queue.hear(place(2));
  await settle();
  expect(link.times("get_place")).toBe(2);
  expect(queue.state).toEqual({ place: 2, wait: null });
});

test.each([
  [false, 60_000],
  [true, 20_000],
])("what was lost is found again: polling %s, after %i ms", async (polling, ms) => {
  const { clock, link, queue } = await setUp({ polling });
  await clock.pass(ms - 1);
  expect(link.times("get_place")).toBe(1);
  await clock.pass(1);
  expect(link.times("get_place")).toBe(2);
  queue.follow(null);
  await clock.pass(10 * ms);
  expect(link.times("get_place")).toBe(2);
});
