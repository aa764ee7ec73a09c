import { describe, expect, it } from "vitest";

import { END, offsetsOf, positionAt, rangeOf, rowAt, scrollTopFor, totalOf } from "../../../src/console/thread/offsets";

const heights = [20, 40, 60, 80, 100];
const offsets = offsetsOf(heights.length, (index) => heights[index] ?? 0);
const keys = ["a", "b", "c", "d", "e"];

describe("rows of a long list", () => {
  it("stand where the heights above them end", () => {
    expect([...offsets]).toEqual([0, 20, 60, 120, 200, 300]);
    expect(totalOf(offsets)).toBe(300);
  });

  it.each([
    [-5, 0],
    [0, 0],
    [19.9, 0],
    [20, 1],
    [199, 3],
    [200, 4],
    [9_999, 4],
  ])("at %d px it is row %d", (px, row) => {
    expect(rowAt(offsets, px)).toBe(row);
  });

  it("are drawn as far as they are seen, and a little beyond", () => {
    expect(rangeOf(offsets, 60, 50, 0)).toEqual({ from: 2, to: 3 });
    expect(rangeOf(offsets, 60, 50, 30)).toEqual({ from: 1, to: 4 });
    expect(rangeOf(offsetsOf(0, () => 0), 0, 100, 50)).toEqual({ from: 0, to: 0 });
  });

  it("need no more than some dozens to be looked at among 5,000", () => {
    const many = offsetsOf(5_000, () => 50);
    const { from, to } = rangeOf(many, 123_456, 800, 800);
    expect([from, to]).toEqual([2_453, 2_502]);
  });
});

describe("what is seen", () => {
  it("keeps its row in place when those above grow, or more come before it", () => {
    const position = positionAt(offsets, keys, 70);
    expect(position).toEqual({ at: "row", key: "c", index: 2, fromTop: -10 });
    const grown = offsetsOf(6, (index) => [500, 25, 40, 60, 80, 100][index] ?? 0);
    expect(scrollTopFor(position, grown, ["new", ...keys], 100)).toBe(500 + 25 + 40 + 10);
  });

  it("stays at the end whatever comes", () => {
    expect(scrollTopFor(END, offsets, keys, 100)).toBe(200);
    expect(scrollTopFor(END, offsets, keys, 1_000)).toBe(0);
  });

  it("stays about where it was when its row is gone", () => {
    const position = positionAt(offsets, keys, 60);
    const without = offsetsOf(4, (index) => [20, 40, 80, 100][index] ?? 0);
    expect(scrollTopFor(position, without, ["a", "b", "d", "e"], 100)).toBe(60);
    expect(scrollTopFor(position, offsetsOf(0, () => 0), [], 100)).toBe(0);
  });

  it("never scrolls beyond what there is", () => {
    expect(scrollTopFor({ at: "row", key: "e", index: 4, fromTop: 0 }, offsets, keys, 250)).toBe(50);
    expect(scrollTopFor({ at: "row", key: "a", index: 0, fromTop: 90 }, offsets, keys, 250)).toBe(0);
  });
});
