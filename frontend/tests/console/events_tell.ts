/** The promise of every event: the state after it is the one that a fetch would give then, and a repeat is harmless. */

import { describe, expect, it } from "vitest";

import { afterEvent, fromFrame } from "../../src/console/workspace";
import type { AgentSideEvent, Workspace } from "../../src/protocol";

type Case = [name: string, before: Workspace, events: AgentSideEvent[], after: Workspace];

export function eventsTell(what: string, cases: Case[]): void {
  describe(`${what}: state by events = state by fetch`, () => {
    it.each(cases)("%s", (_case, before, events, after) => {
      expect(events.reduce(afterEvent, fromFrame(before))).toEqual(fromFrame(after));
    });

    it.each(cases)("repeats are harmless: %s", (_case, before, events, after) => {
      expect([...events, ...events].reduce(afterEvent, fromFrame(before))).toEqual(fromFrame(after));
    });
  });
}
