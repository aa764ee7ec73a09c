import { expect, test } from "vitest";
import type { Entry } from "../../src/protocol";
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

const amended = (seq: number, of: number, how: "edited" | "recalled", text = ""): Entry =>
  entry(seq, { kind: "event", text, event: { name: "amended", seq: of, how } });
const reads = (timeline: Timeline): [string, string][] => timeline.entries.map(({ text, amended: how }) => [text, how]);
const hello = receive(emptyTimeline, entry(1, { text: "hello" }));
const file = { id: "f", kind: "file", name: "a.pdf", media_type: "application/pdf", bytes: 1, url: "/files/k/original/a.pdf" } as const;

test("an edit changes the entry that it names, and leaves the timeline that was", () => {
  expect(reads(receive(hello, amended(2, 1, "edited", "good day")))[0]).toEqual(["good day", "edited"]);
  expect(reads(hello)).toEqual([["hello", ""]]);
});

test("a recall leaves nothing of it, not even its file", () => {
  const timeline = receivePage(emptyTimeline, [entry(1, { kind: "file", text: "see", attachment: file }), amended(2, 1, "recalled")]);
  expect(timeline.entries[0]).toMatchObject({ kind: "file", text: "", attachment: null, amended: "recalled" });
});

test("an edit of what stands below a file leaves the file", () => {
  const timeline = receivePage(emptyTimeline, [entry(1, { kind: "file", text: "see", attachment: file }), amended(2, 1, "edited", "look")]);
  expect(timeline.entries[0]).toMatchObject({ text: "look", attachment: file, amended: "edited" });
});

test("an edit that was overtaken changes nothing", () => {
  expect(reads(receive(hello, amended(2, 1, "edited")))[0]).toEqual(["hello", ""]);
});

test("what came early is amended in its turn", () => {
  const early = receive(receive(emptyTimeline, amended(3, 1, "edited", "b")), amended(2, 1, "edited", "a"));
  expect(reads(receive(early, entry(1, { text: "hello" })))[0]).toEqual(["b", "edited"]);
});

test("what a page tells as recalled is not brought back by an earlier edit heard live", () => {
  const timeline = receivePage(emptyTimeline, [entry(1, { text: "", amended: "recalled" }), amended(2, 1, "edited", "a"), amended(3, 1, "recalled")]);
  expect(reads(timeline)[0]).toEqual(["", "recalled"]);
  expect(reads(receive(receive(emptyTimeline, entry(1, { text: "", amended: "recalled" })), amended(2, 1, "edited", "a")))[0]).toEqual(["", "recalled"]);
});

test("live and from a page, whatever was held when, it reads the same in the end", () => {
  const live = [entry(1, { text: "a" }), amended(2, 1, "edited", "b"), entry(3), amended(4, 1, "edited", "c")];
  const stored = [entry(1, { text: "c", amended: "edited" }), amended(2, 1, "edited"), entry(3), amended(4, 1, "edited", "c")];
  for (let heard = 0; heard <= 4; heard++) {
    const timeline = receivePage(live.slice(0, heard).reduce(receive, emptyTimeline), stored.slice(heard));
    expect(reads(timeline)[0]).toEqual(["c", "edited"]);
  }
});
