import { describe, expect, it } from "vitest";

import { afterEvent, fromFrame } from "../../src/console/workspace";
import type { DraftCard, Lane, MentionCard } from "../../src/protocol";
import { eventsTell } from "./events_tell";
import { at, floor, tom } from "./fakes";

const draft = (text: string, seconds: number, lane: Lane = "public"): DraftCard => ({ chat_session: "s", lane, text, at: at(seconds) });
const told = (...of: Parameters<typeof draft>) => ({ type: "draft", ...draft(...of) }) as const;
const mention = (session: string, seq: number): MentionCard => ({ chat_session: session, seq, by: tom, text: "look", at: at(seq) });

eventsTell("drafts and mentions", [
  ["I write on another device", floor(), [told("Hi", 1), told("Hi the", 2)], floor({ drafts: [draft("Hi the", 2)] })],
  ["in both lanes", floor({ drafts: [draft("Hi", 1)] }), [told("rude", 2, "staff")], floor({ drafts: [draft("Hi", 1), draft("rude", 2, "staff")] })],
  ["what I wrote was sent there", floor({ drafts: [draft("Hi", 1)] }), [told("", 2)], floor()],
  ["an earlier text comes late", floor({ drafts: [draft("Hi the", 2)] }), [told("Hi", 1), told("", 1)], floor({ drafts: [draft("Hi the", 2)] })],
  [
    "Tom calls me twice, and one call is told twice",
    floor({ mentions: [mention("s", 1)] }),
    [
      { type: "mentioned", mention: mention("t", 2) },
      { type: "mentioned", mention: mention("s", 1) },
    ],
    floor({ mentions: [mention("t", 2), mention("s", 1)] }),
  ],
  [
    "Tom edits the note in which he called me",
    floor({ mentions: [mention("t", 2), mention("s", 1)] }),
    [{ type: "mentioned", mention: { ...mention("s", 1), text: "look at the tea" } }],
    floor({ mentions: [mention("t", 2), { ...mention("s", 1), text: "look at the tea" }] }),
  ],
  [
    "I have seen it on another device",
    floor({ mentions: [mention("s", 3), mention("t", 2), mention("s", 1)] }),
    [{ type: "mentions_seen", chat_session: "s" }],
    floor({ mentions: [mention("t", 2)] }),
  ],
]);

describe("what concerns a chat session that is looked at", () => {
  it("changes nothing in the workspace", () => {
    const state = fromFrame(floor());
    const page = { url: "https://shop.example/", title: "Shop", at: at(1) };
    expect(afterEvent(state, { type: "looking", chat_session: "s", agent: "a", name: "Tom", on: true, typing: false })).toBe(state);
    expect(afterEvent(state, { type: "page_viewed", chat_session: "s", page })).toBe(state);
    expect(afterEvent(state, { type: "customer_changed", chat_session: "s" })).toBe(state);
    expect(afterEvent(state, { type: "canned_changed" })).toBe(state);
  });
});
