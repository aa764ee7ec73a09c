import { describe, expect, it } from "vitest";

import { FactsWatch } from "../../src/console/facts_watch";
import type { CustomerDetails } from "../../src/protocol";
import { settle } from "../wire/fakes";
import { FakeLink } from "./fake_link";
import { at, floor } from "./fakes";

const page = (n: number) => ({ url: `https://shop.example/${n}`, title: `Page ${n}`, at: at(n) });
const details = (change: Partial<CustomerDetails> = {}): CustomerDetails => ({
  id: "c",
  name: "Ada",
  email: "",
  verified: false,
  external_id: "",
  priority: 0,
  first_seen_at: at(0),
  last_seen_at: at(0),
  attributes: [],
  pages: [page(1)],
  referrer: "",
  device: {},
  answers: [],
  earlier: [],
  ...change,
});

function set() {
  const link = new FakeLink();
  const asked: string[] = [];
  let answer: CustomerDetails | null = details();
  const facts = new FactsWatch(link, (session) => {
    asked.push(session);
    return Promise.resolve(answer);
  });
  return { link, facts, asked, answers: (next: CustomerDetails | null) => (answer = next) };
}

describe("the facts of a customer", () => {
  it("are asked for once for the chat on screen", async () => {
    const { facts, asked } = set();
    facts.watch("s");
    facts.watch("s");
    expect(facts.watched.value).toEqual({ session: "s", details: null, failed: false });
    await settle();
    expect([asked, facts.watched.value?.details?.name]).toEqual([["s"], "Ada"]);
  });

  it("go on with the pages that are told of", async () => {
    const { link, facts } = set();
    facts.watch("s");
    await settle();
    link.events.tell({ type: "page_viewed", chat_session: "s", page: page(2) });
    link.events.tell({ type: "page_viewed", chat_session: "other", page: page(3) });
    expect(facts.watched.value?.details?.pages).toEqual([page(1), page(2)]);
  });

  it("keep as many pages as the server does", async () => {
    const { link, facts, answers } = set();
    answers(details({ pages: Array.from({ length: 50 }, (_, n) => page(n)) }));
    facts.watch("s");
    await settle();
    link.events.tell({ type: "page_viewed", chat_session: "s", page: page(50) });
    expect(facts.watched.value?.details?.pages).toHaveLength(50);
    expect(facts.watched.value?.details?.pages[0]).toEqual(page(1));
  });

  it("are asked for anew when they changed, and after the connection was lost", async () => {
    const { link, facts, asked, answers } = set();
    facts.watch("s");
    await settle();
    answers(details({ name: "Ada Lovelace" }));
    link.events.tell({ type: "customer_changed", chat_session: "s" });
    link.events.tell({ type: "customer_changed", chat_session: "other" });
    await settle();
    expect([asked.length, facts.watched.value?.details?.name]).toEqual([2, "Ada Lovelace"]);
    link.greetings.tell(floor());
    await settle();
    expect(asked).toHaveLength(3);
  });

  it("stay as they were when there is no answer, and say so", async () => {
    const { link, facts, answers } = set();
    facts.watch("s");
    await settle();
    answers(null);
    link.events.tell({ type: "customer_changed", chat_session: "s" });
    await settle();
    expect(facts.watched.value).toMatchObject({ failed: true, details: { name: "Ada" } });
  });

  it("are nobody's when nobody reads them", async () => {
    const { link, facts, asked } = set();
    facts.watch("s");
    facts.stop();
    await settle();
    link.greetings.tell(floor());
    expect([facts.watched.value, asked]).toEqual([null, ["s"]]);
  });
});
