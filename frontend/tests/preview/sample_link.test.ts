/** The preview's chat is shown by the very desk that customers have, and nothing leaves it. */

import { expect, it } from "vitest";
import { sampleChatSession, sampleEntries } from "../../src/preview/sample";
import { SampleLink } from "../../src/preview/sample_link";
import { wordsFor } from "../../src/preview/words";
import { Desk } from "../../src/widget/panel/desk";
import { Outbox } from "../../src/wire/outbox";
import { MemoryShelf } from "../../src/wire/shelf_memory";
import { atOnce, noOtherTabs } from "../../src/wire/tabs";
import { FakeClock } from "../wire/fakes";

const NOW = Date.parse("2026-01-01T12:00:00Z");

const deskOf = (link: SampleLink): Desk =>
  new Desk({ link, outbox: new Outbox(new MemoryShelf(), noOtherTabs), clock: new FakeClock(), exclusively: atOnce, newId: () => "1", language: "" });

it("shows a question and its answer", async () => {
  const words = wordsFor("zh-hans");
  const link = new SampleLink(sampleEntries(words, NOW), sampleChatSession(words, NOW), true);
  const desk = deskOf(link);
  link.greet();
  await Promise.resolve();
  await Promise.resolve();
  expect(desk.state.thread?.timeline.entries.map((entry) => entry.text)).toEqual([words.question, words.answer]);
  expect([desk.state.standing.phase, desk.state.standing.agent?.name, desk.state.peeked]).toEqual(["active", "小米", true]);
});

it("is empty before a chat", () => {
  const link = new SampleLink([], null, false);
  const desk = deskOf(link);
  link.greet();
  expect([desk.state.chatSession, desk.state.standing.phase]).toEqual([null, "none"]);
});
