/** To whom a chat session can be passed on: what the pickers list, in order. Pure. */

import type { ChatSessionCard, Colleague, GroupCard } from "../protocol";
import type { WorkspaceState } from "./workspace";

export type Purpose = "transfer" | "invite" | "assign";

export interface ColleagueChoice {
  kind: "agent";
  id: string;
  name: string;
  colleague: Colleague;
  /** Why they cannot be chosen, though listed. */
  barred: "offline" | "full" | null;
}
export interface GroupChoice {
  kind: "group";
  id: string;
  name: string;
  barred: null;
}
export type Choice = ColleagueChoice | GroupChoice;

const READINESS: Readonly<Record<Colleague["effective"], number>> = { free: 0, wrap_up: 1, full: 2, busy: 3, away: 4, offline: 5 };

/** Colleagues first, the readiest on top; then groups, for transfers only. Each word of the query must stand in the name. */
export function choicesFor(state: WorkspaceState, cards: readonly ChatSessionCard[], purpose: Purpose, query: string): Choice[] {
  const sought = folded(query).split(/\s+/u);
  const fits = ({ name }: Colleague | GroupCard) => sought.every((word) => folded(name).includes(word));
  const colleagues = [...state.colleagues.values()].filter((colleague) => fits(colleague) && isOther(colleague, state, cards));
  const groups = purpose === "transfer" ? [...state.groups.values()].filter(fits) : [];
  return [
    ...colleagues.sort(byReadiness).map((colleague) => colleagueChoice(colleague, purpose)),
    ...groups.sort(byName).map(({ id, name }): GroupChoice => ({ kind: "group", id, name, barred: null })),
  ];
}

function colleagueChoice(colleague: Colleague, purpose: Purpose): ColleagueChoice {
  const { id, name, effective } = colleague;
  const barred = effective === "offline" ? effective : purpose === "transfer" && effective === "full" ? effective : null;
  return { kind: "agent", id, name, colleague, barred };
}

/** Not me, and nobody who has or helps in one of these already. */
const isOther = ({ id }: Colleague, { agent }: WorkspaceState, cards: readonly ChatSessionCard[]): boolean =>
  id !== agent?.id && !cards.some((card) => card.responsible?.id === id || card.helpers.includes(id));

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);

const byReadiness = (a: Colleague, b: Colleague): number =>
  READINESS[a.effective] - READINESS[b.effective] || a.load / Math.max(1, a.capacity) - b.load / Math.max(1, b.capacity) || byName(a, b);

/** Lower case, and without accents. */
const folded = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
