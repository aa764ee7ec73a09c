import { describe, expect, it } from "vitest";
import { answersOf, asksFirst, type Question, questionsOf, unanswered } from "../../src/widget/panel/questions";
import { standing } from "../../src/widget/panel/status";
import { emptyTimeline } from "../../src/wire/timeline";
import { chatSession, deskState } from "./fakes";

const order: Question = { text: "Order number?", choices: [], required: true };
const topic: Question = { text: "About?", choices: ["Delivery", "Returns"], required: false };
const how = (phase: "waiting" | "active" | "left" | "closed") => standing(chatSession({ phase }), emptyTimeline);

describe("questions before the chat", () => {
  it.each([
    ["none", undefined, []],
    ["two", JSON.stringify([order, topic]), [order, topic]],
    ["no list", "{}", []],
    ["no JSON", "<", []],
    ["something else", '[1, {"text": "?"}]', []],
  ])("are read from the page: %s", (_case, json, expected) => {
    expect(questionsOf(json)).toEqual(expected);
  });

  it("name the first that must be answered", () => {
    expect(unanswered([topic, order], {})).toBe(order);
    expect(unanswered([topic, order], { [order.text]: " " })).toBe(order);
    expect(unanswered([topic, order], { [order.text]: "4711" })).toBe(null);
  });

  it("are answered by what is not blank", () => {
    expect(answersOf([order, topic], { [order.text]: " 4711 ", [topic.text]: "" })).toEqual([{ question: "Order number?", answer: "4711" }]);
  });

  it("are asked only where the next message begins a chat", () => {
    expect(asksFirst(deskState())).toBe(true);
    expect(asksFirst(deskState({ standing: how("closed") }))).toBe(true);
    expect(asksFirst(deskState({ standing: how("closed"), goesOn: true }))).toBe(false);
    for (const phase of ["waiting", "active", "left"] as const) expect(asksFirst(deskState({ standing: how(phase) }))).toBe(false);
    const sending = { client_id: "c", text: "Hi", atMs: 0, state: "sending", failed: null, leaves: false } as const;
    expect(asksFirst(deskState({ outgoing: [sending] }))).toBe(false);
  });
});
