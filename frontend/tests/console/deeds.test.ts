import { describe, expect, it } from "vitest";

import { Deeds } from "../../src/console/deeds";
import { stringsFor } from "../../src/console/i18n";
import type { AgentAsk, AgentReply, RefusalCode } from "../../src/protocol";
import { LinkLost, Refused } from "../../src/wire/errors";
import type { AgentLink } from "../../src/wire/link";

const say = stringsFor("en");

function set(answer: () => AgentReply = () => ({ type: "ok", ref: 0 })) {
  const asked: AgentAsk[] = [];
  const request = (ask: AgentAsk) => {
    asked.push(ask);
    return new Promise<AgentReply>((resolve) => resolve(answer()));
  };
  return { asked, deeds: new Deeds({ request } as unknown as AgentLink, say) };
}

const refusing = (code: RefusalCode) => () => {
  throw new Refused({ code, text: "no" });
};

describe("a deed", () => {
  it.each<[string, (deeds: Deeds) => Promise<unknown>, AgentAsk]>([
    ["accept", (deeds) => deeds.accept("o"), { type: "accept", offer: "o" }],
    ["decline", (deeds) => deeds.decline("o", "Busy"), { type: "decline", offer: "o", reason: "Busy" }],
    ["take", (deeds) => deeds.pull("s"), { type: "pull", chat_session: "s" }],
    [
      "transfer to an agent",
      (deeds) => deeds.transfer("s", { to: { agent: "t" }, ask: true, note: "VAT" }),
      { type: "transfer", chat_session: "s", agent: "t", ask: true, note: "VAT" },
    ],
    [
      "transfer to a group",
      (deeds) => deeds.transfer("s", { to: { group: "g" }, ask: false, note: "" }),
      { type: "transfer", chat_session: "s", group: "g", ask: false, note: "" },
    ],
    ["give back", (deeds) => deeds.requeue("s"), { type: "requeue", chat_session: "s" }],
    ["invite", (deeds) => deeds.invite("s", "t"), { type: "invite", chat_session: "s", agent: "t" }],
    ["leave", (deeds) => deeds.part("s"), { type: "part", chat_session: "s" }],
    ["take over", (deeds) => deeds.takeOver("s"), { type: "take_over", chat_session: "s" }],
    ["assign", (deeds) => deeds.assign("s", "t"), { type: "assign", chat_session: "s", agent: "t" }],
    ["close", (deeds) => deeds.close("s", null, ["a"], "n"), { type: "close", chat_session: "s", disposition: null, tags: ["a"], note: "n" }],
    ["tag", (deeds) => deeds.setTags("s", ["a"]), { type: "set_tags", chat_session: "s", tags: ["a"] }],
    ["extend the pause", (deeds) => deeds.extendWrapUp(), { type: "extend_wrap_up" }],
    ["have seen mentions", (deeds) => deeds.sawMentions("s"), { type: "saw_mentions", chat_session: "s" }],
    ["go offline", (deeds) => deeds.setStatus("offline", "keep"), { type: "set_status", status: "offline", open_ones: "keep" }],
    ["be ready", (deeds) => deeds.endWrapUp(), { type: "end_wrap_up" }],
    ["be active", (deeds) => deeds.active(), { type: "active" }],
  ])("to %s is one question", async (_case, deed, question) => {
    const { asked, deeds } = set();
    await deed(deeds);
    expect(asked).toEqual([question]);
  });

  it.each<[RefusalCode, string]>([
    ["stale", "Somebody else was faster."],
    ["full", "You have no room for another chat."],
    ["forbidden", say.failed.forbidden],
  ])("that is refused as %s says so in its own words, else in the usual ones", async (code, words) => {
    expect(await set(refusing(code)).deeds.pull("s")).toEqual({ failed: words, code });
  });

  it("that was cut off says so", async () => {
    const { deeds } = set(() => {
      throw new LinkLost("gone");
    });
    expect(await deeds.pull("s")).toEqual({ failed: say.lost, code: "lost" });
    expect([await deeds.active(), await deeds.why("s")]).toEqual([false, null]);
  });

  it("why brings the trace", async () => {
    const trace = { type: "trace", ref: 0, chat_session: "s", steps: [], still_waiting: null } as const;
    expect(await set(() => ({ ...trace, steps: [] })).deeds.why("s")).toEqual(trace);
    expect(await set(refusing("unknown")).deeds.why("s")).toBeNull();
  });
});
