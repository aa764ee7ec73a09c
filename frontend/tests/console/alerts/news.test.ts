import { describe, expect, it } from "vitest";

import { newsBetween } from "../../../src/console/alerts/news";
import { emptyWorkspace, fromFrame } from "../../../src/console/workspace";
import type { Workspace } from "../../../src/protocol";
import { at, card, floor, ME, me, offer, own, tom, toms } from "../fakes";

const between = (before: Workspace, after: Workspace) =>
  newsBetween(fromFrame(before), fromFrame(after)).map((news) => `${news.kind} ${"offer" in news ? (typeof news.offer === "string" ? news.offer : news.offer.id) : "card" in news ? news.card.id : news.mention.text}`);
const wrote = (id: string, seq: number) => own(id, { last_text_seq: seq, unanswered_since: at(1) });
const mention = (seq: number) => ({ chat_session: "s", seq, by: tom, text: `look ${seq}`, at: at(seq) });

describe("news", () => {
  it.each([
    ["it rings", floor(), floor({ offers: [offer("1", card("s"))] }), ["rings 1"]],
    ["it still rings", floor({ offers: [offer("1", card("s"))] }), floor({ offers: [offer("1", card("s"))] }), []],
    ["it rings no more", floor({ offers: [offer("1", card("s"))] }), floor(), ["quiet 1"]],
    ["what rang is mine", floor({ offers: [offer("1", card("s"))] }), floor({ mine: [own("s")] }), ["quiet 1"]],
    ["it was given to me", floor({ waiting: [card("s")] }), floor({ mine: [own("s")] }), ["given s"]],
    ["I was given a colleague's", floor({ others: [toms("s")] }), floor({ mine: [own("s")] }), ["given s"]],
    ["a customer of mine wrote", floor({ mine: [wrote("s", 2)] }), floor({ mine: [wrote("s", 3)] }), ["wrote s"]],
    ["nothing new was written", floor({ mine: [wrote("s", 3)] }), floor({ mine: [wrote("s", 3)] }), []],
    [
      "I answered",
      floor({ mine: [wrote("s", 3)] }),
      floor({ mine: [own("s", { last_text_seq: 4, unanswered_since: null })] }),
      [],
    ],
    [
      "who I help was written to",
      floor({ others: [toms("s", { helpers: [ME], last_text_seq: 2 })] }),
      floor({ others: [toms("s", { helpers: [ME], last_text_seq: 3, unanswered_since: at(1) })] }),
      ["wrote s"],
    ],
    [
      "a colleague's customer wrote",
      floor({ others: [toms("s", { last_text_seq: 2 })] }),
      floor({ others: [toms("s", { last_text_seq: 3, unanswered_since: at(1) })] }),
      [],
    ],
    ["somebody who waits wrote", floor({ waiting: [card("s")] }), floor({ waiting: [card("s", { last_text_seq: 2, unanswered_since: at(1) })] }), []],
    ["I was mentioned", floor({ mentions: [mention(1)] }), floor({ mentions: [mention(2), mention(1)] }), ["mentioned look 2"]],
    ["I have seen it", floor({ mentions: [mention(1)] }), floor(), []],
  ] as const)("tell that %s", (_case, before, after, news) => {
    expect(between(before, after)).toEqual(news);
  });

  it("are at first only what rings: the rest was there before", () => {
    const first = fromFrame(floor({ mine: [wrote("s", 3)], mentions: [mention(1)], offers: [offer("1", card("r", { responsible: me }))] }));
    expect(newsBetween(emptyWorkspace, first).map(({ kind }) => kind)).toEqual(["rings"]);
  });
});
