import { expect, test } from "vitest";
import { Desk } from "../../src/widget/panel/desk";
import { footOf } from "../../src/widget/panel/status";
import { Outbox } from "../../src/wire/outbox";
import { MemoryShelf } from "../../src/wire/shelf_memory";
import { atOnce, noOtherTabs } from "../../src/wire/tabs";
import { FakeClock, settle } from "../wire/fakes";
import { chatSession, FakeLink } from "./fakes";

async function ended() {
  const link = new FakeLink();
  const outbox = new Outbox(new MemoryShelf(), noOtherTabs);
  const desk = new Desk({ link, outbox, clock: new FakeClock(), exclusively: atOnce, newId: () => "c1", language: "en" });
  await desk.start(true);
  link.welcome = { chat_session: chatSession({ phase: "closed" }) };
  link.greet();
  await settle();
  return { link, desk };
}

test("the customer may write on where it stopped", async () => {
  const { link, desk } = await ended();
  desk.goOn();
  expect(footOf(desk.state)).toBe("write");
  await desk.write("one more thing").then(settle);
  expect(link.asked).toContainEqual({ type: "open", language: "en", anew: false });
});

test("or put it away and begin another", async () => {
  const { link, desk } = await ended();
  desk.startAnew();
  expect(desk.state.chatSession).toBeNull();
  await desk.write("something else").then(settle);
  expect(link.asked).toContainEqual({ type: "open", language: "en", anew: true });
});
