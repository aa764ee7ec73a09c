/** What the keys do that work from anywhere. Which they are stands in `keymap.ts`. */

import { useEffect } from "preact/hooks";

import { type Action, actionsFor } from "../actions";
import { is, type KeyName, namesOf } from "../keymap";
import { mine, ringing, rows } from "../lists";
import { secondsLeft } from "../server_clock";
import { backFromPast, perform } from "./commands";
import { type Aside, type Surroundings, useConsole } from "./context";

type Deed = (surroundings: Surroundings) => boolean;

export function useKeys(): void {
  const surroundings = useConsole();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && pressed(event, surroundings)) event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [surroundings]);
}

/** Whether the key meant something here. */
function pressed(event: KeyboardEvent, surroundings: Surroundings): boolean {
  if (event.repeat && !event.key.startsWith("Arrow")) return false;
  if (is("accept_first", event)) return acceptFirst(surroundings);
  if (surroundings.asking.value !== null) return is("palette", event);
  if (event.key === "Escape") return backFromPast(surroundings);
  if (!isWriting(event.target) && is("help", event)) return ask("keys")(surroundings);
  return namesOf(event, "anywhere").some((name) => DEEDS[name]?.(surroundings) ?? false);
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/u.test(target.tagName));

const ask =
  (what: "keys" | "palette"): Deed =>
  ({ asking }) => {
    asking.value = { what };
    return true;
  };

const show =
  (what: Aside): Deed =>
  ({ desk, aside }) => {
    if (!desk.lookedAt.value) return false;
    aside.value = aside.value === what ? null : what;
    return true;
  };

const act =
  (action: Exclude<Action, "write">): Deed =>
  (surroundings) => {
    const card = surroundings.desk.lookedAt.value;
    if (!card || !actionsFor(card, surroundings.desk.workspace.value).has(action)) return false;
    perform(action, card, surroundings);
    return true;
  };

/** To the first of these that is on screen. */
const focus =
  (...selectors: string[]): Deed =>
  () => {
    const found = selectors.map((one) => document.querySelector<HTMLElement>(one)).find((one) => one?.offsetParent);
    found?.focus();
    return Boolean(found);
  };

const DEEDS: Partial<Record<KeyName, Deed>> = {
  palette: ask("palette"),
  to_ring: focus(".fd-ring", ".fd-ring-row"),
  to_list: focus("[data-desk-list] .fd-row[tabindex='0']"),
  to_thread: focus(".fd-thread"),
  status: () => {
    document.querySelector<HTMLElement>(".fd-status-button")?.click();
    return true;
  },
  next: (surroundings) => step(1, surroundings),
  previous: (surroundings) => step(-1, surroundings),
  longest: ({ desk }) => {
    const [first, second] = mine(desk.workspace.value);
    const next = first?.id === desk.lookedAt.value?.id ? second : first;
    if (next) desk.look(next);
    return next !== undefined;
  },
  details: show("details"),
  why: show("why"),
  take: act("take"),
  transfer: act("transfer"),
  close: act("close"),
  invite: act("invite"),
  requeue: act("requeue"),
  take_over: act("take_over"),
  assign: act("assign"),
};

function acceptFirst({ desk }: Surroundings): boolean {
  const now = Date.now() + desk.clockAheadMs.value;
  const offers = ringing(desk.workspace.value, now);
  const first = offers.find((offer) => secondsLeft(offer.deadline, now) > 0) ?? offers[0];
  if (first) void desk.accept(first);
  return first !== undefined;
}

/** To the chat above or below. */
function step(by: 1 | -1, { desk }: Surroundings): boolean {
  const all = rows(desk.workspace.value);
  const at = all.findIndex((card) => card.id === desk.lookedAt.value?.id);
  const next = all[Math.max(0, at + by)];
  if (next) desk.look(next);
  return true;
}
