import { expect, test } from "vitest";
import { emptyTimeline, lastSeq, missingAfter, notYetStored, receive, receivePage, type Timeline } from "../../src/wire/timeline";
import { entry } from "./fakes";

const seqs = (timeline: Timeline): number[] => timeline.entries.map((e) => e.seq);
const of = (...places: number[]): Timeline => places.reduce((timeline, seq) => receive(timeline, entry(seq)), emptyTimeline);

test("entries in order are held in order", () => {
  expect(seqs(of(1, 2, 3))).toEqual([1, 2, 3]);
});

test("a repeat changes nothing, not even the object", () => {
  const timeline = of(1, 2);
  expect(receive(timeline, entry(2))).toBe(timeline);
});

test("one that skips ahead waits, and tells what is missing", () => {
  const timeline = of(1, 4);
  expect(seqs(timeline)).toEqual([1]);
  expect(missingAfter(timeline)).toBe(1);
});

test("a repeat of one that waits changes nothing", () => {
  const timeline = of(1, 4);
  expect(receive(timeline, entry(4))).toBe(timeline);
});

test("the page that fills the gap releases those that waited", () => {
  const timeline = receivePage(of(1, 4, 6), [entry(2), entry(3), entry(4)]);
  expect(seqs(timeline)).toEqual([1, 2, 3, 4]);
  expect(missingAfter(timeline)).toBe(4);
  expect(missingAfter(receive(timeline, entry(5)))).toBeNull();
});

test("live entries that overlap a page are dropped by seq", () => {
  expect(seqs(receivePage(of(1, 2, 3), [entry(2), entry(3), entry(4)]))).toEqual([1, 2, 3, 4]);
});

test("the old timeline stays as it was", () => {
  const before = of(1);
  receive(before, entry(2));
  expect(lastSeq(before)).toBe(1);
});

test("what was sent is matched by client_id and never by text", () => {
  const timeline = receive(emptyTimeline, entry(1, { client_id: "mine", text: "hello" }));
  expect(notYetStored(timeline, [{ client_id: "mine", text: "hello" }, { client_id: "other", text: "hello" }])).toEqual([
    { client_id: "other", text: "hello" },
  ]);
});
