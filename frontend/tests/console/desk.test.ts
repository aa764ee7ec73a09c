import { describe, expect, it } from "vitest";

import { Desk } from "../../src/console/desk";
import { stringsFor } from "../../src/console/strings";
import { emptyTalk, unread } from "../../src/console/talk";
import type { AgentAsk, AgentReply, AgentSideEvent, Entry, Page, Workspace } from "../../src/protocol";
import { LinkLost, Refused } from "../../src/wire/errors";
import type { AgentLink, LinkState } from "../../src/wire/link";
import { Listeners } from "../../src/wire/listeners";
import { Outbox } from "../../src/wire/outbox";
import { MemoryShelf } from "../../src/wire/shelf_memory";
import { atOnce, noOtherTabs } from "../../src/wire/tabs";
import { settle } from "../wire/fakes";
import { at, card, entry, own, T0, workspace } from "./fakes";

/** A server in memory: answers `resume` from `log`, everything else with `answer`. */
class FakeLink implements AgentLink {
  state: LinkState = { phase: "online", retryAt: null, reason: null };
  readonly asked: AgentAsk[] = [];
  readonly log = new Map<string, Entry[]>();
  readonly events = new Listeners<AgentSideEvent>();
  readonly greetings = new Listeners<Workspace>();
  readonly states = new Listeners<LinkState>();
  answer: (ask: AgentAsk) => AgentReply = () => ({ type: "ok", ref: 0 });

  start = () => this.states.tell(this.state);
  stop = () => undefined;
  hurry = () => undefined;
  onEvent = (listener: (event: AgentSideEvent) => void) => this.events.add(listener);
  onGreeting = (listener: (greeting: Workspace) => void) => this.greetings.add(listener);
  onState = (listener: (state: LinkState) => void) => this.states.add(listener);

  request = (ask: AgentAsk): Promise<AgentReply> => {
    this.asked.push(ask);
    return new Promise((resolve) => resolve(ask.type === "resume" ? this.#page(ask) : this.answer(ask)));
  };

  of = (type: AgentAsk["type"]) => this.asked.filter((ask) => ask.type === type);

  #page({ chat_session, lane = "public", after_seq = 0 }: Extract<AgentAsk, { type: "resume" }>): Page {
    const entries = (this.log.get(chat_session) ?? []).filter((one) => one.lane === lane && one.seq > after_seq);
    return { type: "page", ref: 0, chat_session, lane, entries, last_seq: entries.length, more: false, read: { customer: 0, agent: 0 } };
  }
}

function set(greeting: Workspace, log: Record<string, Entry[]> = {}) {
  const link = new FakeLink();
  for (const [id, entries] of Object.entries(log)) link.log.set(id, entries);
  const outbox = new Outbox(new MemoryShelf(), noOtherTabs);
  let ids = 0;
  const clock = { now: () => T0, after: () => () => undefined, random: () => 0 };
  const desk = new Desk({ link, outbox, exclusively: atOnce, clock, newId: () => `id-${++ids}`, say: stringsFor("en") });
  desk.start();
  link.greetings.tell(greeting);
  return { link, desk, outbox };
}

describe("the desk", () => {
  it("follows both lanes of mine, and of the waiting ones only what is looked at", async () => {
    const { link, desk } = set(workspace([own("m")], [card("w1"), card("w2")]));
    desk.look(card("w1"));
    await settle();
    expect(link.of("resume").map((ask) => ("lane" in ask ? `${ask.chat_session} ${ask.lane ?? ""}` : ""))).toEqual([
      "m public",
      "m staff",
      "w1 public",
      "w1 staff",
    ]);
    desk.look(null);
    expect([...desk.talks.all.value.keys()]).toEqual(["m"]);
    expect(link.of("unfollow")).toEqual([{ type: "unfollow", chat_session: "w1" }]);
  });

  it("lets go without a word when the connection is lost, for then nothing is followed", async () => {
    const { link, desk } = set(workspace([], [card("w")]));
    desk.look(card("w"));
    link.answer = () => {
      throw new LinkLost("gone");
    };
    desk.look(null);
    await settle();
    expect([link.of("unfollow").length, desk.notice.value, desk.talks.all.value.size]).toEqual([1, null, 0]);
  });

  it("looks without taking: nothing but resumes is asked, and nothing is marked as read", async () => {
    const { link, desk } = set(workspace([], [card("w")]), { w: [entry("w", 1, "hi")] });
    desk.attend(true);
    desk.look(card("w"));
    await settle();
    expect(new Set(link.asked.map(({ type }) => type))).toEqual(new Set(["resume"]));
  });

  it("marks mine as read while somebody looks, and not before", async () => {
    const { link, desk } = set(workspace([own("m")], []), { m: [entry("m", 1, "a"), entry("m", 2, "b")] });
    desk.look(own("m"));
    await settle();
    expect(link.of("read")).toEqual([]);
    desk.attend(true);
    await settle();
    expect(link.of("read")).toEqual([{ type: "read", chat_session: "m", seq: 2 }]);
    expect(unread(desk.talks.all.value.get("m") ?? emptyTalk)).toBe(0);
  });

  it("keeps what I wrote in sight from the key stroke to the entry, once", async () => {
    const { link, desk } = set(workspace([own("m")], []));
    desk.look(own("m"));
    link.answer = (ask) =>
      ask.type === "send"
        ? { type: "ack", ref: 0, chat_session: "m", client_id: ask.client_id, seq: 1, at: at(1) }
        : { type: "ok", ref: 0 };
    await desk.send("m", "public", "Hello");
    await settle();
    expect(link.of("send")).toEqual([{ type: "send", chat_session: "m", client_id: "id-1", text: "Hello", lane: "public" }]);
    expect([desk.unsent.value.length, desk.justSent.value.map((item) => item.client_id)]).toEqual([0, ["id-1"]]);

    link.events.tell(entry("m", 1, "Hello", { client_id: "id-1" }));
    expect(desk.justSent.value).toEqual([]);
    expect(desk.talks.all.value.get("m")?.lanes.public.entries.map(({ text }) => text)).toEqual(["Hello"]);
  });

  it("keeps what could not be sent, and sends it with the same id after the next greeting", async () => {
    const { link, desk } = set(workspace([own("m")], []));
    link.answer = () => {
      throw new LinkLost("gone");
    };
    await desk.send("m", "staff", "note");
    await settle();
    expect(desk.unsent.value.map((item) => item.failed)).toEqual([null]);

    link.answer = () => ({ type: "ack", ref: 0, chat_session: "m", client_id: "id-1", seq: 1, at: at(1) });
    link.greetings.tell(workspace([own("m")], []));
    await settle();
    expect(link.of("send").map((ask) => ("client_id" in ask ? ask.client_id : ""))).toEqual(["id-1", "id-1"]);
    expect(desk.unsent.value).toEqual([]);
  });

  it("shows why the server would not take a message, until it is discarded", async () => {
    const { link, desk } = set(workspace([own("m")], []));
    link.answer = () => {
      throw new Refused({ code: "closed", text: "ended" });
    };
    await desk.send("m", "public", "too late");
    await settle();
    expect(desk.unsent.value.map((item) => item.failed)).toEqual(["closed"]);
    await desk.discard("id-1");
    await settle();
    expect(desk.unsent.value).toEqual([]);
  });

  it("says what went wrong when the status could not be changed", async () => {
    const { link, desk } = set(workspace([], []));
    link.answer = () => {
      throw new LinkLost("gone");
    };
    await desk.setStatus("online");
    expect(desk.notice.value).toBe(stringsFor("en").lost);
  });

  it("keeps a chat on screen when it is closed, and forgets it when I turn away", async () => {
    const { link, desk } = set(workspace([own("m")], []));
    desk.look(own("m"));
    await settle();
    link.events.tell(entry("m", 3, "", { event: { name: "closed", by: "customer" } }));
    expect([desk.lookedAt.value?.phase, desk.talks.all.value.has("m")]).toEqual(["closed", true]);
    desk.look(null);
    expect(desk.talks.all.value.has("m")).toBe(false);
  });

  it("follows a chat as soon as it becomes mine", async () => {
    const { link, desk } = set(workspace([], [card("s")]));
    link.events.tell({ type: "chat_session", chat_session: own("s") });
    await settle();
    expect(link.of("resume")).toHaveLength(2);
    expect(desk.talks.all.value.has("s")).toBe(true);
  });
});
