/** A panel's desk in a browser's tab, with a link whose other end is the test. */

import { Desk } from "../../src/widget/panel/desk";
import { footOf } from "../../src/widget/panel/status";
import { Outbox, type Shelf } from "../../src/wire/outbox";
import { MemoryShelf } from "../../src/wire/shelf_memory";
import { atOnce } from "../../src/wire/tabs";
import { FakeClock, fakeTabs, settle } from "../wire/fakes";
import { FakeLink } from "./fakes";

export function browser() {
  const newTab = fakeTabs();
  const shelf: Shelf = new MemoryShelf();
  let ids = 0;
  return async (known = false) => {
    const clock = new FakeClock();
    const link = new FakeLink();
    const outbox = new Outbox(shelf, newTab());
    const desk = new Desk({ link, outbox, clock, exclusively: atOnce, newId: () => `c${++ids}`, language: "en" });
    await desk.start(known);
    await settle();
    return { clock, link, outbox, desk, foot: () => footOf(desk.state), texts: () => desk.state.outgoing.map(({ text }) => text) };
  };
}
export const page = (known = false) => browser()(known);
