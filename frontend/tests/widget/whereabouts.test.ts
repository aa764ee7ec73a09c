import { describe, expect, it } from "vitest";
import { Whereabouts } from "../../src/widget/panel/whereabouts";
import { FakeLink } from "./fakes";

const FACTS = { timeZone: "Asia/Shanghai", screen: "1920x1080" };
const oak = { url: "https://shop.example/oak", title: "Oak", referrer: "https://search.example/" };
const told = { type: "visit", url: oak.url, title: "Oak", referrer: oak.referrer, time_zone: "Asia/Shanghai", screen: "1920x1080" };

function here() {
  const link = new FakeLink();
  return { link, whereabouts: new Whereabouts(link, FACTS) };
}

describe("where the customer is", () => {
  it("is told to nobody, and nobody connects for it, before there was a reason to", () => {
    const { link, whereabouts } = here();
    whereabouts.at(oak);
    expect([link.state.phase, link.asked]).toEqual(["stopped", []]);
  });

  it("is told with every greeting, and at once when it changes meanwhile", () => {
    const { link, whereabouts } = here();
    whereabouts.at(oak);
    link.greet();
    expect(link.asked).toEqual([told]);
    whereabouts.at({ ...oak, url: "https://shop.example/ash", title: "Ash" });
    expect(link.asked[1]).toEqual({ ...told, url: "https://shop.example/ash", title: "Ash" });
    link.greet();
    expect(link.types()).toEqual(["visit", "visit", "visit"]);
  });

  it("is no page of a file or a program", () => {
    const { link, whereabouts } = here();
    link.greet();
    for (const url of ["file:///tmp/a.html", "about:blank", "javascript:alert(1)", "undefined"]) whereabouts.at({ ...oak, url });
    expect(link.asked).toEqual([]);
  });

  it("is cut to what the server takes, between characters", () => {
    const { link, whereabouts } = here();
    link.greet();
    whereabouts.at({ url: `https://shop.example/${"x".repeat(3_000)}`, title: "🌳".repeat(300), referrer: "" });
    expect(link.asked[0]).toMatchObject({ title: "🌳".repeat(200), url: `https://shop.example/${"x".repeat(1_979)}` });
  });
});
