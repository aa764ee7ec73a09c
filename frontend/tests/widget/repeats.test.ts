import { expect, test } from "vitest";

import type { ChatSessionState, CustomerAsk, CustomerEvent, CustomerReply, Page, Welcome } from "../../src/protocol";
import { Desk } from "../../src/widget/panel/desk";
import type { CustomerLink, LinkState } from "../../src/wire/link";
import { Listeners } from "../../src/wire/listeners";
import { Outbox } from "../../src/wire/outbox";
import { MemoryShelf } from "../../src/wire/shelf_memory";
import { atOnce, noOtherTabs } from "../../src/wire/tabs";
import { entry, FakeClock, settle } from "../wire/fakes";

const EARLIER = chatSession("s0", "2026-01-01T11:59:00.123Z");
const TALK = chatSession("s1", "2026-01-01T12:00:00Z");
const LATER = chatSession("s2", "2026-01-01T12:01:00.5Z");

function chatSession(id: string, opened_at: string, change: Partial<ChatSessionState> = {}): ChatSessionState {
  return { id, phase: "waiting", opened_at, last_seq: 1, agent: null, read: { customer: 0, agent: 0 }, ...change };
}

/** A server in memory: each chat session holds one entry. */
class FakeLink implements CustomerLink {
  state: LinkState = { phase: "online", retryAt: null, reason: null };
  readonly resumed: string[] = [];
  readonly events = new Listeners<CustomerEvent>();
  readonly greetings = new Listeners<Welcome>();

  start = () => undefined;
  stop = () => undefined;
  hurry = () => undefined;
  onEvent = (listener: (event: CustomerEvent) => void) => this.events.add(listener);
  onGreeting = (listener: (greeting: Welcome) => void) => this.greetings.add(listener);
  onState = () => () => undefined;

  request = (ask: CustomerAsk): Promise<CustomerReply> => {
    if (ask.type !== "resume") return Promise.resolve({ type: "ok", ref: 0 });
    this.resumed.push(ask.chat_session);
    const entries = [entry(1, { chat_session: ask.chat_session })];
    return Promise.resolve({ ...PAGE, chat_session: ask.chat_session, entries });
  };

  opened(chat_session: ChatSessionState): void {
    this.events.tell({ type: "chat_session", chat_session });
  }
}

const PAGE: Page = { type: "page", ref: 0, chat_session: "", lane: "public", entries: [], last_seq: 1, more: false, read: { customer: 0, agent: 0 } };

async function greeted(chat_session: ChatSessionState | null) {
  const link = new FakeLink();
  const outbox = new Outbox(new MemoryShelf(), noOtherTabs);
  const desk = new Desk({ link, outbox, clock: new FakeClock(), exclusively: atOnce, newId: () => "id", language: "en" });
  const customer = { id: "k", name: "" };
  link.greetings.tell({ type: "welcome", ref: 0, now: "1970-01-01T00:00:00Z", customer, chat_session, heartbeat_seconds: 25, max_text_chars: 8_000, uploads: { max_bytes: 20_971_520, types: ["image/*"] } });
  await settle();
  return { link, desk, shown: () => [desk.state.chatSession?.id, desk.state.thread?.timeline.entries.length] };
}

test("a chat session opened in another tab is shown", async () => {
  const { link, shown } = await greeted(null);
  link.opened(TALK);
  await settle();
  expect(shown()).toEqual(["s1", 1]);
});

test("hearing of it again changes nothing and asks for nothing", async () => {
  const { link, desk, shown } = await greeted(TALK);
  const { thread } = desk.state;
  for (let n = 0; n < 3; n++) link.opened(TALK);
  await settle();
  expect([shown(), link.resumed]).toEqual([["s1", 1], ["s1"]]);
  expect(desk.state.thread).toBe(thread);
});

test("hearing of it again as it stood before its end does not open it", async () => {
  const { link, desk } = await greeted(TALK);
  link.events.tell(entry(2, { kind: "event", event: { name: "closed", by: "agent" } }));
  link.opened(TALK);
  expect(desk.state.standing.phase).toBe("closed");
});

test("an earlier one that was overtaken does not come back", async () => {
  const { link, shown } = await greeted(TALK);
  link.opened(LATER);
  link.opened(TALK);
  link.opened(EARLIER);
  await settle();
  expect([shown(), link.resumed]).toEqual([["s2", 1], ["s1", "s2"]]);
});

test("what was put away stays away, and what was before it too", async () => {
  const { link, desk, shown } = await greeted(TALK);
  desk.startAnew();
  link.opened(TALK);
  link.opened(EARLIER);
  expect(shown()).toEqual([undefined, undefined]);
  link.opened(LATER);
  await settle();
  expect(shown()).toEqual(["s2", 1]);
});
