import { describe, expect, it } from "vitest";

import { noticeOf, welcomeBack } from "../../src/console/notices";
import { stringsFor } from "../../src/console/i18n";
import { afterEvent, fromFrame } from "../../src/console/workspace";
import type { AgentSideEvent } from "../../src/protocol";
import { card, entry, floor, me, offer, own } from "./fakes";

const say = stringsFor("en");
const before = fromFrame(floor({ offers: [offer("o", card("r"))], waiting: [card("r"), card("w")], mine: [own("s")] }));
const ended = (outcome: "accepted" | "declined" | "expired" | "withdrawn", id = "o") =>
  ({ type: "offer_ended", offer: id, chat_session: "r", outcome }) as const;
const answered = (outcome: "accepted" | "declined" | "expired" | "withdrawn", reason = "", session = "s") =>
  ({ type: "transfer_answered", chat_session: session, agent: "Tom", outcome, reason }) as const;

describe("a sentence is said", () => {
  it.each<[string, AgentSideEvent, string | null]>([
    ["when I missed an offer", ended("expired"), "You missed the chat with Ada. It was passed on."],
    ["when an offer was withdrawn", ended("withdrawn"), "The chat with Ada no longer needs you."],
    ["not when I accepted it", ended("accepted"), null],
    ["not when I declined it", ended("declined"), null],
    ["not when it does not ring here", ended("expired", "other"), null],
    ["when a colleague took over", answered("accepted"), "Tom took over the chat with Ada."],
    ["when a colleague declined", answered("declined", "Busy"), "Tom declined the chat with Ada: Busy. It stays with you."],
    ["when a colleague declined without a word", answered("declined"), "Tom declined the chat with Ada. It stays with you."],
    ["when a colleague did not answer", answered("expired"), "Tom did not answer. The chat with Ada stays with you."],
    ["even when the chat is gone from here", answered("accepted", "", "gone"), "Tom took over the chat with a customer."],
    ["when a chat became mine by itself", { type: "chat_session", chat_session: own("w") }, "The chat with Ada is yours now"],
    [
      "when it is told among others",
      { type: "changes", chat_sessions: [card("r"), own("w")], colleagues: [] },
      "The chat with Ada is yours now",
    ],
    ["when its entry says so", entry("w", 2, "", { event: { name: "assigned", agent: me } }), "The chat with Ada is yours now"],
    ["not when it rang here", { type: "chat_session", chat_session: own("r") }, null],
    ["not when it was mine before", { type: "chat_session", chat_session: own("s", { last_seq: 3 }) }, null],
    ["not for what is in the thread anyway", entry("s", 3, "Hi"), null],
  ])("%s", (_case, event, words) => {
    expect(noticeOf(event, before, afterEvent(before, event), say)).toBe(words);
  });

  it.each<AgentSideEvent>([
    { type: "chat_session", chat_session: own("w") },
    entry("w", 2, "", { event: { name: "assigned", agent: me } }),
  ])("not when what became mine is on screen", (event) => {
    expect(noticeOf(event, before, afterEvent(before, event), say, "w")).toBeNull();
  });
});

it("greets who dropped out and is back in time, with what was left of it", () => {
  const now = "2026-01-01T12:00:00Z";
  const waits = [own("a", { absent_until: "2026-01-01T12:00:25Z" }), own("b", { absent_until: "2026-01-01T12:00:12Z" })];
  expect(welcomeBack(floor({ now, mine: waits }), say)).toBe("You are back in time: 2 chats would have waited another 0:12.");
  expect(welcomeBack(floor({ now, mine: [own("a")] }), say)).toBeNull();
});
