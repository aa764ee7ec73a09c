import { describe, expect, it } from "vitest";

import { stringsFor } from "../../src/console/i18n";
import { rowView } from "../../src/console/row_view";
import { emptyTalk, type Talk } from "../../src/console/talk";
import { fromFrame } from "../../src/console/workspace";
import type { Entry } from "../../src/protocol";
import { at, card, entry, floor, group, me, ME, own, tom, toms } from "./fakes";

const say = stringsFor("en");
const state = fromFrame(floor({ groups: [group("g"), group("h", { supervised: true })] }));
const talk = (entries: Entry[], change: Partial<Talk> = {}): Talk => ({
  ...emptyTalk,
  loaded: true,
  lanes: { ...emptyTalk.lanes, public: { entries, early: new Map() } },
  ...change,
});

describe("a row", () => {
  it.each([
    ["the customer's words as they are", [entry("s", 1, "Hi")], "Hi"],
    ["mine as mine", [entry("s", 1, "Hi"), entry("s", 2, "Hello", { sender: me })], "You: Hello"],
    ["a colleague's by name", [entry("s", 1, "Hello", { sender: tom })], "Tom: Hello"],
    ["what was said before an event", [entry("s", 1, "Hi"), entry("s", 2, "", { event: { name: "idle_warned", closes_at: at(9) } })], "Hi"],
  ])("shows of what is followed %s", (_case, entries, text) => {
    expect(rowView(own("s"), "mine", state, talk(entries), say).text).toBe(text);
  });

  it("shows of what is not followed what the card says, or that nothing was said", () => {
    expect(rowView(card("s", { last_text: "Hi", last_text_seq: 2 }), "waiting", state, undefined, say).text).toBe("Hi");
    expect(rowView(card("s"), "waiting", state, undefined, say).text).toBe("No message yet");
  });

  it.each([
    ["a file without words", { last_kind: "file" }, "File"],
    ["a voice clip", { last_kind: "voice" }, "Voice message"],
    ["what was recalled", { last_kind: "file", last_amended: "recalled" }, "Recalled"],
  ] as const)("says what %s is", (_case, change, text) => {
    expect(rowView(card("s", { last_text_seq: 2, ...change }), "waiting", state, undefined, say).text).toBe(text);
  });

  it("counts what I have not read", () => {
    const entries = [entry("s", 1, "a"), entry("s", 2, "b"), entry("s", 3, "c")];
    expect(rowView(own("s"), "mine", state, talk(entries, { read: { customer: 0, agent: 1 } }), say).unread).toBe(2);
    expect(rowView(card("s", { last_seq: 4 }), "waiting", state, undefined, say).unread).toBe(3);
    expect(rowView(toms("s", { last_seq: 4 }), "others", state, undefined, say).unread).toBe(0);
  });

  it("names the group, who answers, and that I help", () => {
    expect(rowView(own("s", { group: "g" }), "mine", state, undefined, say).facts).toBe("g");
    expect(rowView(toms("s", { group: "h" }), "others", state, undefined, say).facts).toBe("h · with Tom");
    expect(rowView(toms("s", { group: "g", helpers: [ME] }), "others", state, undefined, say).facts).toBe("g · with Tom · you help");
  });
});
