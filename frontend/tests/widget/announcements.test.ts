import { expect, test } from "vitest";
import { announce, nothingTold, type Told } from "../../src/widget/panel/announcements";
import type { DeskState } from "../../src/widget/panel/desk";
import { en } from "../../src/widget/panel/i18n/en";
import { agent, chatSession, deskState } from "./fakes";

const reading = { say: en, language: "en-GB", nowMs: 0 };
const waiting = (place: number | null): DeskState =>
  deskState({ chatSession: chatSession(), place: place === null ? null : { place, wait: { low_minutes: 2, high_minutes: 4 } } });

function heard(...states: DeskState[]): (string | null)[] {
  let told: Told = nothingTold;
  return states.map((state) => {
    const next = announce(told, state, reading);
    told = next.told;
    return next.text;
  });
}

test("the place is told at first and when it is the next, not on each change", () => {
  expect(heard(waiting(null), waiting(5), waiting(4), waiting(2), waiting(1), waiting(1))).toEqual([
    null,
    "You are number 5 in line, about 2–4 min",
    null,
    null,
    "You are next, about 2–4 min",
    null,
  ]);
});

test("a place that was not known for a moment is not told twice", () => {
  expect(heard(waiting(1), waiting(null), waiting(1))).toEqual(["You are next, about 2–4 min", null, null]);
});

test("back in line it is told anew", () => {
  const active = deskState({ chatSession: chatSession({ phase: "active", agent: agent("Mia") }) });
  expect(heard(waiting(2), active, waiting(2)).slice(1)).toEqual([null, "You are number 2 in line, about 2–4 min"]);
});

test("an absence is told once, without counting", () => {
  const absent = deskState({ chatSession: chatSession({ phase: "active", agent: agent("Mia"), absent_until: "2026-01-01T00:00:30Z" }) });
  expect(heard(absent, absent)).toEqual(["Mia lost the connection. If Mia is not back soon, a colleague takes over", null]);
});

test("the form is told when it appears", () => {
  const away = deskState({ away: { reason: "full", opensAtMs: null } });
  expect(heard(deskState(), away, away)).toEqual([null, "All our colleagues are busy. Leave us a message, and we answer here.", null]);
});
