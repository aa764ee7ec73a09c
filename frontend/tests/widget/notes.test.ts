import { expect, test } from "vitest";
import type { Entry } from "../../src/protocol";
import { type Note, notesOf } from "../../src/widget/panel/notes";
import { entry } from "../wire/fakes";
import { agent, customer, happened, type LogEvent } from "./fakes";

type Step = LogEvent | "customer" | "agent";
const entries = (...steps: Step[]): Entry[] =>
  steps.map((step, i) => (typeof step === "string" ? entry(i + 1, { sender: step === "customer" ? customer : agent("Mia") }) : happened(i + 1, step)));
const notes = (...steps: Step[]): Note[] => [...notesOf(entries(...steps)).values()].flat().map(({ note }) => note);

const [mia, leo] = [agent("Mia"), agent("Leo")];
const assigned = { name: "assigned", agent: mia } as const;
const warned = { name: "idle_warned", closes_at: "2026-01-01T14:05:00Z" } as const;
const quiet = { name: "closed", by: "system", reason: "idle" } as const;

test("who comes is said, and to begin with nothing", () => {
  expect(notes({ name: "opened" }, assigned)).toEqual([{ what: "assigned", name: "Mia" }]);
});

test("who was passed on to somebody is not told twice that they came", () => {
  expect(notes(assigned, { name: "transferred", by: mia, agent: leo, group: null }, { name: "assigned", agent: leo })).toEqual([
    { what: "assigned", name: "Mia" },
    { what: "passed", by: "Mia", to: "Leo" },
  ]);
});

test("who takes over passes nobody on", () => {
  expect(notes(assigned, { name: "transferred", by: leo, agent: leo, group: null })).toEqual([
    { what: "assigned", name: "Mia" },
    { what: "tookOver", name: "Leo" },
  ]);
});

test("who was passed on to a group is told who comes", () => {
  expect(notes(assigned, { name: "transferred", by: mia, agent: null, group: "Deliveries" }, { name: "assigned", agent: leo })).toEqual([
    { what: "assigned", name: "Mia" },
    { what: "passed_on", by: "Mia", group: "Deliveries" },
    { what: "assigned", name: "Leo" },
  ]);
});

test("who lost the connection is named, and said to be back when they are", () => {
  expect(notes(assigned, { name: "requeued", reason: "agent_gone" }, assigned)).toEqual([
    { what: "assigned", name: "Mia" },
    { what: "requeued", why: "agent_gone", name: "Mia" },
    { what: "assigned", name: "Mia" },
  ]);
});

test("nobody is named when nobody was responsible", () => {
  expect(notes({ name: "requeued", reason: "overflow" })).toEqual([{ what: "requeued", why: "overflow", name: null }]);
});

test("helpers come and go", () => {
  expect(notes({ name: "joined", agent: leo }, { name: "parted", agent: leo })).toEqual([
    { what: "joined", name: "Leo" },
    { what: "parted", name: "Leo" },
  ]);
});

test.each<[boolean, Step[]]>([
  [false, [warned]],
  [false, ["customer", warned, "agent"]],
  [true, [warned, "customer"]],
  [true, [warned, quiet]],
])("the warning is over: %s", (over, steps) => {
  expect(notes(...steps)[0]).toEqual({ what: "idle_warned", closesAtMs: Date.parse(warned.closes_at), over });
});

test.each<[Note & { what: "closed" }, Step[]]>([
  [{ what: "closed", why: "quiet", over: false }, [quiet]],
  [{ what: "closed", why: "quiet", over: true }, [quiet, { name: "reopened" }]],
  [{ what: "closed", why: "customer", over: false }, [{ name: "closed", by: "customer" }]],
  [{ what: "closed", why: "other", over: false }, [{ name: "closed", by: "agent" }]],
])("%o", (note, steps) => {
  expect(notes(...steps)[0]).toEqual(note);
});

test("what is said about a left message follows on its text", () => {
  expect([...notesOf(entries({ name: "left_message" }, "customer", "customer")).keys()]).toEqual([2]);
  expect(notes({ name: "left_message" })).toEqual([]);
});

test("who waited until nobody was there any more is told so at once, and not only below what they write next", () => {
  expect(notes("customer", { name: "opened" }, { name: "left_message", reason: "hours" })).toEqual([{ what: "left_behind" }]);
});
