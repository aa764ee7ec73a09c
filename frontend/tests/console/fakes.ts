/** Cards, entries and frames for tests: only what differs is said. */

import type { AgentState, ChatSessionCard, Entry, Lane, Workspace } from "../../src/protocol";

export const ME = "a0000000-0000-7000-8000-000000000001";
export const T0 = Date.parse("2026-11-23T10:00:00Z");
export const at = (seconds: number): string => new Date(T0 + seconds * 1_000).toISOString();

export const agent = (change: Partial<AgentState> = {}): AgentState => ({
  id: ME,
  name: "Mina",
  status: "online",
  capacity: 5,
  load: 1,
  ...change,
});

export const card = (id: string, change: Partial<ChatSessionCard> = {}): ChatSessionCard => ({
  id,
  phase: "waiting",
  site: "Teahouse",
  customer: { id: `c-${id}`, name: "Ada", email: "ada@example.com", verified: false },
  responsible: null,
  opened_at: at(0),
  closed_at: null,
  last_seq: 1,
  last_text: "",
  last_at: at(0),
  read: { customer: 0, agent: 0 },
  ...change,
});

export const own = (id: string, change: Partial<ChatSessionCard> = {}): ChatSessionCard =>
  card(id, { phase: "active", responsible: { kind: "agent", id: ME, name: "Mina" }, last_seq: 2, ...change });

export const workspace = (mine: ChatSessionCard[], waiting: ChatSessionCard[], change: Partial<AgentState> = {}): Workspace => ({
  type: "workspace",
  ref: 1,
  agent: agent(change),
  mine,
  waiting,
  heartbeat_seconds: 25,
  max_text_chars: 8_000,
});

export const entry = (session: string, seq: number, text: string, change: Partial<Entry> & { lane?: Lane } = {}): Entry => ({
  type: "entry",
  chat_session: session,
  lane: "public",
  seq,
  kind: change.event ? "event" : "text",
  sender: { kind: "customer", id: `c-${session}`, name: "Ada" },
  client_id: `${session}-${change.lane ?? "public"}-${seq}`,
  at: at(seq),
  text,
  event: null,
  ...change,
});
