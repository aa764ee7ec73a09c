import { describe, expect, it } from "vitest";

import { deviceName, fileSize, languageName, localTime, marked, safeUrl } from "../../src/console/places";

const T = Date.parse("2026-11-23T10:05:00Z");

describe("places", () => {
  it("have their own time", () => {
    expect(localTime(T, "Asia/Shanghai", "en-GB")).toEqual({ time: "Mon 18:05", city: "Shanghai" });
    expect(localTime(T, "America/New_York", "en-GB")).toEqual({ time: "Mon 05:05", city: "New York" });
    expect(localTime(T, "", "en")).toBeNull();
    expect(localTime(T, "Mars/Olympus", "en")).toBeNull();
  });

  it("have languages with names", () => {
    expect(languageName("zh-CN", "en")).toBe("Chinese (China)");
    expect(languageName("fr", "zh")).toBe("法语");
    expect(languageName("not a tag!", "en")).toBe("not a tag!");
  });

  it("are looked at with devices", () => {
    expect(deviceName({ browser: "Firefox 130", system: "Windows" })).toBe("Firefox 130 · Windows");
    expect(deviceName({})).toBe("");
  });

  it.each([
    ["https://shop.example/a?b#c", "https://shop.example/a?b#c"],
    ["http://shop.example", "http://shop.example/"],
    ["javascript:alert(1)", null],
    ["data:text/html,x", null],
    ["not an address", null],
  ])("%s is opened as %s", (url, safe) => {
    expect(safeUrl(url)).toBe(safe);
  });

  it.each([
    ["Where is my Order? My order!", "order", ["Where is my ", "Order", "? My ", "order", "!"]],
    ["退款在哪里", "退款", ["", "退款", "在哪里"]],
    ["nothing", "order", ["nothing"]],
    ["nothing", "", ["nothing"]],
    ["İstanbul order", "order", ["İstanbul order"]],
  ])("in %o what was looked for is marked", (text, sought, parts) => {
    expect(marked(text, sought)).toEqual(parts);
  });

  it.each([
    [900, "0.9 kB"],
    [38_400, "38 kB"],
    [2_400_000, "2.4 MB"],
  ])("%d bytes are %s", (bytes, words) => {
    expect(fileSize(bytes, "en")).toBe(words);
  });
});
