import { describe, expect, it } from "vitest";

import { choicesFor, type Purpose } from "../../src/console/choices";
import { fromFrame } from "../../src/console/workspace";
import { colleague, floor, group, ME, own, TOM, toms } from "./fakes";

const state = fromFrame(
  floor({
    groups: [group("g2", { name: "Sales" }), group("g1", { name: "Billing" })],
    colleagues: [
      colleague(ME, { name: "Mina" }),
      colleague("off", { name: "Olga", effective: "offline" }),
      colleague("full", { name: "Fay", effective: "full", load: 5 }),
      colleague("half", { name: "Hal", load: 2 }),
      colleague("free", { name: "Zoë 小明" }),
      colleague(TOM, { name: "Tom", effective: "away" }),
    ],
  }),
);
const names = (purpose: Purpose, query = "", cards = [own("s")]) => choicesFor(state, cards, purpose, query).map(({ name }) => name);

describe("whom a chat can be passed on to", () => {
  it("is colleagues, the readiest first, then groups by name; never myself", () => {
    expect(names("transfer")).toEqual(["Zoë 小明", "Hal", "Fay", "Tom", "Olga", "Billing", "Sales"]);
  });

  it("is colleagues alone when one is invited or assigned", () => {
    expect(names("invite")).toEqual(names("assign"));
    expect(names("invite")).toEqual(["Zoë 小明", "Hal", "Fay", "Tom", "Olga"]);
  });

  it("is nobody who is in it already", () => {
    expect(names("invite", "", [own("s", { helpers: ["half"] })])).not.toContain("Hal");
    expect(names("assign", "", [toms("s")])).not.toContain("Tom");
  });

  it.each([
    ["ZOE", ["Zoë 小明"]],
    ["小明", ["Zoë 小明"]],
    ["bil", ["Billing"]],
    ["明 zo", ["Zoë 小明"]],
    ["nobody", []],
  ])("is found by typing %s", (query, found) => {
    expect(names("transfer", query)).toEqual(found);
  });

  it.each<[Purpose, string[]]>([
    ["transfer", ["Fay", "Olga"]],
    ["invite", ["Olga"]],
    ["assign", ["Olga"]],
  ])("lists who cannot be chosen for %s, and says so", (purpose, barred) => {
    expect(choicesFor(state, [own("s")], purpose, "").flatMap((choice) => (choice.barred ? [choice.name] : []))).toEqual(barred);
  });
});
