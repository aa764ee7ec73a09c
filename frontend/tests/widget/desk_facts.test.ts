import { expect, test } from "vitest";
import { settle } from "../wire/fakes";
import { page } from "./desk_page";
import { chatSession } from "./fakes";

test("what was answered before goes with the message that opens the chat, and with no other", async () => {
  const { desk, link } = await page(true);
  const answers = [{ question: "Order number?", answer: "4711" }];
  await desk.write("Where is my table?", undefined, answers);
  link.greet();
  await settle();
  await desk.write("It is late.");
  await settle();
  expect(link.asked.filter(({ type }) => type === "open" || type === "send")).toEqual([
    { type: "open", language: "en", anew: false, answers },
    { type: "send", chat_session: "s1", client_id: "c1", text: "Where is my table?" },
    { type: "send", chat_session: "s1", client_id: "c2", text: "It is late." },
  ]);
});

test("where the site peeks the person is told so, and what they type is shown until it is sent", async () => {
  const { desk, link } = await page(true);
  link.greet({ sneak_peek: true, chat_session: chatSession() });
  await settle();
  desk.typing("I am");
  await desk.write("I am here");
  expect(desk.state.peeked).toBe(true);
  expect(link.asked.filter(({ type }) => type === "typing")).toEqual([
    { type: "typing", chat_session: "s1", on: true, text: "I am" },
    { type: "typing", chat_session: "s1", on: false, text: "" },
  ]);
});

test("where it does not, only that they type", async () => {
  const { desk, link } = await page(true);
  link.greet({ chat_session: chatSession() });
  await settle();
  desk.typing("I am");
  expect([desk.state.peeked, link.asked.filter(({ type }) => type === "typing")]).toEqual([
    false,
    [{ type: "typing", chat_session: "s1", on: true }],
  ]);
});
