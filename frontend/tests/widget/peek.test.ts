import { describe, expect, it } from "vitest";
import { Peek } from "../../src/widget/panel/peek";
import { FakeClock } from "../wire/fakes";
import { FakeLink } from "./fakes";

function typing() {
  const link = new FakeLink();
  const clock = new FakeClock();
  const peek = new Peek(link, clock);
  const told = () => link.asked.splice(0).map((ask) => (ask.type === "typing" ? [ask.on, ask.text] : ask.type));
  return { clock, told, type: (text: string) => peek.type("s1", text) };
}

describe("what is being typed", () => {
  it("is told at once, and then once a second as it stands", async () => {
    const { clock, told, type } = typing();
    for (const text of ["I", "I a", "I am"]) type(text);
    expect(told()).toEqual([[true, "I"]]);
    await clock.pass(1_000);
    expect(told()).toEqual([[true, "I am"]]);
    await clock.pass(5_000);
    expect(told()).toEqual([]);
  });

  it("is over at once when nothing is left of it", async () => {
    const { clock, told, type } = typing();
    type("I am");
    type("I am a");
    type("");
    type("");
    await clock.pass(5_000);
    expect(told()).toEqual([
      [true, "I am"],
      [false, ""],
    ]);
  });

  it("is, of a long text, its end", () => {
    const { told, type } = typing();
    type(`a${"🌳".repeat(500)}`);
    expect(told()).toEqual([[true, "🌳".repeat(500)]]);
  });
});
