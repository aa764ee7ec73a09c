import { describe, expect, it } from "vitest";

import { Desk } from "../../src/console/desk";
import { stringsFor } from "../../src/console/i18n";
import { emptyTalk, unread } from "../../src/console/talk";
import type { Entry, Workspace } from "../../src/protocol";
import { LinkLost, Refused } from "../../src/wire/errors";
import { Outbox } from "../../src/wire/outbox";
import { MemoryShelf } from "../../src/wire/shelf_memory";
import { atOnce, noOtherTabs } from "../../src/wire/tabs";
import { settle } from "../wire/fakes";
import { FakeLink } from "./fake_link";
import { asked, at, card, entry, floor, group, ME, offer, own, T0, toms, workspace } from "./fakes";

function set(greeting: Workspace, log: Record<string, Entry[]> = {}) {
  const link = new FakeLink();
  for (const [id, entries] of Object.entries(log)) link.log.set(id, entries);
  const outbox = new Outbox(new MemoryShelf(), noOtherTabs);
  let ids = 0;
  const clock = { now: () => T0, after: () => () => undefined, random: () => 0 };
  const desk = new Desk({ link, outbox, exclusively: atOnce, clock, newId: () => `id-${++ids}`, files: noFiles, say: stringsFor("en") });
  desk.start();
  link.greetings.tell(greeting);
  return { link, desk, outbox };
}

const noFiles = {
  way: { url: "", request: () => Promise.reject(new TypeError("no network")), headers: () => Promise.resolve({}), clock: { now: () => T0, after: () => () => undefined, random: () => 0 } },
  exclusively: atOnce,
};

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

  it("learns from a page what was said before it followed, also for the card", async () => {
    const { link, desk } = set(workspace([], [card("m")]), { m: [entry("m", 1, "Hi"), entry("m", 2, "Hello?")] });
    link.events.tell({ type: "chat_session", chat_session: own("m", { last_seq: 1 }) });
    await settle();
    const learned = own("m", asked(2, "Hello?"));
    expect(desk.workspace.value.open.get("m")).toEqual(learned);
    link.greetings.tell(workspace([own("m", { last_seq: 1 })], []));
    expect(desk.workspace.value.open.get("m")).toEqual(learned);
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
    expect([desk.sending.unsent.value.length, desk.sending.justSent.value.map((item) => item.client_id)]).toEqual([0, ["id-1"]]);

    link.events.tell(entry("m", 1, "Hello", { client_id: "id-1" }));
    expect(desk.sending.justSent.value).toEqual([]);
    expect(desk.talks.all.value.get("m")?.lanes.public.entries.map(({ text }) => text)).toEqual(["Hello"]);
  });

  it("keeps what could not be sent, and sends it with the same id after the next greeting", async () => {
    const { link, desk } = set(workspace([own("m")], []));
    link.answer = () => {
      throw new LinkLost("gone");
    };
    await desk.send("m", "staff", "note");
    await settle();
    expect(desk.sending.unsent.value.map((item) => item.failed)).toEqual([null]);

    link.answer = () => ({ type: "ack", ref: 0, chat_session: "m", client_id: "id-1", seq: 1, at: at(1) });
    link.greetings.tell(workspace([own("m")], []));
    await settle();
    expect(link.of("send").map((ask) => ("client_id" in ask ? ask.client_id : ""))).toEqual(["id-1", "id-1"]);
    expect(desk.sending.unsent.value).toEqual([]);
  });

  it("shows why the server would not take a message, until it is discarded", async () => {
    const { link, desk } = set(workspace([own("m")], []));
    link.answer = () => {
      throw new Refused({ code: "closed", text: "ended" });
    };
    await desk.send("m", "public", "too late");
    await settle();
    expect(desk.sending.unsent.value.map((item) => item.failed)).toEqual(["closed"]);
    await desk.sending.discard("id-1");
    await settle();
    expect(desk.sending.unsent.value).toEqual([]);
  });

  it("says what went wrong when the status could not be changed", async () => {
    const { link, desk } = set(workspace([], []));
    link.answer = () => {
      throw new LinkLost("gone");
    };
    expect(await desk.attempt((deeds) => deeds.setStatus("online"))).toBe(false);
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

  it("follows what I help in, but not what I only oversee or what rings", async () => {
    const overseen = toms("o", { group: "g" });
    const { desk } = set(
      floor({ groups: [group("g", { member: true, supervised: true })], others: [toms("h", { helpers: [ME] }), overseen], offers: [offer("1", card("r"))] }),
    );
    await settle();
    expect([...desk.talks.all.value.keys()]).toEqual(["h"]);
    desk.look(overseen);
    expect([...desk.talks.all.value.keys()]).toEqual(["h", "o"]);
  });

  it("goes to what was accepted, and stays where it is when somebody was faster", async () => {
    const rings = [offer("1", card("r")), offer("2", card("t"))];
    const { link, desk } = set(floor({ offers: rings, waiting: [card("r"), card("t")] }));
    for (const one of rings) await desk.accept(one);
    expect(desk.lookedAt.value?.id).toBe("t");
    link.answer = () => {
      throw new Refused({ code: "stale", text: "no" });
    };
    await desk.accept(offer("1", card("r")));
    expect([desk.lookedAt.value?.id, desk.notice.value]).toEqual(["t", "Too late: this chat rings somewhere else now."]);
    expect(link.of("accept").map((ask) => ("offer" in ask ? ask.offer : ""))).toEqual(["1", "2", "1"]);
  });

  it("counts deadlines against the server's clock, as last heard", () => {
    const { link, desk } = set(floor({ now: at(5) }));
    expect(desk.clockAheadMs.value).toBe(5_000);
    link.events.tell({ type: "offer", now: at(-3), offer: offer("1", card("r")) });
    expect(desk.clockAheadMs.value).toBe(-3_000);
  });

  it("says what became of a transfer, and does not forget it at the next event", () => {
    const { link, desk } = set(floor({ mine: [own("m")] }));
    link.events.tell({ type: "transfer_answered", chat_session: "m", agent: "Tom", outcome: "accepted", reason: "" });
    link.events.tell(entry("m", 3, "Hi"));
    expect(desk.notice.value).toBe("Tom took over the chat with Ada.");
  });

  it("follows a chat as soon as it becomes mine", async () => {
    const { link, desk } = set(workspace([], [card("s")]));
    link.events.tell({ type: "chat_session", chat_session: own("s") });
    await settle();
    expect(link.of("resume")).toHaveLength(2);
    expect(desk.talks.all.value.has("s")).toBe(true);
  });
});
