/** After an hour of dropped networks the console shows what a fresh reload shows. */

import { describe, expect, it } from "vitest";

import { newsBetween } from "../../src/console/alerts/news";
import { Desk } from "../../src/console/desk";
import { stringsFor } from "../../src/console/i18n";
import { sections } from "../../src/console/lists";
import { lastSeq } from "../../src/wire/timeline";
import { Outbox } from "../../src/wire/outbox";
import { MemoryShelf } from "../../src/wire/shelf_memory";
import { atOnce, noOtherTabs } from "../../src/wire/tabs";
import { FakeClock, settle } from "../wire/fakes";
import { me, tom } from "./fakes";
import { FloorServer } from "./floor_server";
import { ServerLink } from "./server_link";

const HOUR_SECONDS = 3_600;
/** An hour takes a second, on a machine with nothing else to do. */
const PATIENCE_MS = 60_000;

/** The same numbers at each run: mulberry32. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function opened(server: FloorServer) {
  const link = new ServerLink(server);
  const clock = new FakeClock();
  const desk = new Desk({ link, outbox: new Outbox(new MemoryShelf(), noOtherTabs), exclusively: atOnce, clock, newId: () => "id", files: noFiles, say: stringsFor("en") });
  desk.start();
  return { link, desk, clock };
}

const noFiles = {
  way: { url: "", request: () => Promise.reject(new TypeError("no network")), headers: () => Promise.resolve({}), clock: new FakeClock() },
  exclusively: atOnce,
};

/** All that the page is drawn from. */
function shown({ desk }: Pick<ReturnType<typeof opened>, "desk">) {
  const talks = [...desk.talks.all.value].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    workspace: desk.workspace.value,
    lists: sections(desk.workspace.value),
    lookedAt: desk.lookedAt.value,
    talks: talks.map(([id, { lanes, read, loaded }]) => ({ id, read, loaded, public: lanes.public.entries, staff: lanes.staff.entries, holes: lanes.public.early.size + lanes.staff.early.size })),
  };
}

/** One second of the floor. */
function happens(server: FloorServer, random: () => number): void {
  const one = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const waiting = one(server.ids("waiting"));
  const active = one(server.ids("active"));
  const mine = one(server.mine());
  const rung = one(server.offers());
  const deeds: [number, () => void][] = [
    [server.ids("waiting").length < 6 ? 0.05 : 0, () => server.opens()],
    [0.5, () => active && server.says(active, random() < 0.6 ? "customer" : "me")],
    [0.1, () => active && server.says(active, random() < 0.5 ? "tom" : "me", "staff")],
    [0.1, () => waiting && server.says(waiting, "customer")],
    [server.offers().length < 2 ? 0.05 : 0, () => waiting && server.rings(waiting)],
    [0.05, () => rung && server.ends(rung, random() < 0.6 ? "accepted" : "expired")],
    [0.03, () => waiting && server.given(waiting, random() < 0.5 ? me : tom)],
    [0.02, () => mine && server.given(mine, tom)],
    [0.02, () => mine && server.requeued(mine)],
    [0.02, () => active && active !== mine && server.card(active).responsible?.id !== me.id && server.helps(active)],
    [server.ids("active").length > 6 ? 0.06 : 0.01, () => active && server.closes(active)],
    [0.05, () => active && server.tags(active, [`tag${Math.floor(random() * 4)}`])],
    [0.1, () => active && server.read(active, random() < 0.5 ? "customer" : "agent", server.card(active).last_seq)],
    [0.02, () => mine && server.calls(mine)],
    [0.05, () => mine && server.drafted(mine, random() < 0.3 ? "" : `draft ${random()}`)],
    [0.02, () => server.becomes(random() < 0.5 ? "busy" : "online")],
  ];
  for (const [odds, deed] of deeds) if (random() < odds) deed();
  for (const name of server.offers()) if (!server.ids("waiting").includes(server.workspace().offers.find(({ id }) => id === name)?.chat_session.id ?? "")) server.ends(name, "withdrawn");
}

describe.each([
  { seed: 1, drops: 128, longest: 49 },
  { seed: 2, drops: 150, longest: 57 },
])("after an hour in which the network drops $drops times", ({ seed, drops, longest }) => {
  it("the console shows what a fresh reload shows", async () => {
    const random = chance(seed);
    const server = new FloorServer();
    const old = opened(server);
    let dropped = 0;
    old.link.comes();
    for (let second = 0; second < HOUR_SECONDS; second++) {
      server.tick();
      if (old.link.isUp && random() < 0.05) {
        old.link.drops();
        dropped += 1;
      } else if (!old.link.isUp && random() < 0.2) {
        old.link.comes();
      }
      happens(server, random);
      // Whoever works looks from one chat to the next, also while there is no network.
      if (random() < 0.05) {
        const cards = [...old.desk.workspace.value.open.values()];
        old.desk.look(cards[Math.floor(random() * cards.length)] ?? null);
      }
      if (random() < 0.7) await settle();
      if (random() < 0.8) old.link.passOn();
    }
    if (!old.link.isUp) old.link.comes();
    await settle();
    old.link.passOn();
    await old.clock.pass(10_000);

    const fresh = opened(server);
    fresh.link.comes();
    const looked = old.desk.lookedAt.value;
    fresh.desk.look(looked && (fresh.desk.workspace.value.open.get(looked.id) ?? looked));
    await settle();
    await fresh.clock.pass(10_000);
    expect(shown(old)).toEqual(shown(fresh));
    expect(newsBetween(old.desk.workspace.value, fresh.desk.workspace.value)).toEqual([]);
    const lengths = [...old.desk.talks.all.value.values()].map(({ lanes }) => lastSeq(lanes.public));
    expect([dropped, Math.max(...lengths)]).toEqual([drops, longest]);
  }, PATIENCE_MS);
});
