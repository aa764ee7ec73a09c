/** Keys that work from anywhere, the composer included. All are Alt with another, so that no letter is lost. */

import { useEffect } from "preact/hooks";

import { type Action, actionsFor } from "../actions";
import { ringing, rows } from "../lists";
import { secondsLeft } from "../server_clock";
import { perform } from "./commands";
import { type Aside, type Surroundings, useConsole } from "./context";

/** By place on the keyboard, not by letter: with Alt held some keyboards make another letter of it. The first possible one is done. */
const ACTIONS: Readonly<Record<string, readonly Exclude<Action, "write">[]>> = {
  KeyT: ["transfer", "take"],
  KeyC: ["close"],
};

const ASIDES: Readonly<Record<string, Aside>> = { KeyW: "why", KeyD: "details" };

export function useKeys(): void {
  const surroundings = useConsole();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.repeat && !event.key.startsWith("Arrow")) return;
      const inDialog = surroundings.asking.value !== null;
      if (event.key === "Enter" ? acceptFirst(surroundings) : !inDialog && done(event, surroundings)) event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [surroundings]);
}

function acceptFirst({ desk }: Surroundings): boolean {
  const now = Date.now() + desk.clockAheadMs.value;
  const offers = ringing(desk.workspace.value, now);
  const first = offers.find((offer) => secondsLeft(offer.deadline, now) > 0) ?? offers[0];
  if (first) void desk.accept(first);
  return first !== undefined;
}

/** Whether the key meant something here. */
function done(event: KeyboardEvent, surroundings: Surroundings): boolean {
  const { desk, aside } = surroundings;
  const card = desk.lookedAt.value;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    step(event.key === "ArrowDown" ? 1 : -1, surroundings);
    return true;
  }
  if (event.code === "KeyR") return focusRing();
  if (!card) return false;
  const shows = ASIDES[event.code];
  if (shows) {
    aside.value = aside.value === shows ? null : shows;
    return true;
  }
  const possible = actionsFor(card, desk.workspace.value);
  const action = ACTIONS[event.code]?.find((one) => possible.has(one));
  if (action) perform(action, card, surroundings);
  return action !== undefined;
}

/** To the chat above or below. */
function step(by: 1 | -1, { desk }: Surroundings): void {
  const all = rows(desk.workspace.value);
  const at = all.findIndex((card) => card.id === desk.lookedAt.value?.id);
  const next = all[Math.max(0, at + by)];
  if (next) desk.look(next);
}

/** To the card that rings: the large one, or where there is no room for it, the one in the list. */
function focusRing(): boolean {
  const card = [".fd-ring", ".fd-ring-row"].map((one) => document.querySelector<HTMLElement>(one)).find((one) => one?.offsetParent);
  card?.focus();
  return Boolean(card);
}
